using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>A document that somebody damaged keeps its own payout out of the totals, and nobody else's.</summary>
public sealed class MongoMalformedTests : IAsyncLifetime
{
    private const string Secret = "do-not-tell";

    private readonly MongoServer _server = new();
    private readonly Lines _lines = new();
    private MongoPayoutStore _store = null!;

    public static TheoryData<string, string?> Damages => new()
    {
        { "amount", $"'{Secret}'" }, { "amount", null }, { "amount", "{ $numberDecimal: 'NaN' }" }, { "amount", "{ $numberDecimal: '1E+6000' }" },
        { "asset", null }, { "client_id", null }, { "client_id", "7" }, { "client_id", "'*'" }, { "events", $"'{Secret}'" }, { "events", $"['{Secret}']" },
        { "events", "[{}]" }, { "events", $"[{{ version: 1, status: '{Secret}' }}]" }, { "events", Event(status: $"'{Secret}'") },
        { "events", Event(at: $"'{Secret}'") }, { "events", Event(at: "{ $date: { $numberLong: '9223372036854775807' } }") },
        { "events", Event(version: $"'{Secret}'") },
    };

    public async ValueTask InitializeAsync()
    {
        await _server.CreateAsync();
        _store = new MongoPayoutStore(_server.ConnectionString, _lines);
        await _store.InitializeAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in new object?[] { _store, _server }.OfType<IAsyncDisposable>())
        {
            await disposable.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_payout_is_left_out_and_named_and_counted_once_it_is_mended(string field, string? damage)
    {
        var damaged = A.Payout("damaged", amount: 1);
        await InsertAsync(damaged, A.Payout("well", amount: 20), A.Payout("other", client: "c-2", amount: 300));
        var whole = await DamageAsync(damaged.Payout.Id, field, damage);

        await AssertTotalsAsync((IClientGrain.AllClients, 320), ("c-1", 20), ("c-2", 300));
        await FoldAsync();
        await AssertTotalsAsync((IClientGrain.AllClients, 320), ("c-1", 20), ("c-2", 300));
        var line = Assert.Single(_lines.Said);
        Assert.Contains(damaged.Payout.Id, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);

        await _server.Payouts.ReplaceOneAsync(new BsonDocument("_id", damaged.Payout.Id), whole);
        await AssertTotalsAsync((IClientGrain.AllClients, 321), ("c-1", 21), ("c-2", 300));
        await FoldAsync();
        await AssertTotalsAsync((IClientGrain.AllClients, 321), ("c-1", 21), ("c-2", 300));
    }

    [Fact]
    public async Task Damaged_payouts_that_fill_a_whole_fold_hold_up_none_behind_them()
    {
        var damaged = Enumerable.Range(0, 6).Select(i => A.Payout($"d{i}", amount: 1)).ToArray();
        await InsertAsync(damaged);
        foreach (var state in damaged)
        {
            await DamageAsync(state.Payout.Id, "events", Event(status: "'paused'"));
        }

        await InsertAsync(A.Payout("a", amount: 20), A.Payout("b", amount: 300));

        Assert.Equal(1, await _store.FoldStatsAsync(1, CancellationToken.None));
        Assert.Equal(1, await _store.FoldStatsAsync(3, CancellationToken.None));
        Assert.Equal(0, await _store.FoldStatsAsync(3, CancellationToken.None));
        await AssertTotalsAsync((IClientGrain.AllClients, 320), ("c-1", 320));
        Assert.Equal(6, _lines.Said.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_payout_that_was_counted_before_it_was_damaged_stays_counted_as_it_was()
    {
        var state = A.Payout("k", amount: 5);
        await InsertAsync(state);
        await FoldAsync();
        Assert.Equal(
            [WriteOutcome.Written],
            await _store.WriteAsync([PayoutWrite.Of(state, state.Next(old => old.In(PayoutStatus.Confirmed)))], CancellationToken.None));
        var whole = await DamageAsync(state.Payout.Id, "amount", "'5'");

        await FoldAsync();
        var damaged = await _store.ReadStatsAsync("c-1", CancellationToken.None);
        await _server.Payouts.ReplaceOneAsync(new BsonDocument("_id", state.Payout.Id), whole);
        await FoldAsync();
        var mended = await _store.ReadStatsAsync("c-1", CancellationToken.None);

        Assert.Equal([new StatusTotal("USDT", PayoutStatus.Pending, 1, 5m)], damaged.Totals);
        Assert.Equal([new StatusTotal("USDT", PayoutStatus.Confirmed, 1, 5m)], mended.Totals);
    }

    [Fact]
    public async Task A_payout_whose_events_somebody_damaged_is_still_written_and_so_are_its_neighbours()
    {
        var (damaged, well) = (A.Payout("damaged"), A.Payout("well"));
        await InsertAsync(damaged, well);
        await DamageAsync(damaged.Payout.Id, "events", "7");

        var outcomes = await _store.WriteAsync(
            [PayoutWrite.Of(damaged, damaged.Next(old => old.In(PayoutStatus.Confirmed))), PayoutWrite.Of(well, well.Next(old => old.In(PayoutStatus.Confirmed)))],
            CancellationToken.None);

        Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.Single(await _store.FindEventsAsync(damaged.Payout.Id, 2, CancellationToken.None));
    }

    // As a sweeper does.
    private async Task FoldAsync()
    {
        while (await _store.FoldStatsAsync(10, CancellationToken.None) == 10)
        {
        }
    }

    private static string Event(string version = "{ $numberLong: '1' }", string status = "'pending'", string at = "{ $date: '2026-11-23T10:00:00Z' }") =>
        $"[{{ version: {version}, type: 'payout.created', status: {status}, needs_attention: false, at: {at} }}]";

    private async Task AssertTotalsAsync(params (string Client, decimal Amount)[] expected)
    {
        foreach (var (client, amount) in expected)
        {
            Assert.Equal<Sum>(amount, (await _store.ReadStatsAsync(client, CancellationToken.None)).Totals.Single().Amount);
        }
    }

    private async Task<BsonDocument> DamageAsync(string id, string field, string? damage)
    {
        var whole = await _server.Payouts.Find(new BsonDocument("_id", id)).SingleAsync();
        var damaged = new BsonDocument(whole.Elements);
        damaged.Remove(field);
        if (damage is not null)
        {
            damaged.Merge(BsonDocument.Parse($"{{ {field}: {damage} }}"));
        }

        await _server.Payouts.ReplaceOneAsync(new BsonDocument("_id", id), damaged);
        return whole;
    }

    private async Task InsertAsync(params PayoutState[] states) => Assert.All(
        await _store.WriteAsync([.. states.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None),
        outcome => Assert.Equal(WriteOutcome.Written, outcome));

    private sealed class Lines : ILogger<MongoPayoutStore>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error)
            {
                Said.Add(formatter(state, exception) + exception);
            }
        }
    }
}
