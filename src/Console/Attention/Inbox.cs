using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Attention;

/// <summary>What is in the inbox, by what to do, the oldest first.</summary>
/// <param name="Groups">The tasks that there are, in the order of <see cref="ToDo"/>.</param>
public sealed record Inbox(IReadOnlyList<(ToDo ToDo, IReadOnlyList<Payout> Payouts)> Groups)
{
    private static readonly TimeSpan UnknownLong = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FailingLong = TimeSpan.FromHours(24);
    private static readonly TimeSpan QueuedLong = TimeSpan.FromHours(1);

    /// <summary>How many are marked for a person, as the menu counts them.</summary>
    public int Marked => Groups.SelectMany(group => group.Payouts).Count(payout => payout.NeedsAttention);

    /// <summary>How many more a person should look at: they are late, and nothing marks them yet.</summary>
    public int Late => Groups.Where(group => group.ToDo != ToDo.Wait).SelectMany(group => group.Payouts).Count(payout => !payout.NeedsAttention);

    /// <summary>How many go on by themselves.</summary>
    public int Waiting => Groups.Where(group => group.ToDo == ToDo.Wait).Sum(group => group.Payouts.Count);

    /// <summary>The sums of which nobody knows yet whether they were paid, by asset.</summary>
    public IReadOnlyList<(string Asset, decimal Amount)> InDoubt =>
    [
        .. Groups.SelectMany(group => group.Payouts).Where(IsInDoubt).GroupBy(payout => payout.Asset)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, Sums.Of(group.Select(payout => payout.Amount))))
    ];

    /// <summary>Sorts what was read; a payout that was read twice is there once.</summary>
    /// <param name="read">Payouts that need attention, are unknown, failing or queued.</param>
    /// <param name="now">The time.</param>
    public static Inbox Of(IEnumerable<Payout> read, DateTimeOffset now) => new(
    [
        .. read.Where(payout => payout.NeedsAttention || IsLate(payout, now)).DistinctBy(payout => payout.Id).OrderBy(payout => payout.Since)
            .GroupBy(For).OrderBy(group => group.Key).Select(group => (group.Key, (IReadOnlyList<Payout>)[.. group]))
    ]);

    /// <summary>What to do about a payout.</summary>
    public static ToDo For(Payout payout) => payout switch
    {
        _ when IsContradicted(payout) => ToDo.Decide,
        _ when payout.Detail == PayoutDetail.Queued => payout.NeedsAttention || AttentionWords.IsForPeople(payout.Reason) ? ToDo.SetRight : ToDo.Wait,
        _ when IsAsked(payout) => ToDo.Ask,
        { NeedsAttention: true, Detail: null } => ToDo.Decide,
        { NeedsAttention: true } => ToDo.Ask,
        _ => ToDo.Wait
    };

    /// <summary>Whether nobody knows if it was paid.</summary>
    public static bool IsInDoubt(Payout payout) => IsAsked(payout) || IsContradicted(payout);

    private static bool IsContradicted(Payout payout) =>
        payout.NeedsAttention && (payout.Reason == PayoutReason.EchoMismatch || payout.Reason == PayoutReason.ContradictedFinal);

    private static bool IsAsked(Payout payout) => payout.Detail == PayoutDetail.OutcomeUnknown || payout.Detail == PayoutDetail.FailedProvisional;

    private static bool IsLate(Payout payout, DateTimeOffset now) =>
        payout.Detail == PayoutDetail.OutcomeUnknown && now - payout.Since > UnknownLong
        || payout.Detail == PayoutDetail.FailedProvisional && now - payout.Since > FailingLong
        // What a pause holds back is no news: every page says it.
        || payout.Detail == PayoutDetail.Queued && payout.Reason != PayoutReason.Paused && now - payout.Since > QueuedLong;
}
