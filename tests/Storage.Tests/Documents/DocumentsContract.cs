using System.Data.Common;
using System.Globalization;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Storage.Documents;

namespace Payouts.Storage.Tests.Documents;

public sealed class PostgresDocumentsTests() : DocumentsContract(new PostgresRig());

public sealed class SqliteDocumentsTests() : DocumentsContract(new SqliteRig());

/// <summary>What the storage of documents must hold to on every database.</summary>
public abstract class DocumentsContract(DocumentRig rig) : DocumentsTest(rig)
{
    [Fact]
    public async Task What_was_written_is_read_and_its_tag_is_its_version()
    {
        Assert.Equal("1", await Storage.WriteAsync("a", new Note("eins", Amount: 1.50m)));
        Assert.Equal("2", await Storage.WriteAsync("a", new Note("zwei\0é\ud83d\ude00"), "1"));

        var read = await Storage.ReadAsync<Note>("a");
        Assert.Equal(("2", true, new Note("zwei\0é\ud83d\ude00")), (read.ETag, read.RecordExists, read.State));
    }

    [Fact]
    public async Task What_was_never_written_is_nothing()
    {
        var read = await Storage.ReadAsync<Note>("a");

        Assert.Null(read.State);
        Assert.Null(read.ETag);
        Assert.False(read.RecordExists);
    }

    [Fact]
    public async Task A_document_is_readable_json_with_its_format()
    {
        await Storage.WriteAsync("a", new Note("eins", Amount: 1.50m));

        Assert.Equal("""note/a/0/0/1 {"format":2,"text":"eins","amount":"1.50"}""", await Rig.TextAsync(
            "SELECT kind || '/' || key || '/' || n0 || '/' || n1 || '/' || version || ' ' || document FROM documents WHERE kind = 'note'"));
    }

    [Fact]
    public async Task A_stale_write_a_second_insert_and_an_update_of_nothing_conflict_and_write_nothing()
    {
        var first = await Storage.WriteAsync("a", new Note("eins"));
        await Storage.WriteAsync("a", new Note("zwei"), first);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteAsync("a", new Note("stale"), first));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteAsync("a", new Note("insert")));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteAsync("b", new Note("nothing"), "1"));

        Assert.Equal("zwei", await TextOfAsync("a"));
        Assert.False((await Storage.ReadAsync<Note>("b")).RecordExists);
    }

    [Fact]
    public async Task Of_64_racing_inserts_one_wins_each_time()
    {
        foreach (var round in Enumerable.Range(0, 20))
        {
            await RaceAsync($"insert-{round}", etag: null);
        }
    }

    [Fact]
    public async Task Of_64_racing_updates_one_wins_each_time()
    {
        foreach (var round in Enumerable.Range(0, 20))
        {
            await RaceAsync($"update-{round}", await Storage.WriteAsync($"update-{round}", new Note("first")));
        }
    }

    // Orleans' storage by itself keeps each of these groups as one document.
    [Theory]
    [InlineData("1a", "1A", "01a", "001A")]
    [InlineData("0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0", "00", "0+", "0+0")]
    [InlineData("a+b", "0a+b", "a+b+c", "b")]
    [InlineData("c-1", "C-1", "c-1 ", "c-é")]
    public async Task Every_key_is_its_own_document_and_is_stored_as_it_is(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Storage.WriteAsync(key, new Note(key));
        }

        foreach (var key in keys)
        {
            Assert.Equal(key, await TextOfAsync(key));
        }

        await using var connection = Rig.Connect();
        Assert.Equal(keys.Order(StringComparer.Ordinal), await Rig.StringsAsync("SELECT key FROM documents WHERE kind = 'note' ORDER BY key"));
    }

    [Fact]
    public async Task The_type_of_the_grain_is_no_part_of_the_key()
    {
        await Storage.WriteAsync("a", new Note("eins"));
        var read = new GrainState<Note>();
        await Storage.ReadStateAsync("note", Notes.Id("a", "another-grain"), read);

        Assert.Equal("eins", read.State!.Text);
        Assert.False((await Storage.ReadAsync<ListedNote>("a", "listed-note")).RecordExists);
    }

    [Fact]
    public async Task A_document_of_256_KiB_is_kept_and_a_larger_one_is_refused_before_anything_is_written()
    {
        var frame = new DocumentSerializer().Serialize(new Note("")).ToMemory().Length;
        var etag = await Storage.WriteAsync("a", new Note(new string('x', DocumentAttribute.UsualBytes - frame)));

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Storage.WriteAsync("a", new Note(new string('x', DocumentAttribute.UsualBytes - frame + 1)), etag));

        Assert.Contains("'note' with the key 'a'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("262145 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Contains("at most 262144", refused.Message, StringComparison.Ordinal);
        Assert.Equal(etag, (await Storage.ReadAsync<Note>("a")).ETag);
    }

    [Fact]
    public async Task The_versions_of_singleDocuments_are_read_without_them()
    {
        var versions = new SqlDocumentVersions(Documents.Database);
        await Storage.WriteAsync("another", new Note("eins"));
        await Storage.WriteAsync("note", new Note("eins"));
        await Storage.WriteAsync("note", new Note("zwei"), "1");

        var read = await versions.ReadAsync(["note", "listed-note"], CancellationToken.None);

        Assert.Equal((2, 0, 2), (read["note"], read["listed-note"], read.Count));
        await Rig.ExecuteAsync("ALTER TABLE documents RENAME TO gone");
        await Assert.ThrowsAsync<OrleansException>(() => versions.ReadAsync(["note"], CancellationToken.None));
    }

    [Fact]
    public async Task The_version_of_one_document_is_read_without_it()
    {
        var versions = new SqlDocumentVersions(Documents.Database);
        await Storage.WriteAsync("c-1", new Note("eins"));
        await Storage.WriteAsync("c-1", new Note("zwei"), "1");
        await Storage.WriteAsync("C-1", new Note("eins"));

        Assert.Equal(2, await versions.ReadAsync("note", "c-1", CancellationToken.None));
        Assert.Equal(1, await versions.ReadAsync("note", "C-1", CancellationToken.None));
        Assert.Equal(0, await versions.ReadAsync("listed-note", "c-1", CancellationToken.None));
        await Rig.ExecuteAsync("ALTER TABLE documents RENAME TO gone");
        await Assert.ThrowsAsync<OrleansException>(() => versions.ReadAsync("note", "c-1", CancellationToken.None));
    }

    [Fact]
    public async Task A_key_a_list_and_a_place_have_a_limit_too()
    {
        var longest = new string('k', Document.MostKeyBytes);
        await Storage.WriteAsync(longest, new ListedNote(new string('l', IListed.MostBytes), new string('s', IListed.MostBytes), ""), kind: "listed-note");

        await Assert.ThrowsAsync<InvalidDataException>(() => Storage.WriteAsync(longest + "k", new Note("")));
        await Assert.ThrowsAsync<InvalidDataException>(() => Storage.WriteAsync("a", new ListedNote(new string('l', IListed.MostBytes + 1), "s", ""), kind: "listed-note"));
        await Assert.ThrowsAsync<InvalidDataException>(() => Storage.WriteAsync("a", new ListedNote("l", new string('é', 1 + (IListed.MostBytes / 2)), ""), kind: "listed-note"));
        Assert.False((await Storage.ReadAsync<ListedNote>("a", "listed-note")).RecordExists);
    }

    [Fact]
    public async Task Nothing_is_ever_cleared()
    {
        var state = new GrainState<Note>(new Note("eins"), await Storage.WriteAsync("a", new Note("eins"))) { RecordExists = true };

        await Assert.ThrowsAsync<NotSupportedException>(() => Storage.ClearStateAsync("note", Notes.Id("a"), state));

        // Nor by Orleans' storage underneath.
        var rows = await Rig.ExecuteAsync(Documents.Database.Queries["ClearStorageKey"].Replace("@GrainStateVersion", "1", StringComparison.Ordinal));
        Assert.NotEqual(1, rows);
        Assert.True((await Storage.ReadAsync<Note>("a")).RecordExists);
    }

    [Fact]
    public async Task What_the_database_refuses_is_an_orleans_exception()
    {
        await Rig.ExecuteAsync("ALTER TABLE documents RENAME TO gone");

        await Assert.ThrowsAsync<OrleansException>(() => Storage.WriteAsync("a", new Note("eins")));
        await Assert.ThrowsAsync<OrleansException>(() => Storage.ReadAsync<Note>("a"));
        await Assert.ThrowsAsync<OrleansException>(() => Documents.Lists.PageAsync("note", "l", null, 10, descending: false));
    }

    [Fact]
    public async Task Orleans_table_of_statements_has_the_version_that_later_releases_ask_for() =>
        Assert.Equal("1", await Rig.TextAsync("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'StorageSchemaVersion'"));

    [Fact]
    public async Task A_restart_finds_everything_and_a_newer_schema_stops_it()
    {
        await Storage.WriteAsync("a", new Note("eins"));
        await Documents.DisposeAsync();
        Documents = await OpenDocuments.OfAsync(Rig);
        Assert.Equal("eins", await TextOfAsync("a"));

        await Rig.ExecuteAsync(Rig is SqliteRig ? "PRAGMA user_version = 9" : "UPDATE payouts_schema SET version = 9 WHERE name = 'documents'");
        await Documents.DisposeAsync();
        await using var older = Rig.Open();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => older.OpenAsync(CancellationToken.None));
        Assert.Contains("version 9", refused.Message, StringComparison.Ordinal);
        Assert.Contains(older.Setting, refused.Message, StringComparison.Ordinal);
    }

    private async Task RaceAsync(string key, string? etag)
    {
        var writers = Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            try
            {
                await Storage.WriteAsync(key, new Note($"{i}"), etag);
                return i;
            }
            catch (InconsistentStateException)
            {
                return -1;
            }
        })).ToArray();
        var winner = Assert.Single(await Task.WhenAll(writers), i => i >= 0);

        var read = await Storage.ReadAsync<Note>(key);
        Assert.Equal($"{winner}", read.State!.Text);
        Assert.Equal(etag is null ? "1" : "2", read.ETag);
    }

    private async Task<string> TextOfAsync(string key) => (await Storage.ReadAsync<Note>(key)).State!.Text;
}
