using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Events;

/// <summary>An event as clients see it (docs/http-api.md, "Events"). The same whenever it is asked for.</summary>
/// <param name="Id">Computed: see <see cref="FeedEventId"/>.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Timestamp">When it happened: UTC, whole milliseconds.</param>
/// <param name="Data">The payout at that version.</param>
[GenerateSerializer, Immutable, Alias("payouts.FeedEvent")]
public sealed record FeedEvent(
    [property: Id(0)] string Id,
    [property: Id(1)] string Type,
    [property: Id(2)] DateTimeOffset Timestamp,
    [property: Id(3)] PayoutEventData Data);

/// <summary>
/// What never changes of a payout, and what was true at one version of it. No address, memo, idempotency key or history:
/// they do not travel to everybody who follows the feed.
/// </summary>
[GenerateSerializer, Immutable, Alias("payouts.PayoutEventData")]
public sealed record PayoutEventData
{
    /// <summary>The payout's id.</summary>
    [Id(0)] public required string PayoutId { get; init; }

    /// <summary>The version that made the event.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>The client.</summary>
    [Id(2)] public required string ClientId { get; init; }

    /// <summary>The caller's own reference.</summary>
    [Id(3)] public string? Reference { get; init; }

    /// <summary>The caller's pairs.</summary>
    [Id(4)] public required ImmutableSortedDictionary<string, string> Metadata { get; init; }

    /// <summary>How the payout came about.</summary>
    [Id(5)] public required PayoutOrigin Origin { get; init; }

    /// <summary>Upper-case coin code.</summary>
    [Id(6)] public required string Asset { get; init; }

    /// <summary>Upper-case network code.</summary>
    [Id(7)] public required string Network { get; init; }

    /// <summary>In units of <see cref="Asset"/>.</summary>
    [Id(8)] public required decimal Amount { get; init; }

    /// <summary>Who bears the fee.</summary>
    [Id(9)] public required FeePayer FeePayer { get; init; }

    /// <summary>The status at this version.</summary>
    [Id(10)] public required PayoutStatus Status { get; init; }

    /// <summary>The status before; <see langword="null"/> where there was none. The same if it did not change.</summary>
    [Id(11)] public PayoutStatus? PreviousStatus { get; init; }

    /// <summary>The detail at this version.</summary>
    [Id(12)] public PayoutDetail? Detail { get; init; }

    /// <summary>The reason at this version.</summary>
    [Id(13)] public PayoutReason? Reason { get; init; }

    /// <summary>Whether <see cref="Status"/> is final.</summary>
    [Id(14)] public required bool IsFinal { get; init; }

    /// <summary>Whether a person had to look at the payout at this version.</summary>
    [Id(15)] public required bool NeedsAttention { get; init; }

    /// <summary>Heleket's uuid at this version.</summary>
    [Id(16)] public string? HeleketTransactionId { get; init; }

    /// <summary>The transaction hash at this version.</summary>
    [Id(17)] public string? Txid { get; init; }

    /// <summary>Heleket's fee at this version, in units of <see cref="Asset"/>.</summary>
    [Id(18)] public decimal? Fee { get; init; }

    /// <summary>
    /// Whether the payout's history no longer tells Heleket's uuid, hash and fee at this version: then they are
    /// <see langword="null"/>.
    /// </summary>
    [Id(19)] public bool IsTruncated { get; init; }
}
