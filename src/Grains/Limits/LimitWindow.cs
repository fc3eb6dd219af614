using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Limits;

/// <summary>One limit, and how long what it has let out counts.</summary>
/// <param name="Limit">Its key.</param>
/// <param name="Length">Its window.</param>
/// <param name="Slack">
/// How much later than the reservation the bytes may leave. A bucket counts for so much longer, so that the cap holds for
/// any window of reservations and for any window of first sendings.
/// </param>
internal sealed record LimitWindow(string Limit, TimeSpan Length, TimeSpan Slack)
{
    /// <summary>That of a limit's key: the row's write begins within one time, the bytes leave within another one.</summary>
    public static LimitWindow Of(string limit, PayoutsOptions options) =>
        new(limit, LimitKey.WindowOf(limit), LimitHold.UsableFor + PayoutStopwatch.LongestIntent(options));

    /// <summary>The beginning of the bucket in which a time lies.</summary>
    public DateTimeOffset BucketAt(DateTimeOffset time) => LimitKey.BucketAt(Length, time);

    /// <summary>When a bucket no longer counts: its end is older than window and slack.</summary>
    public DateTimeOffset LeavesAt(DateTimeOffset bucket) => bucket + (Length / LimitKey.Buckets) + Length + Slack;

    /// <summary>Whether a bucket no longer counts.</summary>
    public bool IsGone(DateTimeOffset bucket, DateTimeOffset at) => LeavesAt(bucket) <= at;
}
