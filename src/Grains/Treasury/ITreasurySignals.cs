using Orleans.Concurrency;

namespace Payouts.Grains.Treasury;

/// <summary>The silo-internal interface of a treasury, by account: what payouts ask and tell.</summary>
[GrainInterfaceType("Payouts.ITreasurySignals")]
[Alias("payouts.ITreasurySignals")]
public interface ITreasurySignals : IGrainWithStringKey
{
    /// <summary>
    /// Starts it and registers the reminder that keeps it going. Every silo calls it at startup; harmless to repeat.
    /// </summary>
    [Alias("Start")]
    Task Start();

    /// <summary>Whether a payout may be sent for the first time; then its cost is counted.</summary>
    [AlwaysInterleave, Alias("Ask")]
    Task<FundsAnswer> Ask(FundsNeed need);

    /// <summary>What became of it. A lost one only makes it cautious for five minutes.</summary>
    [OneWay, AlwaysInterleave, Alias("Told")]
    Task Told(FundsNews news);
}

/// <summary>Money that a payout needs.</summary>
/// <param name="PayoutId">The payout.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Cost">What leaves the wallet, in units of the asset; zero or more.</param>
[GenerateSerializer, Immutable, Alias("payouts.FundsNeed")]
public sealed record FundsNeed([property: Id(0)] string PayoutId, [property: Id(1)] string Asset, [property: Id(2)] decimal Cost);

/// <summary>The answer.</summary>
/// <param name="MayGo">Whether it may be sent.</param>
/// <param name="IsReleased">Whether it was let go out of the queue.</param>
/// <param name="IsShort">Whether the asset is short of money.</param>
/// <param name="Available">What there is; <see langword="null"/> if that is not known.</param>
/// <param name="Reserve">What stays.</param>
[GenerateSerializer, Immutable, Alias("payouts.FundsAnswer")]
public sealed record FundsAnswer(
    [property: Id(0)] bool MayGo,
    [property: Id(1)] bool IsReleased,
    [property: Id(2)] bool IsShort,
    [property: Id(3)] decimal? Available,
    [property: Id(4)] decimal Reserve);

/// <summary>What became of a payout that was let go.</summary>
/// <param name="PayoutId">The payout.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Left">What Heleket says is left, if it does.</param>
[GenerateSerializer, Immutable, Alias("payouts.FundsNews")]
public sealed record FundsNews(
    [property: Id(0)] string PayoutId, [property: Id(1)] string Asset, [property: Id(2)] FundsOutcome Outcome, [property: Id(3)] decimal? Left = null);

/// <summary>What became of a payout that was let go.</summary>
[GenerateSerializer, Alias("payouts.FundsOutcome")]
public enum FundsOutcome
{
    /// <summary>Nothing left, or Heleket refused it for another reason than money.</summary>
    NotSent,

    /// <summary>Heleket has it.</summary>
    Accepted,

    /// <summary>Heleket refused it for want of money.</summary>
    Refused,
}
