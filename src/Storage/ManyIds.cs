using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>Reads of many payouts at once.</summary>
internal static class ManyIds
{
    /// <summary>The ids, each once. Throws <see cref="ArgumentOutOfRangeException"/> for too many.</summary>
    public static string[] Require(IReadOnlyList<string> ids)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, IPayoutStore.MostIds, nameof(ids));
        return [.. ids.Distinct(StringComparer.Ordinal)];
    }
}
