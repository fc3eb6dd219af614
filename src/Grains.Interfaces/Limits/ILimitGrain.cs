using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Grains.Interfaces.Limits;

/// <summary>
/// Counts what one limit has let out lately, and holds room for what is about to leave. Its key is a
/// <see cref="LimitKey"/>. What it answers is durable. When a call fails, it may have been carried out all the same; what
/// was reserved and never stored is found and given back after ten minutes.
/// </summary>
[GrainInterfaceType("Payouts.ILimitGrain")]
[Alias("payouts.ILimitGrain")]
public interface ILimitGrain : IGrainWithStringKey
{
    /// <summary>Holds room for one payout. The same token again, before it is confirmed, is the same hold.</summary>
    /// <exception cref="ArgumentException">An amount has more than 8 digits after the point, or is not above zero.</exception>
    [AlwaysInterleave, Alias("Reserve")]
    Task<LimitAnswer> Reserve(ReserveLimit command);

    /// <summary>What <see cref="Reserve"/> would answer now, without a hold. Nothing is reserved.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Reserve"/>.</exception>
    [AlwaysInterleave, Alias("Check")]
    Task<LimitAnswer> Check(LimitCap cap, decimal amount);

    /// <summary>
    /// Says that the payout's row has this hold. Sent after the row's write; a lost one costs a look at the row later.
    /// </summary>
    [OneWay, AlwaysInterleave, Alias("Confirm")]
    Task Confirm(string token);

    /// <summary>
    /// Gives room back, once for each token however often it is asked. To be sent only for a hold that was answered, and
    /// within <see cref="LimitHold.UsableFor"/> of the sender's last read or write of the payout's row.
    /// </summary>
    /// <returns>False: it remembers too many tokens to take another one now; come again.</returns>
    [AlwaysInterleave, Alias("Release")]
    Task<bool> Release(ReleaseLimit command);

    /// <summary>
    /// Gives room back that no row has nor will have; nothing is remembered of it. To be sent by the one who reserved it and
    /// gave it up. A lost one is made good by the sweep.
    /// </summary>
    /// <param name="token">One that is not held any more, or was swept, means nothing.</param>
    [AlwaysInterleave, Alias("Forget")]
    Task Forget(string token);

    /// <summary>What counts now.</summary>
    [AlwaysInterleave, Alias("Usage")]
    Task<LimitUsage> Usage();
}

/// <summary>Room for one payout.</summary>
/// <param name="Token">A <see cref="LimitHold.Token"/> that was never used before.</param>
/// <param name="PayoutId">Whose row will have the hold.</param>
/// <param name="Amount">Of the payout; above zero, up to 8 digits after the point.</param>
/// <param name="Cap">The most, as the policy has it now.</param>
/// <param name="MayGoOver">People have approved it: it is taken over the cap if need be, and marked.</param>
[GenerateSerializer, Immutable, Alias("payouts.ReserveLimit")]
public sealed record ReserveLimit(
    [property: Id(0)] string Token,
    [property: Id(1)] string PayoutId,
    [property: Id(2)] decimal Amount,
    [property: Id(3)] LimitCap Cap,
    [property: Id(4)] bool MayGoOver = false);

/// <summary>A hold to give back.</summary>
/// <param name="Token">The hold's.</param>
/// <param name="PayoutId">Whose row has it, or was to have it.</param>
/// <param name="Bucket">The hold's.</param>
/// <param name="Amount">The hold's.</param>
[GenerateSerializer, Immutable, Alias("payouts.ReleaseLimit")]
public sealed record ReleaseLimit(
    [property: Id(0)] string Token,
    [property: Id(1)] string PayoutId,
    [property: Id(2)] DateTimeOffset Bucket,
    [property: Id(3)] decimal Amount);

/// <summary>The most that a limit lets out in its window. A change keeps what was counted.</summary>
/// <param name="MaxAmount">The greatest sum, up to 8 digits after the point; <see langword="null"/>: any.</param>
/// <param name="MaxCount">The most payouts; <see langword="null"/>: any number.</param>
[GenerateSerializer, Immutable, Alias("payouts.LimitCap")]
public sealed record LimitCap([property: Id(0)] decimal? MaxAmount = null, [property: Id(1)] int? MaxCount = null);

/// <summary>What a limit says to a payout.</summary>
[GenerateSerializer, Alias("payouts.LimitVerdict")]
public enum LimitVerdict
{
    /// <summary>It fits, and the room is held.</summary>
    Reserved,

    /// <summary>It does not fit now.</summary>
    Full,

    /// <summary>It fits into no window, however empty.</summary>
    NeverFits,

    /// <summary>
    /// The limit cannot tell: it remembers too many tokens, or has seen this one already. Ask again with a new token.
    /// </summary>
    Unavailable,
}

/// <summary>The answer to a reservation.</summary>
/// <param name="Verdict">What comes of it.</param>
/// <param name="Hold">For the payout's row, if it is reserved.</param>
/// <param name="AvailableAt">If it is full: when it would fit if nothing else came or were given back.</param>
[GenerateSerializer, Immutable, Alias("payouts.LimitAnswer")]
public sealed record LimitAnswer(
    [property: Id(0)] LimitVerdict Verdict,
    [property: Id(1)] LimitHold? Hold = null,
    [property: Id(2)] DateTimeOffset? AvailableAt = null);

/// <summary>What counts against a limit.</summary>
/// <param name="Count">Payouts.</param>
/// <param name="Amount">The sum of their amounts; tells nothing where they are of several assets.</param>
/// <param name="Tentative">How many of them are held without word yet that their row was stored.</param>
/// <param name="CountingSince">When it counted for the first time; <see langword="null"/> if it never did.</param>
/// <param name="NextLeavesAt">When the oldest of them no longer count; <see langword="null"/> if there are none.</param>
[GenerateSerializer, Immutable, Alias("payouts.LimitUsage")]
public sealed record LimitUsage(
    [property: Id(0)] long Count,
    [property: Id(1)] Sum Amount,
    [property: Id(2)] int Tentative,
    [property: Id(3)] DateTimeOffset? CountingSince = null,
    [property: Id(4)] DateTimeOffset? NextLeavesAt = null);
