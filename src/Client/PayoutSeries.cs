using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>How many payouts entered each status, by slices of time.</summary>
public sealed record PayoutSeries
{
    /// <summary>Where the first slice begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where the last one ends; not in it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>How wide a slice is.</summary>
    public required SeriesStep By { get; init; }

    /// <summary>The client; <see langword="null"/> for all together.</summary>
    public string? ClientId { get; init; }

    /// <summary>The slices in which something happened, the oldest first.</summary>
    public required IReadOnlyList<SeriesPoint> Points { get; init; }
}

/// <summary>The payouts of one asset that entered one status in one slice.</summary>
public sealed record SeriesPoint
{
    /// <summary>Where the slice begins.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The coin's code.</summary>
    public required string Asset { get; init; }

    /// <summary>The status; a payout that was created entered <see cref="PayoutStatus.Pending"/>.</summary>
    public required PayoutStatus Status { get; init; }

    /// <summary>Why, where there is a reason.</summary>
    public PayoutReason? Reason { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>Their sum, in units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public required decimal Amount { get; init; }
}
