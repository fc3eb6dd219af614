using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>What the provider says of a payout, whichever way we learned it.</summary>
/// <param name="Uuid">The provider's id of it.</param>
/// <param name="RawStatus">The provider's status, as spelled: for people, and to tell whether it was said before.</param>
/// <param name="IsFinal">Whether the provider calls it final; decides, not the status.</param>
/// <param name="Txid">The transaction's hash, if there is one.</param>
/// <param name="Fee">The provider's fee in units of the asset, if it said it.</param>
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

/// <summary>What a provider's status means to a payout. Whether it is the end is another question: <see cref="ProviderReport.IsFinal"/>.</summary>
[GenerateSerializer, Alias("payouts.ProviderStatus")]
public enum ProviderStatus
{
    /// <summary>Nobody read it: the report comes from a silo of an older release (<see cref="IPayoutProvider.Interpret"/>).</summary>
    Unread = 0,

    /// <summary>Under way, or in words that we do not know.</summary>
    Processing,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Failed by a fault of the provider's.</summary>
    SystemFailed,

    /// <summary>Cancelled by the provider.</summary>
    Cancelled,
}
