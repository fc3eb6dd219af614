using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Clients;

/// <summary>How many payouts of one asset entered one status, for one reason, in one slice of time.</summary>
/// <param name="Start">When the slice begins: UTC.</param>
/// <param name="Asset">The coin code.</param>
/// <param name="Status">The status they entered; a payout enters <see cref="PayoutStatus.Pending"/> when it is created.</param>
/// <param name="Reason">The reason they then had.</param>
/// <param name="Count">How many: at least 1.</param>
/// <param name="Amount">Their sum, in units of <paramref name="Asset"/>.</param>
[GenerateSerializer, Immutable, Alias("payouts.SeriesPoint")]
public sealed record SeriesPoint(
    [property: Id(0)] DateTimeOffset Start,
    [property: Id(1)] string Asset,
    [property: Id(2)] PayoutStatus Status,
    [property: Id(3)] PayoutReason? Reason,
    [property: Id(4)] long Count,
    [property: Id(5)] Sum Amount);
