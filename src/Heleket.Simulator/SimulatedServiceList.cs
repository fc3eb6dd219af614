using System.Text.Json;

namespace Heleket.Simulator;

/// <summary>What <c>/v1/payout/services</c> says besides the pairs on offer, or instead of them. Payouts go by the pairs on offer all the same.</summary>
public sealed record SimulatedServiceList
{
    /// <summary>The pairs on offer, and nothing else.</summary>
    public static SimulatedServiceList AsItIs { get; } = new();

    /// <summary>The whole <c>result</c>, of whatever kind, instead of the pairs on offer: <c>[]</c>, for example. <see langword="null"/>: the pairs.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Entries after the pairs on offer, odd ones too.</summary>
    public IReadOnlyList<JsonElement> Extra { get; init; } = [];
}

/// <summary>What changes of a pair; a member that is <see langword="null"/> stays as it is.</summary>
public sealed record ServiceChange
{
    /// <summary>Whether payouts are taken.</summary>
    public bool? IsAvailable { get; init; }

    /// <summary>The least amount, in the coin.</summary>
    public decimal? MinAmount { get; init; }

    /// <summary>The greatest amount, in the coin; 0, or less than the least: none.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The fixed part of the fee, in the coin.</summary>
    public decimal? FeeAmount { get; init; }

    /// <summary>The part of the fee in per cent of the amount.</summary>
    public decimal? FeePercent { get; init; }
}
