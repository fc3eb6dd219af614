using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Counts and sums of payouts, exact.</summary>
public sealed record PayoutStats
{
    /// <summary>The client; <see langword="null"/> for all together.</summary>
    public string? ClientId { get; init; }

    /// <summary>How many payouts there are.</summary>
    public required long Payouts { get; init; }

    /// <summary>By asset, then status; none with a count of zero.</summary>
    public required IReadOnlyList<StatusTotal> Totals { get; init; }

    /// <summary>When the first was created.</summary>
    public DateTimeOffset? FirstPayoutAt { get; init; }

    /// <summary>When the last was created.</summary>
    public DateTimeOffset? LastPayoutAt { get; init; }
}

/// <summary>The payouts of one asset in one status.</summary>
public sealed record StatusTotal
{
    /// <summary>The coin's code.</summary>
    public required string Asset { get; init; }

    /// <summary>The status.</summary>
    public required PayoutStatus Status { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>Their sum, in units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public required decimal Amount { get; init; }
}
