using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// The stored state of a payout: what clients see, and what the service needs to continue on its own.
/// </summary>
[GenerateSerializer, Immutable, Alias("payouts.PayoutState")]
public sealed record PayoutState
{
    /// <summary>The snapshot that clients see. The store compares and sets its version.</summary>
    [Id(0)] public required Payout Payout { get; init; }

    /// <summary>
    /// When the next action is due; <see langword="null"/> exactly when nothing is left to do: then the payout is final,
    /// and owes nothing to a limit. Indexed, so that a sweep finds it whatever died.
    /// </summary>
    [Id(1)] public DateTimeOffset? NextActionAt { get; init; }

    /// <summary>Checks without news since the last change: the exponent of the backoff.</summary>
    [Id(2)] public int Attempts { get; init; }

    /// <summary>When the current status and detail began.</summary>
    [Id(3)] public required DateTimeOffset Since { get; init; }

    /// <summary>
    /// When Heleket first refused it for now, or a limit first had no room for it; the queue expires from here.
    /// <see langword="null"/> while it waits for a pause to end, or for people.
    /// </summary>
    [Id(4)] public DateTimeOffset? QueuedSince { get; init; }

    /// <summary>
    /// When Heleket first returned "not found" for an unknown outcome. Does not tell how long that has lasted: see
    /// <see cref="PayoutEvent.NotFound"/>.
    /// </summary>
    [Id(5)] public DateTimeOffset? NotFoundSince { get; init; }

    /// <summary>
    /// When it first became unknown whether Heleket has it; <see langword="null"/> while we know. Cleared only by
    /// evidence, so that a request that may still arrive is never treated as not sent.
    /// </summary>
    [Id(6)] public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>Consecutive lookups without an answer; <see langword="null"/> once one was answered.</summary>
    [Id(7)] public int? FailedLookUps { get; init; }

    /// <summary>
    /// When a person last resolved the need for attention: what calls a person after a time counts it from here at the
    /// earliest.
    /// </summary>
    [Id(8)] public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>
    /// True while no answer of Heleket's has gone against what the person resolved: the same finding calls nobody again.
    /// Otherwise <see langword="null"/>.
    /// </summary>
    [Id(9)] public bool? IsDoubtResolved { get; init; }

    /// <summary>
    /// The room that limits hold for it; <see langword="null"/> for none. What failed or was cancelled owes it to them.
    /// </summary>
    [Id(10)] public ImmutableArray<LimitHold>? Holds { get; init; }

    /// <summary>
    /// The entry of the client's address book that it needs; <see langword="null"/> where none was needed when it was made.
    /// </summary>
    [Id(11)] public string? AddressId { get; init; }

    /// <summary>
    /// Proves that nobody altered the row; made by every write, and <see langword="null"/> where an earlier release wrote
    /// it last.
    /// </summary>
    [Id(12)] public PayoutChain? Chain { get; init; }
}
