using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What a create would do: nothing was stored.</summary>
public sealed record Validation
{
    /// <summary>The id that the payout would have.</summary>
    public required string Id { get; init; }

    /// <summary>The key that was given, or the one that the service derives from the content.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The request as it would be stored, with all its fields.</summary>
    public required PayoutRequest Request { get; init; }

    /// <summary>How sure the form of the address tells a mistyped one.</summary>
    public required AddressStrength AddressStrength { get; init; }

    /// <summary>Whether payouts on this network may have a memo.</summary>
    public required bool TakesMemo { get; init; }

    /// <summary>The catalogue's fee, in units of the asset, if the merchant pays it; <see langword="null"/> if it is not known.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Fee { get; init; }

    /// <summary>The payout that this request would give back, if it was made before.</summary>
    public Payout? Existing { get; init; }
}
