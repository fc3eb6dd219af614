using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What never changes of a payout, and what was true at one version of it.</summary>
public sealed record PayoutEventData
{
    /// <summary>The payout's id.</summary>
    public required string PayoutId { get; init; }

    /// <summary>Ignore an event whose version is not above the last one that you handled for the payout.</summary>
    public required long Version { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>The caller's own name for the payout.</summary>
    public string? Reference { get; init; }

    /// <summary>The caller's own pairs.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>How it came about.</summary>
    public required PayoutOrigin Origin { get; init; }

    /// <summary>The coin's code, upper case.</summary>
    public required string Asset { get; init; }

    /// <summary>The network's code, upper case.</summary>
    public required string Network { get; init; }

    /// <summary>In units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public required decimal Amount { get; init; }

    /// <summary>Who bears the fee.</summary>
    public required FeePayer FeePayer { get; init; }

    /// <summary>The status at this version.</summary>
    public required PayoutStatus Status { get; init; }

    /// <summary>The status before; <see langword="null"/> for a payout that is new.</summary>
    public PayoutStatus? PreviousStatus { get; init; }

    /// <summary>What it waited for.</summary>
    public PayoutDetail? Detail { get; init; }

    /// <summary>Why it was where it was.</summary>
    public PayoutReason? Reason { get; init; }

    /// <summary>Whether the status is final.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>Whether a person had to look at it.</summary>
    public required bool NeedsAttention { get; init; }

    /// <summary>Heleket's uuid, once Heleket had it.</summary>
    public string? HeleketTransactionId { get; init; }

    /// <summary>The transaction's hash on the network.</summary>
    public string? Txid { get; init; }

    /// <summary>Heleket's fee, in units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Fee { get; init; }

    /// <summary>
    /// Whether the payout's history no longer tells Heleket's uuid, the hash and the fee at this version, which are <see langword="null"/> then.
    /// </summary>
    public bool Truncated { get; init; }
}
