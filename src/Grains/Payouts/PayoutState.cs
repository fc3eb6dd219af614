using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>What is stored of one payout: what clients see, and what the service needs to go on by itself.</summary>
[GenerateSerializer, Immutable, Alias("payouts.PayoutState")]
public sealed record PayoutState
{
    /// <summary>The snapshot that clients see. Its version is the one that the store compares and sets.</summary>
    [Id(0)] public required Payout Payout { get; init; }

    /// <summary>When the payout wants to be looked at next; <see langword="null"/> exactly when it is final. Indexed, so that a sweep finds it whatever died.</summary>
    [Id(1)] public DateTimeOffset? NextActionAt { get; init; }

    /// <summary>Looks without news since the last change: the exponent of the back-off.</summary>
    [Id(2)] public int Attempts { get; init; }

    /// <summary>When the present status and detail began.</summary>
    [Id(3)] public required DateTimeOffset Since { get; init; }

    /// <summary>When the payout was first queued; the queue expires from here.</summary>
    [Id(4)] public DateTimeOffset? QueuedSince { get; init; }

    /// <summary>When Heleket first said "not found" of an unknown outcome. How long that has lasted is not told by this: see <see cref="PayoutEvent.NotFound"/>.</summary>
    [Id(5)] public DateTimeOffset? NotFoundSince { get; init; }

    /// <summary>
    /// When it first became unknown whether Heleket has it; <see langword="null"/> while we know. Ended by evidence alone, so that a request
    /// that may still arrive somewhere is never taken for one that was not sent.
    /// </summary>
    [Id(6)] public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>Look-ups in a row that were not answered; <see langword="null"/> once one was.</summary>
    [Id(7)] public int? FailedLookUps { get; init; }
}
