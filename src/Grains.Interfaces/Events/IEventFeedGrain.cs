using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Payouts.Grains.Interfaces.Events;

/// <summary>
/// Shows what happened, in order. Stateless: any silo answers. Key 0. Calls interleave, since some of them wait.
/// </summary>
[GrainInterfaceType("Payouts.IEventFeedGrain")]
[Alias("payouts.IEventFeedGrain")]
public interface IEventFeedGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Returns the events after a place. Fails, rather than leaving one out, when the payout of an event cannot be read.
    /// </summary>
    [AlwaysInterleave, Alias("Read")]
    Task<FeedPage> Read(EventQuery query);

    /// <summary>
    /// Returns which payouts the same events are about. No payout is read for it: a caller that follows everything only to
    /// know what to look at costs the store nothing but the rows.
    /// </summary>
    [AlwaysInterleave, Alias("Glance")]
    Task<HintPage> Glance(EventQuery query);

    /// <summary>Returns one event, or <see langword="null"/> if there is none, or none any more.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<FeedEvent?> Find(FeedEventId id);
}

/// <summary>Which events to show. A <see langword="null"/> member does not restrict the result.</summary>
[GenerateSerializer, Immutable, Alias("payouts.EventQuery")]
public sealed record EventQuery
{
    /// <summary>The most events of one page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>How long one call waits at most: a longer one could not be told from a lost one.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(4);

    /// <summary>Strictly after this place; <see langword="null"/> for the oldest event that is kept.</summary>
    [Id(0)] public EventPosition? After { get; init; }

    /// <summary>Only what happens from now on. Not together with <see cref="After"/>.</summary>
    [Id(1)] public bool FromEnd { get; init; }

    /// <summary>1 to <see cref="MaxLimit"/>.</summary>
    [Id(2)] public int Limit { get; init; } = 100;

    /// <summary>Types, or their beginnings before <c>.*</c>; empty for all (<see cref="EventTypes.Matches"/>).</summary>
    [Id(3)] public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>The client.</summary>
    [Id(4)] public string? ClientId { get; init; }

    /// <summary>The payout.</summary>
    [Id(5)] public string? PayoutId { get; init; }

    /// <summary>How long to wait for a first event, if there is none yet; cut to <see cref="MaxWait"/>.</summary>
    [Id(6)] public TimeSpan Wait { get; init; }
}

/// <summary>Some events in their order.</summary>
/// <param name="Events">The oldest first. Of one payout, by version.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="HasMore">
/// Whether there is more to look at now: the limit was reached, or one call looks at no more. Not every page has events
/// then.
/// </param>
/// <param name="IsExpired">
/// Whether events after the place asked for are no longer kept. Then there are none here, and <paramref name="Next"/> is
/// where the kept ones begin.
/// </param>
[GenerateSerializer, Immutable, Alias("payouts.FeedPage")]
public sealed record FeedPage(
    [property: Id(0)] ImmutableArray<FeedEvent> Events,
    [property: Id(1)] EventPosition Next,
    [property: Id(2)] bool HasMore,
    [property: Id(3)] bool IsExpired = false);

/// <summary>That something happened to a payout, and nothing of what it is.</summary>
/// <param name="PayoutId">The payout's id.</param>
/// <param name="ClientId">Its client.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="At">When: UTC, whole milliseconds. Of <see cref="EventTypes.Created"/>, the time of creation.</param>
[GenerateSerializer, Immutable, Alias("payouts.EventHint")]
public readonly record struct EventHint(
    [property: Id(0)] string PayoutId,
    [property: Id(1)] string ClientId,
    [property: Id(2)] string Type,
    [property: Id(3)] DateTimeOffset At);

/// <summary>As <see cref="FeedPage"/>, with hints instead of events.</summary>
/// <param name="Hints">The oldest first.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="HasMore">Whether there is more to look at now.</param>
/// <param name="IsExpired">Whether events after the place asked for are no longer kept.</param>
[GenerateSerializer, Immutable, Alias("payouts.HintPage")]
public sealed record HintPage(
    [property: Id(0)] ImmutableArray<EventHint> Hints,
    [property: Id(1)] EventPosition Next,
    [property: Id(2)] bool HasMore,
    [property: Id(3)] bool IsExpired = false);
