using System.Collections.Concurrent;
using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>The real store, opened once and shared by all silos of a test as they would share a server. Remembers what was written.</summary>
internal sealed class SharedStore(IPayoutStore inner) : IPayoutStore
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<PayoutState>> _written = new(StringComparer.Ordinal);
    private int _conflicts;

    /// <summary>Runs after a write is durable and before anybody learns of it; the write's answer waits for it.</summary>
    public Func<PayoutState, Task> AfterWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before it tells of itself; may throw.</summary>
    public Action BeforeFacts { get; set; } = () => { };

    /// <summary>Runs before it finds what is due; may throw.</summary>
    public Action BeforeDue { get; set; } = () => { };

    /// <summary>Payouts that cannot be read.</summary>
    public ImmutableHashSet<string> Unreadable { get; set; } = [];

    /// <summary>How far back the hours of series were last asked to be kept.</summary>
    public DateTimeOffset? HoursKeptFrom { get; private set; }

    /// <summary>
    /// Writes of a next version that lost against another writer. A create that finds the payout there has lost nothing: it inserts before it
    /// looks (ADR 14), and the activation after a final status, which ended the one before, may well begin with one.
    /// </summary>
    public int Conflicts => Volatile.Read(ref _conflicts);

    /// <summary>Every stored version of a payout, oldest first.</summary>
    public IReadOnlyList<PayoutState> Written(string id) => _written.TryGetValue(id, out var states) ? [.. states] : [];

    /// <summary>A write of nobody's that any silo knows: an operator's, or of a process that died.</summary>
    public async Task PutAsync(params IEnumerable<PayoutState> states)
    {
        foreach (var batch in states.Chunk(256))
        {
            var outcomes = await WriteAsync([.. batch.Select(Write)], CancellationToken.None);
            Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        }
    }

    private PayoutWrite Write(PayoutState state) => new(
        state, state.Payout.Version - 1, PayoutEvents.Of(Written(state.Payout.Id) is [.., var before] ? before.Payout : null, state.Payout));

    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken)
    {
        var outcomes = await inner.WriteAsync(batch, cancellationToken);
        foreach (var (write, outcome) in batch.Zip(outcomes))
        {
            if (outcome == WriteOutcome.Written)
            {
                _written.GetOrAdd(write.State.Payout.Id, _ => []).Enqueue(write.State);
                await AfterWrite(write.State);
            }
            else if (write.ExpectedVersion > 0)
            {
                Interlocked.Increment(ref _conflicts);
            }
        }

        return outcomes;
    }

    /// <summary>Nothing: it is open already.</summary>
    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<PayoutState?> ReadAsync(string id, CancellationToken cancellationToken) => Unreadable.Contains(id)
        ? Task.FromException<PayoutState?>(new InvalidDataException($"Payout {id} cannot be read."))
        : inner.ReadAsync(id, cancellationToken);

    public Task<IReadOnlyList<PayoutState>> ReadManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => inner.ReadManyAsync(ids, cancellationToken);

    public Task<IReadOnlyList<PayoutState>> FindByHeleketAsync(IReadOnlyList<string> uuids, CancellationToken cancellationToken) =>
        inner.FindByHeleketAsync(uuids, cancellationToken);

    public Task<IReadOnlyList<PayoutState>> ScanAsync(PayoutScan scan, CancellationToken cancellationToken) => inner.ScanAsync(scan, cancellationToken);

    public Task<IReadOnlyList<FundsSum>> SumFundsAsync(string account, string asset, CancellationToken cancellationToken) =>
        inner.SumFundsAsync(account, asset, cancellationToken);

    public Task<PayoutPage> QueryAsync(PayoutQuery query, CancellationToken cancellationToken) => inner.QueryAsync(query, cancellationToken);

    public Task<IReadOnlyList<string>> FindDueAsync(int shard, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        BeforeDue();
        return inner.FindDueAsync(shard, now, limit, cancellationToken);
    }

    public Task<IReadOnlyList<ParkedPlace>> FindParkedAsync(int shard, ParkedPlace? after, int limit, CancellationToken cancellationToken) =>
        inner.FindParkedAsync(shard, after, limit, cancellationToken);

    public Task<ImmutableArray<ParkedSum>> SumParkedAsync(CancellationToken cancellationToken) => inner.SumParkedAsync(cancellationToken);

    public Task<StoreFacts> ReadFactsAsync(CancellationToken cancellationToken)
    {
        BeforeFacts();
        return inner.ReadFactsAsync(cancellationToken);
    }

    public Task<ClientStats> ReadStatsAsync(string clientId, CancellationToken cancellationToken) => inner.ReadStatsAsync(clientId, cancellationToken);

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

    public Task<int> PruneSeriesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        HoursKeptFrom = before;
        return inner.PruneSeriesAsync(before, limit, cancellationToken);
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);

    public Task<string?> ReadDocumentsIdAsync(CancellationToken cancellationToken) => inner.ReadDocumentsIdAsync(cancellationToken);

    public Task<string> BindDocumentsAsync(string documentsId, bool replace, CancellationToken cancellationToken) =>
        inner.BindDocumentsAsync(documentsId, replace, cancellationToken);
}
