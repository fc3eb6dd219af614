using System.Collections.Immutable;
using System.Threading.Channels;

namespace Payouts.Chaos;

/// <summary>A person's decision to come.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Kind">Approve or reject.</param>
/// <param name="After">When, counted from the answer to the create.</param>
/// <param name="Again">Sent once more after its answer, as one does who has not seen it.</param>
internal sealed record PlannedDecision(string Person, CallKind Kind, TimeSpan After, bool Again);

/// <summary>
/// Persons who approve and reject what waits for them (docs/controls.md, "Approvals"): each reads the payout, decides on the
/// version that was shown, repeats what has no answer, and looks again if another was quicker. What they do is drawn by
/// itself: a seed has the same orders and faults with and without them. Enough of them decide on each payout to end its waiting.
/// </summary>
internal sealed class Approver(Clients clients, ChannelReader<(Order Order, string Id)> accepted, ChaosOptions options, ControlPlan plan) : IActor
{
    private const int LongestAfterSeconds = 6;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>How a seed's order is decided on, if it needs somebody.</summary>
    public static ImmutableArray<PlannedDecision> Plan(int seed, Order order, int needed)
    {
        if (needed == 0)
        {
            return [];
        }

        var random = new Random(HashCode(seed, order.Key));
        var persons = ControlPlan.Approvers.ToArray();
        random.Shuffle(persons);
        var kind = random.Next(100);
        var (approvals, rejections) = kind < 25 ? (needed, 0) : kind < 65 ? (needed + 1, 0) : kind < 85 ? (needed, 1) : (needed - 1, 1);

        // Often all at once.
        var together = random.Next(3) > 0 ? TimeSpan.FromSeconds(LongestAfterSeconds * random.NextDouble()) : (TimeSpan?)null;
        return
        [
            .. persons.Take(approvals + rejections).Select((person, place) => new PlannedDecision(
                person, place < approvals ? CallKind.Approve : CallKind.Reject, together ?? TimeSpan.FromSeconds(LongestAfterSeconds * random.NextDouble()), random.Next(5) == 0)),
        ];
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var deciding = new List<Task>();
        await foreach (var (order, id) in accepted.ReadAllAsync(cancellationToken))
        {
            deciding.AddRange(Plan(options.Seed, order, plan.Needed(order)).Select((decision, number) => DecideAsync(order, id, decision, order.FirstGateway + number, cancellationToken)));
        }

        await Task.WhenAll(deciding);
    }

    /// <summary>Nothing: all that waited was decided.</summary>
    public Task LetGoAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task DecideAsync(Order order, string id, PlannedDecision decision, int gateway, CancellationToken cancellationToken)
    {
        await Task.Delay(decision.After, TimeProvider.System, cancellationToken);
        while (true)
        {
            var seen = await RepeatAsync(turn => clients.ReadAsync(order.Key, id, gateway + turn), cancellationToken);
            if (seen.Detail != "awaiting_approval")
            {
                return;
            }

            var answer = await SendAsync(seen.Version);
            if (answer.Status != 412)
            {
                if (decision.Again)
                {
                    await SendAsync(seen.Version);
                }

                return;
            }
        }

        Task<Call> SendAsync(long version) =>
            RepeatAsync(turn => clients.DecideAsync(decision.Kind, decision.Person, version, order.Key, id, gateway + turn), cancellationToken);
    }

    private static async Task<Call> RepeatAsync(Func<int, Task<Call>> send, CancellationToken cancellationToken)
    {
        for (var turn = 0; ; turn++)
        {
            var call = await send(turn);
            if (call.IsAnswered)
            {
                return call;
            }

            await Task.Delay(RepeatAfter, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The same in every process.</summary>
    private static int HashCode(int seed, string text) => text.Aggregate(seed + 3, (hash, letter) => unchecked((hash * 31) + letter));
}
