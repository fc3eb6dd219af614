using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>The provider's view of a payout, however we learned it.</summary>
/// <param name="Uuid">The provider's id for it.</param>
/// <param name="RawStatus">The provider's status, as spelled: for display, and to detect repeats.</param>
/// <param name="IsFinal">Whether the provider marks it as final; this decides, not the status.</param>
/// <param name="Txid">The transaction hash, if there is one.</param>
/// <param name="Fee">The provider's fee in units of the asset, if it reported one.</param>
/// <param name="Source">How we learned it.</param>
/// <param name="Status">What <paramref name="RawStatus"/> means.</param>
[GenerateSerializer, Immutable, Alias("payouts.ProviderReport")]
public sealed record ProviderReport(
    [property: Id(0)] string Uuid,
    [property: Id(1)] string RawStatus,
    [property: Id(2)] bool IsFinal,
    [property: Id(3)] string? Txid,
    [property: Id(4)] decimal? Fee,
    [property: Id(5)] LogSource Source,
    [property: Id(6)] ProviderStatus Status);

/// <summary>
/// The meaning of a provider's status. Whether it is final is separate: <see cref="ProviderReport.IsFinal"/>.
/// </summary>
[GenerateSerializer, Alias("payouts.ProviderStatus")]
public enum ProviderStatus
{
    /// <summary>
    /// Not interpreted yet: the report comes from a silo of an older release (<see cref="IPayoutProvider.Interpret"/>).
    /// </summary>
    Unread = 0,

    /// <summary>In progress, or a status that we do not recognise.</summary>
    Processing,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Failed through the provider's fault.</summary>
    SystemFailed,

    /// <summary>Cancelled by the provider.</summary>
    Cancelled,
}
