using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// One visible change of a payout, stored in the transaction of the write that made it (docs/adr/0027): statistics are
/// folded from these rows, and the feed reads them. It holds what a later write of the payout would hide; what never
/// changes, or is kept with its version in the payout's history, is read from the payout.
/// </summary>
public sealed record EventRow
{
    /// <summary>The payout's id.</summary>
    public required string PayoutId { get; init; }

    /// <summary>The payout's version that this write made.</summary>
    public required long Version { get; init; }

    /// <summary>The wire's word, such as <c>payout.created</c> (docs/http-api.md, "Events").</summary>
    public required string Type { get; init; }

    /// <summary>The payout's client.</summary>
    public required string ClientId { get; init; }

    /// <summary>Upper-case coin code.</summary>
    public required string Asset { get; init; }

    /// <summary>The payout's amount, in units of <see cref="Asset"/>.</summary>
    public required decimal Amount { get; init; }

    /// <summary>
    /// The status before; <see langword="null"/> for the first write. Equal to <see cref="Status"/> where the status
    /// did not change, and then without meaning for the statistics.
    /// </summary>
    public required PayoutStatus? Was { get; init; }

    /// <summary>The status after.</summary>
    public required PayoutStatus Status { get; init; }

    /// <summary>The detail after.</summary>
    public required PayoutDetail? Detail { get; init; }

    /// <summary>The reason after.</summary>
    public required PayoutReason? Reason { get; init; }

    /// <summary>Whether a person had to look at the payout after it.</summary>
    public required bool NeedsAttention { get; init; }

    /// <summary>When it happened: UTC, whole milliseconds. Of the first write, the time of creation.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The head of the payout's chain after the write; <see langword="null"/> where an earlier release wrote it.</summary>
    public string? Head { get; init; }

    /// <summary>Proves that nobody altered this row (docs/adr/0039).</summary>
    public string? Seal { get; init; }
}
