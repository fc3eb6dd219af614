using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// A fold that dies after any of its steps leaves totals that read exactly and a feed that neither misses nor repeats
/// an event, and the next process to come completes it (docs/adr/0028).
/// </summary>
public sealed class MongoFoldTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly MongoServer _server = new();
    private readonly List<EventRow> _written = [];
    private readonly List<StoredEvent> _read = [];
    private IPayoutStore _direct = null!;
    private List<PayoutState> _payouts =
        [.. Enumerable.Range(0, 9).Select(i => A.Payout($"k{i}", client: $"c-{i % 3}", asset: i < 4 ? "BTC" : "USDT", amount: 0.1m + i, createdAt: A.Start.AddMinutes(i)))];

    public async ValueTask InitializeAsync()
    {
        await _server.CreateAsync();
        _direct = await _server.OpenAsync();
        await WriteAsync([.. _payouts.Select(state => PayoutWrite.Of(null, state))]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in new object?[] { _direct, _server }.OfType<IAsyncDisposable>())
        {
            await disposable.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Totals_and_feed_are_exact_after_a_fold_that_died_at_any_step(bool byAReaderOfEvents)
    {
        var diedAfter = new HashSet<string>();
        for (var step = 0; step < 34; step++)
        {
            if (await DiesAsync(step % 17, byAReaderOfEvents) && await MovesAsync() is { } moves)
            {
                diedAfter.Add(await LastStepAsync(moves));
                await AssertFoundAsync(moves);
            }

            await AssertRecountAsync();
            if (step % 5 == 4)
            {
                await ReadAsync();
            }

            await ChangeAsync((PayoutStatus)(step % 5));
            await AssertRecountAsync();
        }

        Assert.Equal(["1 the journal", "2 the clients", "3 the hours", "4 the events", "5 the payouts"], diedAfter.Order(StringComparer.Ordinal));
        while (await _direct.FoldStatsAsync(100, CancellationToken.None) > 0)
        {
        }

        Assert.Null(await MovesAsync());
        await AssertRecountAsync();
        await ReadAsync();
        Assert.Equal(Enumerable.Range(1, _written.Count).Select(number => new EventPosition(0, 0, number)), _read.Select(stored => stored.Position));
        Assert.Equal(_written.Order(ByPayout), _read.Select(stored => stored.Row).Order(ByPayout));
        Assert.Equal(0, await _server.Payouts.CountDocumentsAsync("{ events: { $exists: true } }"));
    }

    [Fact]
    public async Task Nothing_of_a_fold_is_shown_before_all_of_it_is_in_its_place()
    {
        await _direct.FoldStatsAsync(4, CancellationToken.None);
        var events = _server.Database.GetCollection<BsonDocument>("client_crypto_payout_events");
        var moves = (await events.Find("{}").Sort("{ _id: 1 }").ToListAsync()).ConvertAll(moved => new BsonDocument(moved.Elements).Set("_id", moved["_id"].AsInt64 + 4));
        await _server.Database.GetCollection<BsonDocument>("client_crypto_payout_totals")
            .UpdateOneAsync("{ _id: '*' }", new BsonDocument("$set", new BsonDocument { { "end", 8L }, { "moves", new BsonArray(moves) } }));
        await events.InsertOneAsync(moves[3]);
        using var client = new MongoClient(_server.ConnectionString);
        var database = client.GetDatabase(_server.Database.DatabaseNamespace.DatabaseName);
        using var session = await client.StartSessionAsync();
        var journal = await MongoJournal.ReadAsync(database.GetCollection<BsonDocument>("client_crypto_payout_totals"), session, CancellationToken.None);

        Assert.Equal(new EventPosition(0, 0, 4), journal.Horizon);
        Assert.Equal(0, await _direct.PruneEventsAsync(A.Start, 100, CancellationToken.None));

        // A reader carries it out first.
        var page = await _direct.ReadEventsAsync(null, 100, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 13), page.Events.Select(stored => (int)stored.Position.Number));
        Assert.Null(await MovesAsync());
    }

    [Fact]
    public async Task A_process_that_comes_long_after_a_fold_changes_nothing()
    {
        await DiesAsync(3, byAReaderOfEvents: false);
        var totals = _server.Database.GetCollection<BsonDocument>("client_crypto_payout_totals");
        var late = await totals.Find("{ _id: '*' }").SingleAsync();
        Assert.True(late.Contains("moves"));
        await ChangeAsync(PayoutStatus.Broadcast);
        await ReadAsync();
        await ChangeAsync(PayoutStatus.Confirmed);
        await _direct.PruneEventsAsync(A.Start.AddMinutes(2), 100, CancellationToken.None);
        var start = (await totals.Find("{ _id: '*' }").SingleAsync())["start"].AsInt64;
        Assert.Equal(2, start);

        // What the late process still has in hand: its removal of events, and its insertion of them.
        var moves = late["moves"].AsBsonArray.Select(move => MongoEventRow.Read(move.AsBsonDocument)).ToList();
        foreach (var payout in moves.Select(move => move.Row).GroupBy(row => row.PayoutId))
        {
            await _server.Payouts.BulkWriteAsync([MongoUnmoved.Removal(payout.Key, payout)]);
        }

        var events = _server.Database.GetCollection<BsonDocument>("client_crypto_payout_events");
        await events.InsertManyAsync(moves.Where(move => move.Position.Number <= start).Select(MongoEventRow.Write));

        await AssertRecountAsync();
        Assert.True((await _direct.ReadEventsAsync(EventPosition.Start, 100, CancellationToken.None)).IsExpired);
        Assert.Equal(3, (await _direct.ReadEventsAsync(null, 1, CancellationToken.None)).Next.Number);
        await ReadAsync();
        Assert.Equal(_written.Order(ByPayout), _read.Select(stored => stored.Row).Order(ByPayout));
        await _direct.PruneEventsAsync(A.Start.AddMinutes(2), 100, CancellationToken.None);
        Assert.Equal(0, await events.CountDocumentsAsync("{ _id: { $lte: 2 } }"));
    }

    private static Comparer<EventRow> ByPayout => Comparer<EventRow>.Create((left, right) =>
        (string.CompareOrdinal(left.PayoutId, right.PayoutId), left.Version, left.Type).CompareTo((0, right.Version, right.Type)));

    // A new process each time: its connections go through a wire that is cut for good at the response to its step,
    // where the process ends.
    private async Task<bool> DiesAsync(int step, bool byAReaderOfEvents)
    {
        await using var wire = new Wire(_server.Server);
        var url = new MongoUrlBuilder(_server.ConnectionString)
        {
            Server = new MongoServerAddress(wire.EndPoint.Host, wire.EndPoint.Port),
            DirectConnection = true,
            ServerSelectionTimeout = Timeout,
        };
        await using var store = MongoServer.Store(url.ToString());
        Assert.Empty((await store.QueryAsync(new PayoutQuery { ClientId = "none" }, CancellationToken.None)).Payouts);

        using var death = new CancellationTokenSource();
        var dying = wire.CutAtTheAnswerTo(bytes: 1, passing: step).ContinueWith(_ => death.CancelAsync(), TaskScheduler.Default).Unwrap();
        Task folding = byAReaderOfEvents ? store.ReadEventsAsync(null, 100, death.Token) : store.FoldStatsAsync(100, death.Token);
        try
        {
            await folding.WaitAsync(Timeout);
            return false;
        }
        catch (Exception exception) when (exception is MongoException or OperationCanceledException)
        {
            await dying.WaitAsync(Timeout);
            return true;
        }
    }

    private async Task<BsonArray?> MovesAsync()
    {
        var journal = await _server.Database.GetCollection<BsonDocument>("client_crypto_payout_totals").Find("{ _id: '*' }").SingleAsync();
        return journal.GetValue("moves", BsonNull.Value) as BsonArray;
    }

    // Each leaves something behind that the one before it does not.
    private async Task<string> LastStepAsync(BsonArray moves)
    {
        var first = moves[0];
        var payout = await _server.Payouts.Find(new BsonDocument("_id", first["payout_id"])).SingleAsync();
        if (!payout.GetValue("events", new BsonArray()).AsBsonArray.Any(left => left["version"] == first["version"] && left["type"] == first["type"]))
        {
            return "5 the payouts";
        }

        if (await _server.Database.GetCollection<BsonDocument>("client_crypto_payout_events").CountDocumentsAsync(new BsonDocument("_id", first["_id"])) > 0)
        {
            return "4 the events";
        }

        var totals = _server.Database.GetCollection<BsonDocument>("client_crypto_payout_totals");
        var fold = (await totals.Find("{ _id: '*' }").SingleAsync())["number"];
        var hours = _server.Database.GetCollection<BsonDocument>("client_crypto_payout_series");
        return await hours.CountDocumentsAsync(new BsonDocument("fold", fold)) > 0 ? "3 the hours"
            : await totals.CountDocumentsAsync(new BsonDocument("fold", fold)) > 0 ? "2 the clients" : "1 the journal";
    }

    private async Task AssertFoundAsync(BsonArray moves)
    {
        foreach (var row in moves.Select(move => MongoEventRow.Read(move.AsBsonDocument).Row))
        {
            Assert.Contains(row, await _direct.FindEventsAsync(row.PayoutId, row.Version, CancellationToken.None));
        }
    }

    // From where the last read ended.
    private async Task ReadAsync()
    {
        var page = await _direct.ReadEventsAsync(_read.Count == 0 ? null : _read[^1].Position, 1000, CancellationToken.None);
        Assert.False(page.IsExpired);
        Assert.False(page.HasMore);
        _read.AddRange(page.Events);
    }

    private async Task ChangeAsync(PayoutStatus status)
    {
        var next = _payouts.Select((state, i) => state.Next(old => old.In((PayoutStatus)(((int)status + i) % 5))
            .With(payout => payout with { UpdatedAt = A.Start.AddHours(state.Payout.Version % 7) }))).ToList();
        await WriteAsync([.. _payouts.Zip(next, PayoutWrite.Of)]);
        _payouts = next;
    }

    private async Task WriteAsync(IReadOnlyList<PayoutWrite> writes)
    {
        Assert.All(await _direct.WriteAsync(writes, CancellationToken.None), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        _written.AddRange(writes.SelectMany(write => write.Events));

        // A server with the fence would have refused any other.
        Assert.Equal(_payouts.Count, await _server.Payouts.CountDocumentsAsync(MongoCollections.Rule));
    }

    private async Task AssertRecountAsync()
    {
        foreach (var client in new[] { IClientGrain.AllClients, "c-0", "c-1", "c-2" })
        {
            Recount.AssertEqual(_payouts, client, await _direct.ReadStatsAsync(client, CancellationToken.None));
            var entries = _written.Where(row => row.Was != row.Status && (client == IClientGrain.AllClients || row.ClientId == client));
            Assert.Equal(
                entries.GroupBy(row => (Hour: A.Start.AddHours(Math.Floor((row.At - A.Start).TotalHours)), row.Asset, row.Status)).OrderBy(group => group.Key)
                    .Select(group => (group.Key, group.Count(), (Sum)group.Sum(row => row.Amount))),
                (await _direct.ReadSeriesAsync(client, new(A.Start, A.Start.AddHours(10), SeriesStep.Hour), CancellationToken.None))
                    .Select(point => ((point.Start, point.Asset, point.Status), (int)point.Count, point.Amount)));
        }
    }
}
