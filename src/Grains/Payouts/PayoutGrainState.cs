using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Payouts.Grains.Payouts;

/// <summary>A payout on its way from or to the store; on its way there with the events that its write makes.</summary>
public sealed class PayoutGrainState : IGrainState<PayoutState>
{
    /// <summary>Nothing known yet.</summary>
    public PayoutGrainState() => State = null;

    /// <summary>The next state, to be written.</summary>
    /// <param name="before">What is stored now, as far as the writer knows.</param>
    /// <param name="next">What is to replace it.</param>
    /// <param name="events">What it makes visible.</param>
    public PayoutGrainState(PayoutGrainState before, PayoutState next, ImmutableArray<EventRow> events)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(next);
        (State, ETag, RecordExists) = (next, before.ETag, before.RecordExists);
        Events = events;
    }

    /// <inheritdoc/>
    [AllowNull]
    public PayoutState State { get; set; }

    /// <summary>The version that is stored; <see langword="null"/> if there is none.</summary>
    public string? ETag { get; set; }

    /// <inheritdoc/>
    public bool RecordExists { get; set; }

    /// <summary>What the write makes visible, stored with it or not at all.</summary>
    public ImmutableArray<EventRow> Events { get; } = [];
}
