namespace Payouts.Grains.Treasury;

/// <summary>
/// Whether there is money for a payout that was never sent, and what becomes of what is known (docs/money.md, "May I
/// send?"). Pure; moments are timestamps of the same clock.
/// </summary>
internal static class WalletRules
{
    /// <summary>After so long without a word, what was let go is no longer counted: a balance has it by then, or never will.</summary>
    public static readonly TimeSpan ClaimsLast = TimeSpan.FromMinutes(5);

    /// <summary>So many that came out of a queue may be on their way at once.</summary>
    public const int MostUnderWay = 64;

    /// <summary>After so long without a word, what came out of a queue no longer holds a place among them.</summary>
    public static readonly TimeSpan UnderWayFor = TimeSpan.FromSeconds(45);

    /// <summary>Whether a payout may be sent for the first time; then its cost is counted.</summary>
    /// <param name="wallet">What is known.</param>
    /// <param name="id">The payout. One that was let go already is let go again and counted once.</param>
    /// <param name="cost">What would leave the wallet.</param>
    /// <param name="settings">Of the asset.</param>
    /// <param name="clock">Tells the moment.</param>
    public static (Wallet Wallet, bool MayGo) Ask(Wallet wallet, string id, decimal cost, FundsSettings settings, TimeProvider clock)
    {
        var now = clock.GetTimestamp();
        if (wallet.Claims.ContainsKey(id))
        {
            return (wallet, true);
        }

        if (wallet.HasQueue)
        {
            return (wallet, false);
        }

        var isTooLittle = wallet.Spendable(settings.Reserve) < cost;
        var isFresh = wallet.Available is not null && clock.GetElapsedTime(wallet.AsOf, now) < settings.FreshFor;
        if (isTooLittle && (isFresh || settings.Reserve > 0))
        {
            // It is going to be the queue's first: whoever asks next must not overtake it.
            return (wallet with { HasQueue = true, IsShort = wallet.IsShort || isFresh }, false);
        }

        return (wallet.With(id, new FundsClaim(cost, now)), true);
    }

    /// <summary>A payout is let go out of the queue.</summary>
    public static Wallet Release(Wallet wallet, string id, decimal cost, TimeProvider clock) =>
        wallet.With(id, new FundsClaim(cost, clock.GetTimestamp(), IsReleased: true));

    /// <summary>Heleket has accepted a payout.</summary>
    /// <param name="wallet">What is known.</param>
    /// <param name="id">The payout.</param>
    /// <param name="left">What Heleket says is left; answers come out of order.</param>
    /// <param name="hasPolls">Whether a balance that is asked for will tell better.</param>
    /// <param name="clock">Tells the moment.</param>
    public static Wallet Accepted(Wallet wallet, string id, decimal? left, bool hasPolls, TimeProvider clock)
    {
        var now = clock.GetTimestamp();
        if (!hasPolls)
        {
            var told = wallet.Without(id);
            return left is null ? told : told with { Available = left, AsOf = now };
        }

        if (!wallet.Claims.TryGetValue(id, out var claim))
        {
            return wallet;
        }

        // Whatever came in since, the lower figure is without this payout's money: it is not to be taken off twice. A
        // poll that is on its way may bring a figure from before, so it is not forgotten.
        var isLower = left is not null && wallet.Available is not null;
        var answered = wallet.With(id, claim with { AnsweredAt = now, IsTakenOff = isLower });
        return isLower ? answered with { Available = Math.Min(wallet.Available!.Value, left!.Value) } : answered;
    }

    /// <summary>Nothing of a payout left, or Heleket refused it for another reason than money.</summary>
    public static Wallet NotSent(Wallet wallet, string id) => wallet.Without(id);

    /// <summary>Heleket has refused a payout for want of money: it is queued.</summary>
    public static Wallet Refused(Wallet wallet, string id) => wallet.Without(id) with { HasQueue = true, IsShort = true, IsHalted = true };

    /// <summary>Heleket has said what there is.</summary>
    /// <param name="wallet">What was known.</param>
    /// <param name="available">What Heleket said; <see langword="null"/>: it names no such wallet.</param>
    /// <param name="leftAt">When the question left: what was answered before it is in the figure.</param>
    /// <param name="clock">Tells the moment.</param>
    public static Wallet Polled(Wallet wallet, decimal? available, long leftAt, TimeProvider clock)
    {
        var rest = Outlived(wallet, clock);
        foreach (var (id, claim) in rest.Claims)
        {
            rest = claim.AnsweredAt < leftAt ? rest.Without(id) : rest.With(id, claim with { IsTakenOff = available is null && claim.IsTakenOff });
        }

        return available is null
            ? rest with { IsHalted = false }
            : rest with { Available = available, AsOf = leftAt, IsHalted = false };
    }

    /// <summary>Forgets what was let go too long ago.</summary>
    public static Wallet Outlived(Wallet wallet, TimeProvider clock)
    {
        var now = clock.GetTimestamp();
        foreach (var (id, claim) in wallet.Claims)
        {
            if (clock.GetElapsedTime(claim.At, now) >= ClaimsLast)
            {
                wallet = wallet.Without(id);
            }
        }

        return wallet;
    }

    /// <summary>How many that came out of the queue have had no answer yet.</summary>
    public static int UnderWay(Wallet wallet, TimeProvider clock)
    {
        var now = clock.GetTimestamp();
        return wallet.Claims.Values.Count(claim => claim is { IsReleased: true, AnsweredAt: null } && clock.GetElapsedTime(claim.At, now) < UnderWayFor);
    }
}
