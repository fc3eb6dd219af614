using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Stores payouts and totals, with one implementation per database (docs/architecture.md, "Storage"). Every method may
/// throw driver exceptions; the outcome of a write is then unknown, and the caller must read again before relying on
/// anything.
/// </summary>
public interface IPayoutStore : IAuditedStore
{
    /// <summary>As many ids as one read takes.</summary>
    const int MostIds = 256;

    /// <summary>
    /// Creates the schema, idempotently; called once before anything else. Throws when another process owns an embedded
    /// file.
    /// </summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads the payout with this id, or returns <see langword="null"/>. Always reads from the primary.
    /// </summary>
    Task<PayoutState?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Reads the payouts with these ids, at most <see cref="MostIds"/>: those that exist, in any order.</summary>
    Task<IReadOnlyList<PayoutState>> ReadManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the payouts with these uuids of Heleket's, in any case, at most <see cref="MostIds"/>: those that exist, in any
    /// order. Two may have the same one.
    /// </summary>
    Task<IReadOnlyList<PayoutState>> FindByHeleketAsync(IReadOnlyList<string> uuids, CancellationToken cancellationToken);

    /// <summary>
    /// Reads one page in the order of the scan. Throws <see cref="ArgumentException"/> where there is no such order
    /// (<see cref="PayoutScan.Require"/>).
    /// </summary>
    Task<IReadOnlyList<PayoutState>> ScanAsync(PayoutScan scan, CancellationToken cancellationToken);

    /// <summary>
    /// Counts and sums up, exactly, what waits for funds of an account in an asset (<see cref="FundsQueue"/>), by network,
    /// in any order.
    /// </summary>
    Task<IReadOnlyList<FundsSum>> SumFundsAsync(string account, string asset, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the batch durably, in as few round trips as the database allows. Each write stands alone: a conflict in
    /// one leaves the others written. An id occurs at most once per batch.
    /// </summary>
    /// <returns>One outcome per write, in order.</returns>
    Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken);

    /// <summary>
    /// Returns one page in the order of the query. Pages follow each other exactly while payouts come and go: each begins
    /// after a position, whoever is there now. Throws <see cref="ArgumentException"/> where there is no such order
    /// (<see cref="PayoutQuery.MayOrderBySince"/>).
    /// </summary>
    Task<PayoutPage> QueryAsync(PayoutQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the ids of payouts in this shard whose next action is due at <paramref name="now"/>, the longest overdue
    /// first.
    /// </summary>
    Task<IReadOnlyList<string>> FindDueAsync(int shard, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Returns parked payouts (<see cref="Parking"/>) of this shard, those that were created first come first.
    /// </summary>
    /// <param name="shard">The shard.</param>
    /// <param name="after">The last of the page before; <see langword="null"/> to begin.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<ParkedPlace>> FindParkedAsync(int shard, ParkedPlace? after, int limit, CancellationToken cancellationToken);

    /// <summary>Sums up what is parked, in one indexed read that grows with what is parked.</summary>
    Task<ImmutableArray<ParkedSum>> SumParkedAsync(CancellationToken cancellationToken);

    /// <summary>Reads what operators ask first, by few indexed reads.</summary>
    Task<StoreFacts> ReadFactsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads the totals of one client, or of all for <see cref="IClientGrain.AllClients"/>: what was folded plus the
    /// events after it, in one consistent read. The cost does not grow with the number of folded events.
    /// </summary>
    Task<ClientStats> ReadStatsAsync(string clientId, CancellationToken cancellationToken);

    /// <summary>
    /// Reads how many payouts of one client, or of all, entered each status in each slice: what was folded plus the
    /// events after it, in one consistent read. Counts what was folded since this store first kept hours.
    /// </summary>
    /// <param name="clientId">The client, or <see cref="IClientGrain.AllClients"/>.</param>
    /// <param name="query">The part of the series.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Oldest first, then by asset, status and reason; none with a count of zero.</returns>
    Task<ImmutableArray<SeriesPoint>> ReadSeriesAsync(string clientId, SeriesQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Atomically folds the oldest events that are not in the totals yet into those of their clients and of all, and
    /// into the hours of their series, at most <paramref name="limit"/>.
    /// </summary>
    /// <returns>The number of events folded; fewer than <paramref name="limit"/> means that none is left.</returns>
    Task<int> FoldStatsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Returns the place after which there are only events that nobody has read yet.</summary>
    Task<EventPosition> ReadEndOfEventsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the oldest events that happened before <paramref name="before"/> and are folded, at most
    /// <paramref name="limit"/>; stops at the first that must stay.
    /// </summary>
    /// <returns>The number deleted; fewer than <paramref name="limit"/> means that none is left.</returns>
    Task<int> PruneEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes the oldest hours of the series that lie before <paramref name="before"/>.</summary>
    /// <param name="before">An hour that it lies in stays.</param>
    /// <param name="limit">At most so many records.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number deleted; fewer than <paramref name="limit"/> means that none is left.</returns>
    Task<int> PruneSeriesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Writes a probe record as durably as a payout. Throws what a payout write would throw now.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);

    /// <summary>The id of the documents that these payouts are bound to, or <see langword="null"/> (docs/adr/0026).</summary>
    Task<string?> ReadDocumentsIdAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Durably binds these payouts to the documents with this id: if they are bound to none, or anyway if
    /// <paramref name="replace"/> says so.
    /// </summary>
    /// <returns>The id that they are bound to now.</returns>
    Task<string> BindDocumentsAsync(string documentsId, bool replace, CancellationToken cancellationToken);
}

/// <summary>One conditional write. A conflict leaves none of it, no event either.</summary>
/// <param name="State">The new state; its version is the expected one plus one.</param>
/// <param name="ExpectedVersion">The version that must be stored now; 0 if there must be none.</param>
/// <param name="Events">What it makes visible (<see cref="PayoutEvents"/>), stored with it.</param>
public sealed record PayoutWrite(PayoutState State, long ExpectedVersion, ImmutableArray<EventRow> Events)
{
    /// <summary>The write that replaces a state by its next one.</summary>
    /// <param name="before">What must be stored now; <see langword="null"/> if there must be none.</param>
    /// <param name="after">The new state.</param>
    public static PayoutWrite Of(PayoutState? before, PayoutState after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return new(after, before?.Payout.Version ?? 0, PayoutEvents.Of(before?.Payout, after.Payout));
    }
}

/// <summary>Where a parked payout stands.</summary>
/// <param name="At">Its place (<see cref="Parking.Place"/>).</param>
/// <param name="Id">The payout.</param>
public sealed record ParkedPlace(DateTimeOffset At, string Id);

/// <summary>What a store tells of itself. <see langword="null"/> where there is none.</summary>
/// <param name="OldestUnknownSince">Since when the outcome of some payout has been unknown, the oldest.</param>
/// <param name="OldestOpenSince">When the oldest payout was created that is not final, nor scheduled for later.</param>
/// <param name="FeedEndAt">When the last event that can be read happened.</param>
/// <param name="UnseenSince">When the oldest event happened that is stored and cannot be read yet.</param>
public sealed record StoreFacts(DateTimeOffset? OldestUnknownSince, DateTimeOffset? OldestOpenSince, DateTimeOffset? FeedEndAt, DateTimeOffset? UnseenSince);

/// <summary>The outcome of one write in a batch.</summary>
public enum WriteOutcome
{
    /// <summary>Durable.</summary>
    Written,

    /// <summary>
    /// The stored version differs, or the id or the client's key already exists; nothing was written.
    /// </summary>
    Conflict,
}
