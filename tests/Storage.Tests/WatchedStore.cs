using System.Collections.Concurrent;
using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests;

/// <summary>A real store whose writes a test observes, delays or breaks.</summary>
public sealed class WatchedStore(IPayoutStore inner) : IPayoutStore
{
    private int _probes;

    /// <summary>The batches, in order.</summary>
    public ConcurrentQueue<IReadOnlyList<PayoutWrite>> Batches { get; } = [];

    /// <summary>Runs before a batch is written; may wait or throw.</summary>
    public Func<Task> BeforeWrite { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs before a probe; may wait or throw.</summary>
    public Func<Task> BeforeProbe { get; set; } = () => Task.CompletedTask;

    /// <summary>How many probes began.</summary>
    public int Probes => Volatile.Read(ref _probes);

    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken)
    {
        Batches.Enqueue(batch);
        await BeforeWrite();
        return await inner.WriteAsync(batch, cancellationToken);
    }

    public Task InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

    public Task<PayoutState?> ReadAsync(string id, CancellationToken cancellationToken) => inner.ReadAsync(id, cancellationToken);

    public Task<IReadOnlyList<PayoutState>> ReadManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => inner.ReadManyAsync(ids, cancellationToken);

    public Task<IReadOnlyList<PayoutState>> FindByHeleketAsync(IReadOnlyList<string> uuids, CancellationToken cancellationToken) =>
        inner.FindByHeleketAsync(uuids, cancellationToken);

    public Task<IReadOnlyList<PayoutState>> ScanAsync(PayoutScan scan, CancellationToken cancellationToken) => inner.ScanAsync(scan, cancellationToken);

    public Task<IReadOnlyList<FundsSum>> SumFundsAsync(string account, string asset, CancellationToken cancellationToken) =>
        inner.SumFundsAsync(account, asset, cancellationToken);

    public Task<PayoutPage> QueryAsync(PayoutQuery query, CancellationToken cancellationToken) => inner.QueryAsync(query, cancellationToken);

    public Task<IReadOnlyList<string>> FindDueAsync(int shard, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.FindDueAsync(shard, now, limit, cancellationToken);

    public Task<IReadOnlyList<ParkedPlace>> FindParkedAsync(int shard, ParkedPlace? after, int limit, CancellationToken cancellationToken) =>
        inner.FindParkedAsync(shard, after, limit, cancellationToken);

    public Task<ImmutableArray<ParkedSum>> SumParkedAsync(CancellationToken cancellationToken) => inner.SumParkedAsync(cancellationToken);

    public Task<StoreFacts> ReadFactsAsync(CancellationToken cancellationToken) => inner.ReadFactsAsync(cancellationToken);

    public Task<ClientStats> ReadStatsAsync(string clientId, CancellationToken cancellationToken) =>
        inner.ReadStatsAsync(clientId, cancellationToken);

    public Task<int> FoldStatsAsync(int limit, CancellationToken cancellationToken) => inner.FoldStatsAsync(limit, cancellationToken);

    public Task<EventPage> ReadEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken) =>
        inner.ReadEventsAsync(after, limit, cancellationToken);

    public Task<EventPosition> ReadEndOfEventsAsync(CancellationToken cancellationToken) => inner.ReadEndOfEventsAsync(cancellationToken);

    public Task<IReadOnlyList<EventRow>> FindEventsAsync(string payoutId, long version, CancellationToken cancellationToken) =>
        inner.FindEventsAsync(payoutId, version, cancellationToken);

    public Task<IReadOnlyList<StoredPayout>> ReadRowsAsync(string after, int limit, CancellationToken cancellationToken) =>
        inner.ReadRowsAsync(after, limit, cancellationToken);

    public Task<IReadOnlyList<StoredPayout>> FindRowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        inner.FindRowsAsync(ids, cancellationToken);

    public Task<int> PruneEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.PruneEventsAsync(before, limit, cancellationToken);

    public Task<ImmutableArray<SeriesPoint>> ReadSeriesAsync(string clientId, SeriesQuery query, CancellationToken cancellationToken) =>
        inner.ReadSeriesAsync(clientId, query, cancellationToken);

    public Task<int> PruneSeriesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.PruneSeriesAsync(before, limit, cancellationToken);

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _probes);
        await BeforeProbe();
        await inner.ProbeAsync(cancellationToken);
    }

    public Task<string?> ReadDocumentsIdAsync(CancellationToken cancellationToken) => inner.ReadDocumentsIdAsync(cancellationToken);

    public Task<string> BindDocumentsAsync(string documentsId, bool replace, CancellationToken cancellationToken) =>
        inner.BindDocumentsAsync(documentsId, replace, cancellationToken);
}
