using System.Collections.Immutable;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Grains.Limits;

/// <summary>The document <c>limit</c>.</summary>
/// <param name="CountingSince">When it counted for the first time.</param>
/// <param name="LastAt">The time of its last change, which the next one does not go behind.</param>
/// <param name="Buckets">What counts, by the time of its reservation: oldest first, none without payouts.</param>
/// <param name="Tentative">By token: counted, and no word yet that the payout's row was stored.</param>
/// <param name="Released">By token: given back, and remembered until nobody can ask for that again.</param>
[Document("limit", format: 1, MostBytes = 2 * 1024 * 1024)]
internal sealed record LimitState(
    DateTimeOffset CountingSince,
    DateTimeOffset LastAt,
    ImmutableArray<LimitBucket> Buckets,
    ImmutableDictionary<string, TentativeHold> Tentative,
    ImmutableDictionary<string, ReleasedHold> Released)
{
    /// <summary>
    /// The most tokens that it remembers. A token takes 200 bytes at most, so the document stays below its limit.
    /// </summary>
    public const int MostTokens = 8192;

    /// <summary>Whether a further token must wait until others are forgotten.</summary>
    internal bool IsFull => Tentative.Count + Released.Count >= MostTokens;

    /// <summary>What there is before anything is written.</summary>
    public static LimitState StartingAt(DateTimeOffset now) =>
        new(now, now, [], ImmutableDictionary<string, TentativeHold>.Empty, ImmutableDictionary<string, ReleasedHold>.Empty);
}

/// <summary>What was reserved in one part of the window.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Count">Payouts; at least one.</param>
/// <param name="Sum">Of their amounts.</param>
internal readonly record struct LimitBucket(DateTimeOffset Start, long Count, Sum Sum);

/// <summary>A hold that is not confirmed yet.</summary>
/// <param name="Payout">Whose row will have it.</param>
/// <param name="Amount">How much.</param>
/// <param name="Bucket">Where it counts.</param>
/// <param name="At">When it was reserved.</param>
/// <param name="IsOver">True if it was taken over the cap.</param>
internal sealed record TentativeHold(string Payout, decimal Amount, DateTimeOffset Bucket, DateTimeOffset At, bool? IsOver = null);

/// <summary>A hold that no longer counts.</summary>
/// <param name="Payout">Whose row has it, had it, or was to have it.</param>
/// <param name="At">When it was given back, or the row was last looked at.</param>
/// <param name="IsSwept">True if a sweep gave it back, because the row did not have it.</param>
/// <param name="IsGone">True if the row did not have it at that look.</param>
internal sealed record ReleasedHold(string Payout, DateTimeOffset At, bool? IsSwept = null, bool? IsGone = null);
