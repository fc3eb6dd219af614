namespace Payouts.Grains.Interfaces;

/// <summary>Compares persons: one who is written in two ways is one person, and no second pair of eyes.</summary>
internal static class Persons
{
    /// <summary>Whether two names are those of one person: trimmed, and whatever the case.</summary>
    public static bool AreSame(string? one, string? other) =>
        one is not null && other is not null && one.AsSpan().Trim().Equals(other.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);
}
