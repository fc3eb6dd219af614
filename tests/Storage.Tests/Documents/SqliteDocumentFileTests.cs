using System.Globalization;
using Microsoft.Data.Sqlite;
using Orleans.Storage;
using Payouts.Storage.Documents;

namespace Payouts.Storage.Tests.Documents;

/// <summary>The documents' SQLite file: who has it, and what it survives.</summary>
public sealed class SqliteDocumentFileTests : IAsyncDisposable
{
    private readonly SqliteRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_second_owner_is_refused_until_the_first_is_gone()
    {
        await using (var first = _rig.Open())
        {
            await first.OpenAsync(CancellationToken.None);
            await first.OpenAsync(CancellationToken.None);
            await using var second = _rig.Open();

            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => second.OpenAsync(CancellationToken.None));

            Assert.Contains(SqliteDocuments.SettingName, refused.Message, StringComparison.Ordinal);
            Assert.Contains(_rig.FilePath, refused.Message, StringComparison.Ordinal);
        }

        await using var third = _rig.Open();
        await third.OpenAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Every_connection_has_a_log_and_waits_for_the_disk()
    {
        await using var documents = await OpenDocuments.OfAsync(_rig);
        for (var i = 0; i < 3; i++)
        {
            await using var connection = await documents.Database.Source.OpenConnectionAsync();
            Assert.Equal(("wal", "2", "10000"), (Pragma("journal_mode"), Pragma("synchronous"), Pragma("busy_timeout")));

            string? Pragma(string name)
            {
                using var command = connection.CreateCommand();
                command.CommandText = $"PRAGMA {name}";
                return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            }
        }
    }

    [Fact]
    public async Task Closing_leaves_one_file_and_no_log()
    {
        await using (var documents = await OpenDocuments.OfAsync(_rig))
        {
            await documents.Storage.WriteAsync("a", new Note("eins"));
            Assert.True(File.Exists(_rig.FilePath + "-wal"));
        }

        Assert.False(File.Exists(_rig.FilePath + "-wal"));
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_files_of_a_process_that_was_killed()
    {
        await using var documents = await OpenDocuments.OfAsync(_rig);
        await documents.Storage.WriteAsync("a", new Note("eins"));
        var copy = new SqliteRig();
        Directory.CreateDirectory(Path.GetDirectoryName(copy.FilePath)!);
        foreach (var suffix in new[] { "", "-wal" })
        {
            File.Copy(_rig.FilePath + suffix, copy.FilePath + suffix);
        }

        await using (var after = await OpenDocuments.OfAsync(copy))
        {
            Assert.Equal("eins", (await after.Storage.ReadAsync<Note>("a")).State!.Text);
        }

        await copy.DisposeAsync();
    }

    [Fact]
    public async Task A_corrupt_file_is_refused_with_a_sentence_and_can_be_opened_once_it_is_restored()
    {
        await using (var documents = await OpenDocuments.OfAsync(_rig))
        {
            await documents.Storage.WriteAsync("a", new Note("eins"));
        }

        var good = await File.ReadAllBytesAsync(_rig.FilePath);
        await File.WriteAllBytesAsync(_rig.FilePath, [.. good.Take(4096), .. new byte[good.Length - 4096]]);
        await using var restored = _rig.Open();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => restored.OpenAsync(CancellationToken.None));
        Assert.Contains($"'{_rig.FilePath}' is corrupt", refused.Message, StringComparison.Ordinal);
        Assert.Contains(SqliteDocuments.SettingName, refused.Message, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(_rig.FilePath, good);
        await restored.OpenAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=file:x")]
    [InlineData("Data Source=x;Mode=Memory")]
    [InlineData("garbage")]
    public void What_names_no_file_is_refused(string connectionString) =>
        Assert.ThrowsAny<ArgumentException>(() => new SqliteDocuments(connectionString));

    [Fact]
    public async Task A_write_that_the_disk_refuses_is_an_error_and_leaves_what_was()
    {
        await using var documents = await OpenDocuments.OfAsync(_rig);
        var etag = await documents.Storage.WriteAsync("a", new Note("eins"));
        await using var other = (SqliteConnection)_rig.Connect();
        await other.OpenAsync();
        await using (var trigger = other.CreateCommand())
        {
            trigger.CommandText = "CREATE TRIGGER full BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'disk full'); END";
            await trigger.ExecuteNonQueryAsync();
        }

        await Assert.ThrowsAsync<OrleansException>(() => documents.Storage.WriteAsync("a", new Note("zwei"), etag));

        Assert.Equal(etag, (await documents.Storage.ReadAsync<Note>("a")).ETag);
    }
}
