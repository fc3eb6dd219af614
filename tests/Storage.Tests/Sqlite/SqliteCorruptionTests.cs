using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>A corrupt file is not opened; one that turns out to be corrupt is no longer used.</summary>
public sealed class SqliteCorruptionTests : IAsyncLifetime
{
    private const int PageSize = 4096;

    private readonly SqliteFile _file = new();
    private readonly List<PayoutState> _stored = [.. Enumerable.Range(0, 500).Select(i => A.Payout($"k{i}"))];

    public async ValueTask InitializeAsync()
    {
        await using var store = (SqlitePayoutStore)await _file.OpenAsync();
        foreach (var batch in _stored.Chunk(250))
        {
            await store.WriteAsync([.. batch.Select(state => new PayoutWrite(state, 0, []))], CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(-1)]
    public async Task A_file_with_a_page_of_garbage_is_not_opened_and_left_as_it_is(int page)
    {
        var pages = new FileInfo(_file.FilePath).Length / PageSize;
        Garble(page > 0 ? page - 1 : pages + page, pages: 1);
        using var file = new CrashedFile(_file.FilePath);

        var sentence = await file.RefusalAsync();

        Assert.Contains("ConnectionStrings__Payouts", sentence, StringComparison.Ordinal);
        Assert.Contains("is corrupt", sentence, StringComparison.Ordinal);
        Assert.Contains("docs/operations.md", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public async Task A_file_that_is_cut_short_is_not_opened()
    {
        using var file = new CrashedFile(_file.FilePath);
        using (var cut = File.OpenWrite(file.Database))
        {
            cut.SetLength(cut.Length / 2);
        }

        Assert.Contains("is corrupt", await file.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_in_the_log_alone_is_found_and_the_log_is_not_written_into_the_file()
    {
        await using var store = (SqlitePayoutStore)await _file.OpenAsync();
        await store.ProbeAsync(CancellationToken.None);
        using var file = new CrashedFile(_file.FilePath);
        using var operating = new SqliteConnection($"Data Source={file.Database};Pooling=False");
        operating.Open();
        operating.Execute("PRAGMA wal_autocheckpoint = 0; PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 3 WHERE name = 'payouts_due'");
        using var crashed = new CrashedFile(file.Database);

        Assert.Contains("is corrupt", await crashed.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_meets_corruption_reads_and_writes_nothing_any_more()
    {
        await using var store = (SqlitePayoutStore)await _file.OpenAsync();
        Garble(page: 1, pages: (int)(new FileInfo(_file.FilePath).Length / PageSize) - 1);
        var met = await Assert.ThrowsAsync<SqliteException>(() => store.ReadAsync(_stored[0].Payout.Id, CancellationToken.None));
        Assert.True(SqliteCheck.IsCorruption(met));

        Func<Task>[] calls =
        [
            () => store.ReadAsync(_stored[1].Payout.Id, CancellationToken.None),
            () => store.WriteAsync([new PayoutWrite(A.Payout("new"), 0, [])], CancellationToken.None),
            () => store.QueryAsync(new PayoutQuery(), CancellationToken.None),
            () => store.FindDueAsync(0, A.Start, 1, CancellationToken.None),
            () => store.ReadEndOfEventsAsync(CancellationToken.None),
            () => store.FoldStatsAsync(1, CancellationToken.None),
            () => store.ReadStatsAsync("c-1", CancellationToken.None),
            () => store.ProbeAsync(CancellationToken.None),
        ];
        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<InvalidDataException>(call);
            Assert.Contains("is corrupt", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_write_that_meets_corruption_is_the_last_one()
    {
        await using var store = (SqlitePayoutStore)await _file.OpenAsync();
        Garble(page: 1, pages: (int)(new FileInfo(_file.FilePath).Length / PageSize) - 1);

        await Assert.ThrowsAsync<SqliteException>(() => store.WriteAsync([new PayoutWrite(A.Payout("new"), 0, [])], CancellationToken.None));

        await Assert.ThrowsAsync<InvalidDataException>(() => store.ProbeAsync(CancellationToken.None));
    }

    private void Garble(long page, int pages)
    {
        using var file = new FileStream(_file.FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Position = page * PageSize;
        var garbage = new byte[pages * PageSize];
        Array.Fill(garbage, (byte)0xA5);
        file.Write(garbage);
    }
}
