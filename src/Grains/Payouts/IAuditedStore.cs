using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Grains.Payouts;

/// <summary>
/// What the audit reads of stored payouts. It can be had without writing, so that the files of a stopped service, or of
/// one under suspicion, are verified as they are.
/// </summary>
public interface IAuditedStore
{
    /// <summary>
    /// Reads events in their order, strictly after a place. What is read never has anything inserted before it later. A
    /// place beyond the end, as after the restore of an old backup, is taken for the end.
    /// </summary>
    /// <param name="after">The place; <see langword="null"/> for the oldest event that is kept.</param>
    /// <param name="limit">At most so many events.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<EventPage> ReadEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the events that one write of a payout made: none, one or two, in their order.</summary>
    Task<IReadOnlyList<EventRow>> FindEventsAsync(string payoutId, long version, CancellationToken cancellationToken);

    /// <summary>Reads all events of these payouts that are kept, in any order.</summary>
    Task<IReadOnlyList<EventRow>> FindAllEventsAsync(IReadOnlyCollection<string> payoutIds, CancellationToken cancellationToken);

    /// <summary>Reads payouts as their rows are, for the audit, in the order of their ids.</summary>
    /// <param name="after">Above this id; empty for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<StoredPayout>> ReadRowsAsync(string after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads payouts as their rows are, for the audit: those of these ids that exist, in any order.</summary>
    Task<IReadOnlyList<StoredPayout>> FindRowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}

/// <summary>A payout's row as it is stored.</summary>
/// <param name="Id">The row's own id.</param>
/// <param name="State">What its document says; <see langword="null"/> if that cannot be read.</param>
/// <param name="Differing">Columns that do not repeat what the document says; <c>document</c> if it cannot be read.</param>
public sealed record StoredPayout(string Id, PayoutState? State, ImmutableArray<string> Differing);

/// <summary>Some events in their order.</summary>
/// <param name="Events">The oldest first, each with its place.</param>
/// <param name="Next">Where to go on: the place of the last event, or where the read began.</param>
/// <param name="HasMore">Whether more can be read now.</param>
/// <param name="IsExpired">
/// Whether events after the place asked for are no longer kept. Then there are none here, and <paramref name="Next"/> is
/// where the kept ones begin.
/// </param>
public sealed record EventPage(ImmutableArray<StoredEvent> Events, EventPosition Next, bool HasMore, bool IsExpired = false);

/// <summary>One event at its place.</summary>
/// <param name="Position">The place.</param>
/// <param name="Row">The event.</param>
public readonly record struct StoredEvent(EventPosition Position, EventRow Row);
