using Npgsql;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>Two silos write, and their transactions end in another order than they began.</summary>
[Collection(PostgresAlone.Name)]
public sealed class PostgresFeedTests : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new();
    private PostgresPayoutStore _one = null!;
    private PostgresPayoutStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        _one = (PostgresPayoutStore)await _database.OpenAsync();
        _other = (PostgresPayoutStore)await _database.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_reader_and_no_fold_passes_a_transaction_that_still_runs(bool commits)
    {
        await InsertAsync(_one, "before");
        await using var connection = new NpgsqlConnection($"{_database.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await InsertAsync(connection, slow, "slow");
        await InsertAsync(_other, "quick");

        var first = await _one.ReadEventsAsync(null, 10, CancellationToken.None);
        var end = await _other.ReadEndOfEventsAsync(CancellationToken.None);
        var facts = await _other.ReadFactsAsync(CancellationToken.None);
        var folded = await _other.FoldStatsAsync(10, CancellationToken.None);
        var counted = (await _other.ReadStatsAsync("c-1", CancellationToken.None)).Payouts;
        await (commits ? slow.CommitAsync() : slow.RollbackAsync());
        var then = await _one.ReadEventsAsync(first.Next, 10, CancellationToken.None);

        Assert.Equal([A.Id("c-1", "before")], first.Events.Select(stored => stored.Row.PayoutId));
        Assert.Equal((first.Next, 1, 2L), (end, folded, counted));
        Assert.Equal((A.Start, A.Start), (facts.FeedEndAt, facts.UnseenSince));
        string[] late = commits ? ["slow", "quick"] : ["quick"];
        Assert.Equal(late.Select(key => A.Id("c-1", key)), then.Events.Select(stored => stored.Row.PayoutId));
        Assert.Empty((await _one.ReadEventsAsync(then.Next, 10, CancellationToken.None)).Events);
        Assert.Equal(late.Length, await _one.FoldStatsAsync(10, CancellationToken.None));
        await PostgresRecount.AssertIsWhatIsCountedAsync(_other, _database.ConnectionString);
    }

    [Fact]
    public async Task A_hundred_thousand_events_of_two_silos_are_followed_without_a_gap_or_a_repeat()
    {
        const int Groups = 50;
        const int Size = 500;
        using var finished = new CancellationTokenSource();
        var following = Task.Run(() => FollowAsync(_other, 4 * Groups * Size));
        var folding = Task.Run(async () =>
        {
            while (!finished.IsCancellationRequested)
            {
                await _one.FoldStatsAsync(1000, CancellationToken.None);
            }
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, 2 * Groups), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (group, token) =>
        {
            var store = group % 2 == 0 ? _one : _other;
            var states = Enumerable.Range(0, Size).Select(i => A.Payout($"{group}-{i}", client: $"c-{i % 5}")).ToList();
            await WriteAsync(store, states.Select(state => PayoutWrite.Of(null, state)), token);
            await WriteAsync(store, states.Select(state => PayoutWrite.Of(state, state.Next(old => old.In(PayoutStatus.Confirmed)))), token);
        });
        var seen = await following.WaitAsync(TimeSpan.FromMinutes(3));
        await finished.CancelAsync();
        await folding;

        Assert.Equal(4 * Groups * Size, seen.Count);
        Assert.Equal(seen, await FollowAsync(_one, seen.Count));
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.First.Position < pair.Second.Position));
        Assert.All(seen.GroupBy(stored => stored.Row.PayoutId), payout => Assert.Equal([1L, 2], payout.Select(stored => stored.Row.Version)));
        await PostgresRecount.AssertIsWhatIsCountedAsync(_other, _database.ConnectionString);
    }

    [Fact]
    public async Task A_fold_waits_for_no_writer_holds_up_none_and_counts_nothing_twice_when_it_dies_half_way()
    {
        await InsertAsync(_one, "a", "b", "c");
        Assert.Equal(3, await _one.FoldStatsAsync(10, CancellationToken.None));
        await WriteAsync(_one, [PayoutWrite.Of(A.Payout("a"), A.Payout("a").Next(state => state.In(PayoutStatus.Failed)))], CancellationToken.None);
        await using var connection = new NpgsqlConnection($"{_database.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var inTheWay = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted);
        await connection.ExecuteAsync("SELECT FROM totals WHERE client_id = 'c-1' FOR SHARE", CancellationToken.None);

        await using var dying = new PostgresPayoutStore($"{_database.ConnectionString};Application Name=dying");
        var folding = dying.FoldStatsAsync(10, CancellationToken.None);
        await using var watching = NpgsqlDataSource.Create(_database.ConnectionString);
        await Eventually.IsTrueAsync(
            async () => (await PostgresRecount.ReadAsync(watching, $"SELECT {connection.ProcessID} = ANY(pg_blocking_pids(pid)) FROM pg_stat_activity WHERE application_name = 'dying'", row => row.GetBoolean(0))).Contains(true),
            TimeSpan.FromSeconds(30),
            () => "The fold is not half-way.");
        await InsertAsync(_other, "d");
        await PostgresRecount.ReadAsync(watching, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dying'", row => row.GetBoolean(0));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => folding);
        await PostgresRecount.AssertIsWhatIsCountedAsync(_other, _database.ConnectionString);
        await inTheWay.RollbackAsync();

        Assert.Equal(2, await _other.FoldStatsAsync(10, CancellationToken.None));
        await PostgresRecount.AssertIsWhatIsCountedAsync(_other, _database.ConnectionString);
    }

    private static async Task<List<StoredEvent>> FollowAsync(PostgresPayoutStore store, int count)
    {
        var seen = new List<StoredEvent>();
        EventPosition? after = null;
        while (seen.Count < count)
        {
            var page = await store.ReadEventsAsync(after, 1000, CancellationToken.None);
            seen.AddRange(page.Events);
            after = page.Next;
        }

        return seen;
    }

    private static Task InsertAsync(PostgresPayoutStore store, params string[] keys) =>
        WriteAsync(store, keys.Select(key => PayoutWrite.Of(null, A.Payout(key))), CancellationToken.None);

    private static async Task WriteAsync(PostgresPayoutStore store, IEnumerable<PayoutWrite> writes, CancellationToken cancellationToken) =>
        Assert.All(await store.WriteAsync([.. writes], cancellationToken), outcome => Assert.Equal(WriteOutcome.Written, outcome));

    private static async Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string key)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(PostgresWriter.InsertCommand([PayoutWrite.Of(null, A.Payout(key))]));
        await batch.ExecuteNonQueryAsync();
    }
}
