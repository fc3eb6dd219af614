using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Stores payouts and totals, with one implementation per database (docs/architecture.md, "Storage"). Every method may
/// throw driver exceptions; the outcome of a write is then unknown, and the caller must read again before relying on
/// anything.
/// </summary>
public interface IPayoutStore
{
    /// <summary>
    /// Creates the schema, idempotently; called once before anything else. Throws when another process owns an embedded
    /// file.
    /// </summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads the payout with this id, or returns <see langword="null"/>. Always reads from the primary.
    /// </summary>
    Task<PayoutState?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the batch durably, in as few round trips as the database allows. Each write stands alone: a conflict in
    /// one leaves the others written. An id occurs at most once per batch.
    /// </summary>
    /// <returns>One outcome per write, in order.</returns>
    Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken);

    /// <summary>Returns one page, newest first by creation, then id, both descending.</summary>
    Task<PayoutPage> QueryAsync(PayoutQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the ids of payouts in this shard whose next action is due at <paramref name="now"/>, the longest overdue
    /// first.
    /// </summary>
    Task<IReadOnlyList<string>> FindDueAsync(int shard, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the totals of one client, or of all for <see cref="IClientGrain.AllClients"/>: what was folded plus what
    /// changed since, in one consistent read. The cost does not grow with the number of folded payouts.
    /// </summary>
    Task<ClientStats> ReadStatsAsync(string clientId, CancellationToken cancellationToken);

    /// <summary>
    /// Atomically folds status changes that are not in the totals yet into those of the client and of all clients, for
    /// at most <paramref name="limit"/> payouts.
    /// </summary>
    /// <returns>The number of payouts folded; fewer than <paramref name="limit"/> means none is left.</returns>
    Task<int> FoldStatsAsync(string clientId, int limit, CancellationToken cancellationToken);

    /// <summary>Returns clients that have changes to fold.</summary>
    Task<IReadOnlyList<string>> FindUnfoldedClientsAsync(int limit, CancellationToken cancellationToken);

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

/// <summary>One conditional write.</summary>
/// <param name="State">The new state; its version is the expected one plus one.</param>
/// <param name="ExpectedVersion">The version that must be stored now; 0 if there must be none.</param>
public sealed record PayoutWrite(PayoutState State, long ExpectedVersion);

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
