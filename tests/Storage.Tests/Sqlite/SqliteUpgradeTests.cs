using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>A file of an older release goes over whole: payouts, their order, statistics, and what was not folded.</summary>
public sealed class SqliteUpgradeTests : IAsyncLifetime
{
    private static readonly List<(PayoutState State, PayoutStatus? Counted)> Filled = [.. Stored()];

    private readonly SqliteFile _file = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Payouts_their_order_and_their_statistics_are_what_they_were(int version)
    {
        OldFile.Write(_file.FilePath, version, Filled);
        await using var store = (SqlitePayoutStore)await _file.OpenAsync();

        await AssertWholeAsync(store);

        while (await store.FoldStatsAsync(7, CancellationToken.None) == 7)
        {
            await AssertStatisticsAsync(store);
        }

        await AssertStatisticsAsync(store);
        var (first, _) = Filled[0];
        var next = first.Next(state => state.In(PayoutStatus.Failed));
        Assert.Equal(
            [WriteOutcome.Written, WriteOutcome.Conflict],
            await store.WriteAsync([PayoutWrite.Of(first, next), PayoutWrite.Of(null, Filled[1].State)], CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_was_not_folded_is_an_event_row_and_nothing_else_is(int version)
    {
        OldFile.Write(_file.FilePath, version, Filled);
        await using var store = (SqlitePayoutStore)await _file.OpenAsync();

        var events = await store.ReadEventsAsync(null, 1000, CancellationToken.None);

        Assert.Equal(
            InOrder().Where(payout => payout.Counted != payout.State.Payout.Status).Select(payout => (
                payout.State.Payout.Id,
                payout.State.Payout.Version,
                payout.Counted is null && payout.State.Payout.Status == PayoutStatus.Pending ? "payout.created" : EventTypes.Became(payout.State.Payout.Status),
                payout.Counted,
                payout.State.Payout.Status,
                payout.State.Payout.Detail,
                payout.State.Payout.Reason,
                payout.State.Payout.NeedsAttention,
                payout.Counted is null ? payout.State.Payout.CreatedAt : payout.State.Payout.UpdatedAt)),
            events.Events.Select(stored => stored.Row).Select(row => (
                row.PayoutId, row.Version, row.Type, row.Was, row.Status, row.Detail, row.Reason, row.NeedsAttention, row.At)));
    }

    [Fact]
    public async Task Payouts_of_the_first_version_are_found_by_every_filter()
    {
        var full = DocumentContract.Oldest().With(payout => payout with { HeleketTransactionId = "A7C0", Txid = "0xABC" });
        var base64 = A.Payout("base64").With(payout => payout with { HeleketTransactionId = "b", Txid = "q8Jx/4nT+Zk=" });
        OldFile.Write(_file.FilePath, 1, [(full, null), (base64, null), (A.Payout("bare"), null)]);

        await using var upgraded = (SqlitePayoutStore)await _file.OpenAsync();

        async Task<string[]> KeysAsync(PayoutQuery query) => [.. (await upgraded.QueryAsync(query, CancellationToken.None)).Payouts.Select(payout => payout.IdempotencyKey)];
        Assert.Equal([full.Payout.IdempotencyKey], await KeysAsync(new PayoutQuery { Reference = full.Payout.Request.Reference }));
        Assert.Equal([full.Payout.IdempotencyKey], await KeysAsync(new PayoutQuery { Txid = "0xabc" }));
        Assert.Equal([full.Payout.IdempotencyKey], await KeysAsync(new PayoutQuery { HeleketTransactionId = "a7c0" }));
        Assert.Equal(["base64"], await KeysAsync(new PayoutQuery { Txid = "q8Jx/4nT+Zk=" }));
        Assert.Equal(3, (await KeysAsync(new PayoutQuery())).Length);
    }

    [Fact]
    public async Task The_older_release_refuses_the_file_and_its_statements_fail()
    {
        OldFile.Write(_file.FilePath, 2, Filled);
        await using var store = (SqlitePayoutStore)await _file.OpenAsync();
        await using var connection = new SqliteConnection($"{_file.ConnectionString};Pooling=False");
        connection.Open();

        // It opens no file whose version is above 2.
        Assert.Equal(6, connection.Scalar("PRAGMA user_version"));
        Assert.Throws<SqliteException>(() => connection.Execute(OldFile.MarkSql, ("$rowid", 1L)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_before_it_is_committed_the_way_over_begins_anew(int version)
    {
        OldFile.Write(_file.FilePath, version, Filled);
        await using var connection = new SqliteConnection($"{_file.ConnectionString};Pooling=False");
        connection.Open();

        // So small a cache spills into the log at once.
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA cache_size = 1");
        await using var transaction = connection.BeginTransaction(deferred: false);
        SqliteUpgrade.Run(connection, version);
        using var crashed = new CrashedFile(_file.FilePath);
        Assert.InRange(new FileInfo(crashed.Log).Length, 100_000, long.MaxValue);

        await using var store = await crashed.OpenAsync();

        await AssertWholeAsync(store);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 50)]
    [InlineData(1, 99)]
    [InlineData(1, 100)]
    [InlineData(2, 0)]
    [InlineData(2, 50)]
    [InlineData(2, 99)]
    [InlineData(2, 100)]
    public async Task However_much_of_its_log_reached_the_disk_the_file_is_whole(int version, int percent)
    {
        OldFile.Write(_file.FilePath, version, Filled);
        await using var store = (SqlitePayoutStore)await _file.OpenAsync();
        using var crashed = new CrashedFile(_file.FilePath);
        using (var log = File.OpenWrite(crashed.Log))
        {
            log.SetLength(log.Length * percent / 100);
        }

        File.Delete(crashed.Index);

        await using var reopened = await crashed.OpenAsync();

        await AssertWholeAsync(reopened);
    }

    private static async Task AssertWholeAsync(SqlitePayoutStore store)
    {
        foreach (var (state, _) in Filled)
        {
            Same.State(PayoutDocument.Read(OldFile.Document(state)), await store.ReadAsync(state.Payout.Id, CancellationToken.None));
        }

        var query = new PayoutQuery { Limit = 7 };
        var listed = new List<string>();
        for (var page = await store.QueryAsync(query, CancellationToken.None); ; page = await store.QueryAsync(query, CancellationToken.None))
        {
            listed.AddRange(page.Payouts.Select(payout => payout.Id));
            if (!page.HasMore)
            {
                break;
            }

            query = query with { After = new PagePosition(page.Payouts[^1].CreatedAt, page.Payouts[^1].Id) };
        }

        Assert.Equal(InOrder().Select(payout => payout.State.Payout.Id).Reverse(), listed);
        var scanned = await store.ScanAsync(new PayoutScan { By = PayoutTime.Created }, CancellationToken.None);
        Assert.Equal(InOrder().Select(payout => payout.State.Payout.Id), scanned.Select(state => state.Payout.Id));
        Assert.Empty(await store.ScanAsync(new PayoutScan { By = PayoutTime.Settled, Account = Payout.MainAccount }, CancellationToken.None));
        await AssertStatisticsAsync(store);
    }

    private static async Task AssertStatisticsAsync(SqlitePayoutStore store)
    {
        foreach (var client in new[] { "c-0", "c-1", "c-2", IClientGrain.AllClients })
        {
            var payouts = Filled.Select(payout => payout.State.Payout).Where(payout => client == IClientGrain.AllClients || payout.Request.ClientId == client).ToList();
            var stats = await store.ReadStatsAsync(client, CancellationToken.None);
            Assert.Equal(payouts.Count, stats.Payouts);
            Assert.Equal(payouts.Min(payout => payout.CreatedAt), stats.FirstPayoutAt);
            Assert.Equal(payouts.Max(payout => payout.CreatedAt), stats.LastPayoutAt);
            Assert.Equal(
                payouts.GroupBy(payout => (payout.Request.Asset, payout.Status)).OrderBy(group => group.Key.Asset, StringComparer.Ordinal).ThenBy(group => group.Key.Status)
                    .Select(group => new StatusTotal(group.Key.Asset, group.Key.Status, group.Count(), group.Sum(payout => payout.Request.Amount))),
                stats.Totals);
        }
    }

    private static IEnumerable<(PayoutState State, PayoutStatus? Counted)> InOrder() =>
        Filled.OrderBy(payout => payout.State.Payout.CreatedAt).ThenBy(payout => payout.State.Payout.Id, StringComparer.Ordinal);

    /// <summary>Many of the same millisecond, some with the same first 22 bits; folded, never folded, and folded before their last change.</summary>
    private static IEnumerable<(PayoutState State, PayoutStatus? Counted)> Stored()
    {
        for (var i = 0; i < 300; i++)
        {
            var status = (PayoutStatus)(i % 5);
            var state = A.Payout($"k{i}", $"c-{i % 3}", i % 2 == 0 ? "BTC" : "USDT", 1.5m + i, A.Start.AddMilliseconds(i % 4)).In(status).With(payout => payout with
            {
                Id = i % 10 == 0 ? $"abcdef{payout.Id[6..]}" : payout.Id,
                UpdatedAt = payout.CreatedAt.AddMilliseconds(1000 + i),
                Reason = status == PayoutStatus.Failed ? PayoutReason.ProviderFailed : null,
                NeedsAttention = i % 9 == 0,
                Version = 1 + (i % 5),
            });
            yield return (state, (i % 7) switch
            {
                0 => null,
                1 when status != PayoutStatus.Pending => PayoutStatus.Pending,
                _ => status,
            });
        }
    }
}
