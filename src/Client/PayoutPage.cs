namespace Payouts.Client;

/// <summary>One page of a list.</summary>
public sealed record PayoutPage
{
    /// <summary>The payouts, in the list's order.</summary>
    public required IReadOnlyList<Payout> Data { get; init; }

    /// <summary>The cursor of the next page; <see langword="null"/> on the last.</summary>
    public string? NextCursor { get; init; }

    /// <summary>Whether more pages follow.</summary>
    public bool HasMore { get; init; }
}
