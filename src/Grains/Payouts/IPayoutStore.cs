using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Where payouts and totals live. One implementation a database (docs/architecture.md, "Storage"). Every method may throw what its driver
/// throws; then the outcome of a write is unknown and the caller must read again before it believes anything.
/// </summary>
public interface IPayoutStore
{
    /// <summary>Makes the schema, idempotently; called once before anything else. Throws when another process owns an embedded file.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>The payout with this id, or <see langword="null"/>. Always from the primary copy.</summary>
    Task<PayoutState?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Writes all of them durably, in as few round trips as the database allows, each on its own: a conflict of one leaves the others
    /// written. The same id does not occur twice in one batch.
    /// </summary>
    /// <returns>One outcome a write, in order.</returns>
    Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken);

    /// <summary>One page, newest first by creation, then id, both descending.</summary>
    Task<PayoutPage> QueryAsync(PayoutQuery query, CancellationToken cancellationToken);

    /// <summary>Ids of payouts of this shard whose next action is due at <paramref name="now"/>, the longest due first.</summary>
    Task<IReadOnlyList<string>> FindDueAsync(int shard, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The totals of one client, or of all for <see cref="IClientGrain.AllClients"/>: what was folded, plus what changed since, in one
    /// consistent read. Its cost does not grow with the number of payouts that were folded.
    /// </summary>
    Task<ClientStats> ReadStatsAsync(string clientId, CancellationToken cancellationToken);

    /// <summary>
    /// Folds status changes that are not in the totals yet into those of the client and of all clients, atomically, at most
    /// <paramref name="limit"/> payouts.
    /// </summary>
    /// <returns>How many payouts were folded; fewer than <paramref name="limit"/> means none is left.</returns>
    Task<int> FoldStatsAsync(string clientId, int limit, CancellationToken cancellationToken);

    /// <summary>Clients that have changes to fold.</summary>
    Task<IReadOnlyList<string>> FindUnfoldedClientsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Writes something that nobody reads, as durably as a payout. Throws what a payout's write would throw now.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>One conditional write.</summary>
/// <param name="State">The new state; its version is the expected one plus one.</param>
/// <param name="ExpectedVersion">The version that must be stored now; 0 when nothing may be.</param>
public sealed record PayoutWrite(PayoutState State, long ExpectedVersion);

/// <summary>What became of one write of a batch.</summary>
public enum WriteOutcome
{
    /// <summary>Durable.</summary>
    Written,

    /// <summary>The stored version is another, or the id or the client's key exists already; nothing was written.</summary>
    Conflict,
}
