using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What can be paid.</summary>
public sealed record Catalog
{
    /// <summary>When the list was read from Heleket; <see langword="null"/>, with an empty list, before the first time.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The pairs.</summary>
    public required IReadOnlyList<CatalogService> Services { get; init; }
}

/// <summary>A pair of asset and network. What Heleket does not say is <see langword="null"/>.</summary>
public sealed record CatalogService
{
    /// <summary>The coin's code, upper case.</summary>
    public required string Asset { get; init; }

    /// <summary>The network's code, upper case.</summary>
    public required string Network { get; init; }

    /// <summary>Whether Heleket takes payouts on it now. One on a pair that it does not take is accepted, and queued.</summary>
    public required bool Available { get; init; }

    /// <summary>The least amount, in units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? MinAmount { get; init; }

    /// <summary>The greatest amount, in units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? MaxAmount { get; init; }

    /// <summary>The fixed part of the fee, in units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? FeeAmount { get; init; }

    /// <summary>The other part, in percent of the amount.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? FeePercent { get; init; }

    /// <summary>Whether payouts on this network may have a memo.</summary>
    public required bool HasMemo { get; init; }
}
