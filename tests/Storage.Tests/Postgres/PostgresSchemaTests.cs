using Npgsql;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>The schema and the connection: created once by many, durable, and never accepted in part.</summary>
public sealed class PostgresSchemaTests : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new();

    public async ValueTask InitializeAsync() => await _database.CreateAsync();

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Silos_that_start_together_make_one_schema()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(_database.OpenAsync)));

        var outcomes = await Task.WhenAll(stores.Select((store, i) => store.WriteAsync([new PayoutWrite(A.Payout($"k{i}"), 0, [])], CancellationToken.None)));

        Assert.All(outcomes, outcome => Assert.Equal([WriteOutcome.Written], outcome));
        foreach (var store in stores)
        {
            await ((IAsyncDisposable)store).DisposeAsync();
        }
    }

    [Fact]
    public async Task Groups_of_two_silos_in_opposite_orders_and_a_fold_between_them_all_succeed()
    {
        var one = await _database.OpenAsync();
        var other = await _database.OpenAsync();
        await using var closeOne = (IAsyncDisposable)one;
        await using var closeOther = (IAsyncDisposable)other;
        var states = Enumerable.Range(0, 200).Select(i => A.Payout($"k{i}")).ToArray();
        await one.WriteAsync([.. states.Select(state => new PayoutWrite(state, 0, []))], CancellationToken.None);

        for (var round = 1; round <= 20; round++)
        {
            PayoutState[] next = [.. states.Select(state => state.Next(old => old.In((PayoutStatus)(round % 5))))];
            PayoutWrite[] writes = [.. next.Select(state => new PayoutWrite(state, round, []))];
            var forward = Task.Run(() => one.WriteAsync(writes, CancellationToken.None));
            var backward = Task.Run(() => other.WriteAsync([.. writes.Reverse()], CancellationToken.None));
            var fold = Task.Run(() => other.FoldStatsAsync(100, CancellationToken.None));
            await Task.WhenAll(forward, backward, fold);

            var written = (await forward).Zip((await backward).Reverse());
            Assert.All(written, pair => Assert.True((pair.First == WriteOutcome.Written) ^ (pair.Second == WriteOutcome.Written)));
            states = next;
        }
    }

    [Theory]
    [InlineData("DROP INDEX payouts_reference; DROP INDEX payouts_txid")]
    [InlineData("UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('payouts_reference'::regclass, 'payouts_txid'::regclass)")]
    public async Task Payouts_of_an_older_release_are_found_by_every_filter_once_the_next_silo_started(string asItWas)
    {
        var full = DocumentContract.Full().With(payout => payout with { Txid = "0xABC" });
        await using (var older = (IAsyncDisposable)await _database.OpenAsync())
        {
            await PostgresForTests.ExecuteAsync(_database.ConnectionString, asItWas);
            await ((IPayoutStore)older).WriteAsync([new PayoutWrite(full, 0, []), new PayoutWrite(A.Payout("bare"), 0, [])], CancellationToken.None);
        }

        var store = await _database.OpenAsync();
        await using var close = (IAsyncDisposable)store;

        Same.Payout(full.Payout, Assert.Single((await store.QueryAsync(new PayoutQuery { Txid = "0xabc" }, CancellationToken.None)).Payouts));
        Same.Payout(full.Payout, Assert.Single((await store.QueryAsync(new PayoutQuery { Reference = full.Payout.Request.Reference }, CancellationToken.None)).Payouts));
        await using var database = PostgresConnection.Open(_database.ConnectionString);
        await using var valid = database.CreateCommand("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'payouts'::regclass AND indisvalid AND indexrelid::regclass::text IN ('payouts_reference', 'payouts_txid') ORDER BY 1");
        Assert.Equal(["payouts_reference", "payouts_txid"], await valid.StringsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_silo_does_not_wait_for_one_that_makes_an_index()
    {
        await using (await _database.OpenAsync() as IAsyncDisposable)
        {
        }

        await PostgresForTests.ExecuteAsync(_database.ConnectionString, "DROP INDEX payouts_txid");
        await using var database = PostgresConnection.Open(_database.ConnectionString);
        await using var other = await database.OpenConnectionAsync();
        await other.ExecuteAsync("SELECT pg_advisory_lock(7209114, hashtext(current_schema()))", CancellationToken.None);

        var store = await _database.OpenAsync();
        await using var close = (IAsyncDisposable)store;

        Assert.Empty((await store.QueryAsync(new PayoutQuery { Txid = "0xabc" }, CancellationToken.None)).Payouts);
    }

    [Fact]
    public async Task A_group_that_a_deadlock_failed_is_written_once_the_knot_is_untied()
    {
        // Whoever has waited this long checks for a deadlock and fails if there is one: the store, never the other.
        await using var store = new PostgresPayoutStore($"{_database.ConnectionString};Options=-c deadlock_timeout=2s");
        await using var other = new NpgsqlConnection($"{_database.ConnectionString};Pooling=false;Options=-c deadlock_timeout=60s");
        await store.InitializeAsync(CancellationToken.None);
        PayoutState[] states = [.. new[] { A.Payout("a"), A.Payout("b") }.OrderBy(state => state.Payout.Id, StringComparer.Ordinal)];
        await store.WriteAsync([.. states.Select(state => new PayoutWrite(state, 0, []))], CancellationToken.None);
        await other.OpenAsync();
        var deadlocks = await DeadlocksAsync(other);
        await using var transaction = await other.BeginTransactionAsync();
        await LockAsync(other, states[1]);

        PayoutState[] next = [.. states.Select(state => state.Next(old => old.In(PayoutStatus.Broadcast)))];
        var writing = store.WriteAsync([.. next.Select(state => new PayoutWrite(state, 1, []))], CancellationToken.None);
        await Eventually.IsTrueAsync(() => WaitsForAsync(other.ProcessID), TimeSpan.FromSeconds(60), () => "The store does not wait.");
        await LockAsync(other, states[0]);
        Assert.False(writing.IsCompleted);
        await transaction.CommitAsync();

        Assert.Equal([WriteOutcome.Written, WriteOutcome.Written], await writing);
        Same.State(next[0], await store.ReadAsync(next[0].Payout.Id, CancellationToken.None));
        Assert.True(await DeadlocksAsync(other) > deadlocks, "There was no deadlock.");
    }

    [Fact]
    public async Task Where_nothing_can_be_written_a_probe_fails_and_a_read_does_not()
    {
        await using (await _database.OpenAsync() as IAsyncDisposable)
        {
        }

        await using var store = new PostgresPayoutStore($"{_database.ConnectionString};Options=-c default_transaction_read_only=on");

        Assert.Null(await store.ReadAsync(A.Id("c-1", "k"), CancellationToken.None));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => store.ProbeAsync(CancellationToken.None));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
    }

    [Fact]
    public async Task The_database_of_a_newer_release_is_refused_with_the_setting_named()
    {
        await using (await _database.OpenAsync() as IAsyncDisposable)
        {
        }

        await PostgresForTests.ExecuteAsync(_database.ConnectionString, "UPDATE payouts_schema SET version = 1000");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(_database.OpenAsync);
        Assert.Contains("newer release", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Payouts", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_are_durable_even_where_the_user_has_another_default()
    {
        await using var database = PostgresConnection.Open(_database.ConnectionString);
        for (var use = 0; use < 3; use++)
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var command = connection.Command("SHOW synchronous_commit");
            Assert.Equal("on", await command.ExecuteScalarAsync());
            await connection.ExecuteAsync("SET synchronous_commit = off", CancellationToken.None);
        }
    }

    [Fact]
    public async Task Settings_that_lose_acknowledged_payouts_are_refused()
    {
        await using var store = new PostgresPayoutStore($"{_database.ConnectionString};Options=-c synchronous_commit=off");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => store.InitializeAsync(CancellationToken.None));

        Assert.Contains("synchronous_commit", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_connection_string_says_is_kept()
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresConnection.Complete("Host=db;Maximum Pool Size=7;Command Timeout=3;Options=-c work_mem=8MB"));

        Assert.Equal(7, settings.MaxPoolSize);
        Assert.Equal(3, settings.CommandTimeout);
        Assert.Equal("-c work_mem=8MB -c synchronous_commit=on", settings.Options);
        Assert.Equal(64, settings.MaxAutoPrepare);
    }

    [Fact]
    public async Task A_group_that_fails_writes_nothing_and_the_next_one_works()
    {
        var store = await _database.OpenAsync();
        await using var close = (IAsyncDisposable)store;
        var stored = A.Payout("stored");
        await store.WriteAsync([new PayoutWrite(stored, 0, [])], CancellationToken.None);
        var broken = A.Payout("broken").With(payout => payout with { Request = payout.Request with { Network = null! } });
        PayoutWrite[] group = [new(A.Payout("good"), 0, []), new(stored.Next(state => state), 1, [])];

        await Assert.ThrowsAnyAsync<Exception>(() => store.WriteAsync([.. group, new(broken, 0, [])], CancellationToken.None));

        Same.State(stored, await store.ReadAsync(stored.Payout.Id, CancellationToken.None));
        Assert.Equal([WriteOutcome.Written, WriteOutcome.Written], await store.WriteAsync(group, CancellationToken.None));
    }

    private static async Task LockAsync(NpgsqlConnection connection, PayoutState state)
    {
        await using var command = connection.Command("SELECT 1 FROM payouts WHERE id = $1 FOR UPDATE", state.Payout.Id);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> DeadlocksAsync(NpgsqlConnection connection)
    {
        await using var command = connection.Command("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<bool> WaitsForAsync(int process)
    {
        await using var connection = new NpgsqlConnection($"{_database.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.Command("SELECT count(*) FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))", process);
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }
}
