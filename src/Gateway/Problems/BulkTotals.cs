using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Problems;

/// <summary>How many payouts, and how much of each asset.</summary>
/// <param name="Count">How many.</param>
/// <param name="Totals">By asset.</param>
internal sealed record BulkTotals(int Count, ImmutableSortedDictionary<string, Sum> Totals)
{
    public static BulkTotals Of(IEnumerable<Payout> payouts)
    {
        Payout[] all = [.. payouts];
        return new(all.Length, all.GroupBy(payout => payout.Request.Asset).ToImmutableSortedDictionary(
            group => group.Key, group => group.Aggregate(default(Sum), (sum, payout) => sum + payout.Request.Amount), StringComparer.Ordinal));
    }

    public bool Equals(BulkTotals? other) => other is not null && other.Count == Count && other.Totals.SequenceEqual(Totals);

    public override int GetHashCode() => HashCode.Combine(Count, Totals.Count);
}
