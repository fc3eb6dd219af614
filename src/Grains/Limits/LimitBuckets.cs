using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Grains.Limits;

/// <summary>Counts by parts of a window. The buckets are in order, and none is empty.</summary>
internal static class LimitBuckets
{
    /// <summary>Those that count at a time.</summary>
    public static ImmutableArray<LimitBucket> Counted(ImmutableArray<LimitBucket> buckets, LimitWindow window, DateTimeOffset at) =>
        buckets.RemoveAll(bucket => window.IsGone(bucket.Start, at));

    /// <summary>All of them together.</summary>
    public static (long Count, Sum Sum) Total(ImmutableArray<LimitBucket> buckets)
    {
        var (count, sum) = (0L, default(Sum));
        foreach (var bucket in buckets)
        {
            (count, sum) = (count + bucket.Count, sum + bucket.Sum);
        }

        return (count, sum);
    }

    /// <summary>With one payout more.</summary>
    public static ImmutableArray<LimitBucket> Add(ImmutableArray<LimitBucket> buckets, DateTimeOffset start, Sum amount)
    {
        var place = buckets.Length;
        while (place > 0 && buckets[place - 1].Start >= start)
        {
            place--;
        }

        return place < buckets.Length && buckets[place] is var there && there.Start == start
            ? buckets.SetItem(place, new(start, there.Count + 1, there.Sum + amount))
            : buckets.Insert(place, new(start, 1, amount));
    }

    /// <summary>
    /// With one payout less. The same if the bucket is not there or holds less than that, as after the restore of an older
    /// backup.
    /// </summary>
    public static ImmutableArray<LimitBucket> Without(ImmutableArray<LimitBucket> buckets, DateTimeOffset start, Sum amount)
    {
        var found = buckets.FirstOrDefault(bucket => bucket.Start == start);
        var left = Minus(found.Sum, amount);
        return Int128.IsNegative(left.Units) ? buckets
            : found.Count == 1 ? buckets.Remove(found)
            : buckets.Replace(found, new(start, found.Count - 1, left));
    }

    /// <summary>The difference.</summary>
    public static Sum Minus(Sum left, Sum right) => new(left.Units - right.Units);
}
