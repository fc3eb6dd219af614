using System.Collections.Concurrent;
using Npgsql;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>The first silo of this release starts on a database of the release before.</summary>
[Collection(PostgresAlone.Name)]
public sealed class PostgresUpgradeTests : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new();
    private NpgsqlDataSource _tables = null!;
    private OldRelease _old = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        _tables = PostgresConnection.Open(_database.ConnectionString);
        await OldRelease.CreateAsync(_tables);
        _old = new OldRelease(_tables);
    }

    public async ValueTask DisposeAsync()
    {
        await _tables.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_was_not_folded_is_an_event_that_says_what_its_payout_says()
    {
        var folded = A.Payout("folded");
        var changed = A.Payout("changed", createdAt: A.Start.AddMinutes(1));
        await _old.WriteAsync(folded, changed);
        await _old.FoldAsync();
        await _old.WriteAsync(folded.Next(state => state with { Attempts = 1 }), changed = changed.Next(state => state.In(PayoutStatus.Failed).With(payout => payout with
        {
            Reason = PayoutReason.ProviderFailed,
            NeedsAttention = true,
            HeleketStatus = "\0",
            UpdatedAt = A.Start.AddMilliseconds(123_456_789),
        })));
        var made = A.Payout("made", createdAt: A.Start.AddMinutes(2));
        var both = A.Payout("both", createdAt: A.Start.AddMinutes(3)).With(payout => payout with { UpdatedAt = A.Start.AddDays(1) });
        await _old.WriteAsync(made, both);
        await _old.WriteAsync(both = both.Next(state => state.In(PayoutStatus.Broadcast)));

        await using var store = (PostgresPayoutStore)await _database.OpenAsync();

        EventRow[] expected =
        [
            Row(changed, "payout.failed", PayoutStatus.Pending, changed.Payout.UpdatedAt),
            Row(made, EventTypes.Created, null, made.Payout.CreatedAt),
            Row(both, "payout.broadcast", null, both.Payout.CreatedAt),
        ];
        Assert.Equal(expected, (await store.ReadEventsAsync(null, 10, CancellationToken.None)).Events.Select(stored => stored.Row));
        Assert.Equal(A.Start.AddMilliseconds(123_456_789), expected[0].At);
        Assert.Equal(expected.Skip(1).Take(1), await store.FindEventsAsync(made.Payout.Id, 1, CancellationToken.None));
        Assert.Equal("\0", (await store.ReadAsync(changed.Payout.Id, CancellationToken.None))!.Payout.HeleketStatus);
        await PostgresRecount.AssertIsWhatIsCountedAsync(store, _database.ConnectionString);
    }

    [Fact]
    public async Task Old_silos_that_write_and_fold_meanwhile_fail_and_nothing_is_lost_or_counted_twice()
    {
        var written = new ConcurrentDictionary<string, PayoutState>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var failures = Task.WhenAll([.. Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteUntilRefusedAsync(writer, written, enough))), Task.Run(FoldUntilRefusedAsync)]);
        await enough.Task.WaitAsync(TimeSpan.FromMinutes(1));

        await using var store = (PostgresPayoutStore)await _database.OpenAsync();

        Assert.All(await failures.WaitAsync(TimeSpan.FromMinutes(1)), failure => Assert.Equal(PostgresErrorCodes.UndefinedColumn, failure.SqlState));
        await AssertRefusedAsync();
        await PostgresRecount.AssertIsWhatIsCountedAsync(store, _database.ConnectionString);
        var versions = (await PostgresRecount.ReadAsync(_tables, "SELECT id, version FROM payouts", row => (row.GetString(0), row.GetInt64(1)))).ToDictionary();
        Assert.All(written.Values, state => Assert.Equal(state.Payout.Version, versions[state.Payout.Id]));
        Assert.Equal(written.Count, versions.Count);
        var wrong = await PostgresRecount.ReadAsync(
            _tables,
            """
            SELECT format('%s %s %s', e.payout_id, e.type, count(*) OVER (PARTITION BY e.payout_id))
            FROM events e LEFT JOIN payouts p ON p.id = replace(e.payout_id::text, '-', '')
            WHERE (e.version, e.status, e.amount, e.client_id) IS DISTINCT FROM (p.version, p.status, p.amount, p.client_id)
                OR e.payout_id IN (SELECT payout_id FROM events GROUP BY payout_id HAVING count(*) > 1)
            """,
            row => row.GetString(0));
        Assert.Empty(wrong);

        PayoutWrite[] next = [.. written.Values.Select(state => PayoutWrite.Of(state, state.Next(old => old.In(PayoutStatus.Cancelled))))];
        Assert.All(await store.WriteAsync(next, CancellationToken.None), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        while (await store.FoldStatsAsync(1000, CancellationToken.None) > 0)
        {
            await PostgresRecount.AssertIsWhatIsCountedAsync(store, _database.ConnectionString);
        }

        Assert.Equal(written.Count, Assert.Single((await store.ReadStatsAsync("*", CancellationToken.None)).Totals).Count);
    }

    private static EventRow Row(PayoutState state, string type, PayoutStatus? was, DateTimeOffset at) => new()
    {
        PayoutId = state.Payout.Id,
        Version = state.Payout.Version,
        Type = type,
        ClientId = state.Payout.Request.ClientId,
        Asset = state.Payout.Request.Asset,
        Amount = state.Payout.Request.Amount,
        Was = was,
        Status = state.Payout.Status,
        Detail = state.Payout.Detail,
        Reason = state.Payout.Reason,
        NeedsAttention = state.Payout.NeedsAttention,
        At = at,
    };

    private async Task<PostgresException> WriteUntilRefusedAsync(int writer, ConcurrentDictionary<string, PayoutState> written, TaskCompletionSource enough)
    {
        PayoutState[] states = [];
        for (var round = 0; ; round++)
        {
            PayoutState[] group =
            [
                .. states.Select(state => state.Next(old => old.In((PayoutStatus)((int)old.Payout.Status + 1)))),
                .. Enumerable.Range(0, 10).Select(i => A.Payout($"{writer}-{round}-{i}", client: $"c-{i % 3}", amount: 0.1m + i)),
            ];
            try
            {
                Assert.Equal(group.Length, await _old.WriteAsync(group));
            }
            catch (PostgresException refused)
            {
                return refused;
            }

            Array.ForEach(group, state => written[state.Payout.Id] = state);
            states = [.. group.Where(state => state.Payout.Status != PayoutStatus.Confirmed)];
            if (round == 30)
            {
                enough.TrySetResult();
            }
        }
    }

    private async Task<PostgresException> FoldUntilRefusedAsync()
    {
        while (true)
        {
            try
            {
                await _old.FoldAsync();
            }
            catch (PostgresException refused)
            {
                return refused;
            }
        }
    }

    private async Task AssertRefusedAsync()
    {
        foreach (var sql in OldRelease.Reads)
        {
            await using var command = _tables.CreateCommand(sql);
            Assert.Equal(PostgresErrorCodes.UndefinedColumn, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
        }

        var fresh = A.Payout("fresh");
        foreach (var state in new[] { fresh, fresh.Next(state => state) })
        {
            Assert.Equal(PostgresErrorCodes.UndefinedColumn, (await Assert.ThrowsAsync<PostgresException>(() => _old.WriteAsync(state))).SqlState);
        }

        Assert.Equal(PostgresErrorCodes.UndefinedColumn, (await Assert.ThrowsAsync<PostgresException>(_old.FoldAsync)).SqlState);
        Assert.Equal([5], await PostgresRecount.ReadAsync(_tables, "SELECT version FROM payouts_schema WHERE name = 'payouts'", row => row.GetInt32(0)));
    }
}
