using System.Text.Json;

namespace Heleket.Simulator;

/// <summary>
/// What <c>/v1/payout/services</c> returns in addition to the pairs on offer, or instead of them. Payouts still follow
/// the pairs on offer.
/// </summary>
public sealed record SimulatedServiceList
{
    /// <summary>Only the pairs on offer.</summary>
    public static SimulatedServiceList AsItIs { get; } = new();

    /// <summary>
    /// The whole <c>result</c>, of any kind, instead of the pairs on offer: <c>[]</c>, for example.
    /// <see langword="null"/>: the pairs.
    /// </summary>
    public JsonElement? Result { get; init; }

    /// <summary>Entries after the pairs on offer, which may be malformed.</summary>
    public IReadOnlyList<JsonElement> Extra { get; init; } = [];
}

/// <summary>The changes to a pair; a member that is <see langword="null"/> leaves the value as it is.</summary>
public sealed record ServiceChange
{
    /// <summary>Whether payouts are accepted.</summary>
    public bool? IsAvailable { get; init; }

    /// <summary>The minimum amount, in the coin.</summary>
    public decimal? MinAmount { get; init; }

    /// <summary>The maximum amount, in the coin; 0, or less than the minimum: none.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The fixed part of the fee, in the coin.</summary>
    public decimal? FeeAmount { get; init; }

    /// <summary>The variable part of the fee, in percent of the amount.</summary>
    public decimal? FeePercent { get; init; }
}
