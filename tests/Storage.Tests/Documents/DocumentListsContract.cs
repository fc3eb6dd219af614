using System.Data.Common;
using Payouts.Grains.Documents;

namespace Payouts.Storage.Tests.Documents;

public sealed class PostgresDocumentListsTests() : DocumentListsContract(new PostgresRig());

public sealed class SqliteDocumentListsTests() : DocumentListsContract(new SqliteRig());

/// <summary>What lists of documents must hold to on every database.</summary>
public abstract class DocumentListsContract(DocumentRig rig) : IAsyncLifetime
{
    private const string Kind = "listed-note";

    private OpenDocuments _documents = null!;

    public async ValueTask InitializeAsync()
    {
        await rig.CreateAsync();
        _documents = await OpenDocuments.OfAsync(rig);
    }

    public async ValueTask DisposeAsync()
    {
        await _documents.DisposeAsync();
        await rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_is_paged_by_place_then_key_byte_by_byte(bool descending)
    {
        (string Sort, string Key)[] expected = [("", "z"), ("1", "B"), ("1", "a"), ("1", "b"), ("10", "a"), ("2", "a"), ("Z", "a"), ("a", "a"), ("é", "a"), ("é", "b")];
        foreach (var (sort, key) in expected.Reverse())
        {
            await PutAsync(key + sort.Length + sort, new ListedNote("l", sort, key));
        }

        // The key follows the same order as the note's text.
        var found = await AllAsync("l", 3, descending);

        Assert.Equal(descending ? expected.Reverse() : expected, found.Select(note => (note.Sort, note.Text)));
    }

    [Fact]
    public async Task A_list_has_the_documents_of_its_kind_and_name_and_no_others()
    {
        await PutAsync("a", new ListedNote("l", "1", "this"));
        await PutAsync("b", new ListedNote("L", "1", "another list"));
        await PutAsync("c", new ListedNote("l ", "1", "another list"));
        await _documents.Storage.WriteAsync("a", new Note("another kind", "l", "1"));
        await _documents.Storage.WriteAsync("b", new Note("in no list"));
        await rig.ExecuteAsync(
            "INSERT INTO documents SELECT 'another', kind, key, n0, n1, version, document, changed_at FROM documents WHERE kind = 'listed-note'");

        Assert.Equal(["this"], (await AllAsync("l", 10)).Select(note => note.Text));
        Assert.Empty(await AllAsync("none", 10));
    }

    [Fact]
    public async Task A_document_changes_its_list_with_its_write()
    {
        var etag = await PutAsync("a", new ListedNote("open", "1", "note"));
        await PutAsync("a", new ListedNote("closed", "2", "note"), etag);

        Assert.Empty(await AllAsync("open", 10));
        var page = await _documents.Lists.PageAsync(Kind, "closed", null, 10, descending: false);
        var document = Assert.Single(page.Documents);
        Assert.Equal((new DocumentPosition("2", "a"), 2), (document.Position, document.Version));
    }

    [Fact]
    public async Task Pages_stay_where_they_are_while_documents_come()
    {
        const int Before = 60;
        for (var i = 0; i < Before; i++)
        {
            await PutAsync($"old-{i:00}", new ListedNote("l", $"{2 * i / 4:000}", "old"));
        }

        var seen = new List<DocumentPosition>();
        DocumentPosition? after = null;
        for (var i = 0; ; i++)
        {
            // Ahead of the page, behind it, and among the documents of one place.
            await PutAsync($"new-{i:00}", new ListedNote("l", $"{i * 7 % 30:000}", "new"));
            var page = await _documents.Lists.PageAsync(Kind, "l", after, 7, descending: false);
            seen.AddRange(page.Documents.Select(document => document.Position));
            if (!page.HasMore)
            {
                break;
            }

            Assert.Equal(7, page.Documents.Count);
            after = page.Documents[^1].Position;
        }

        Assert.Equal(seen.Distinct().OrderBy(position => position.Sort, StringComparer.Ordinal).ThenBy(position => position.Key, StringComparer.Ordinal), seen);
        Assert.Equal(Before, seen.Count(position => position.Key.StartsWith("old", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_page_says_whether_there_is_more()
    {
        foreach (var key in "abc")
        {
            await PutAsync($"{key}", new ListedNote("l", "1", ""));
        }

        Assert.True((await _documents.Lists.PageAsync(Kind, "l", null, 2, descending: false)).HasMore);
        Assert.False((await _documents.Lists.PageAsync(Kind, "l", null, 3, descending: false)).HasMore);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _documents.Lists.PageAsync(Kind, "l", null, 0, descending: false));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _documents.Lists.PageAsync(Kind, "l", null, 1001, descending: false));
    }

    [Fact]
    public async Task One_document_of_an_unknown_format_does_not_hide_the_others()
    {
        await PutAsync("a", new ListedNote("l", "1", "good"));
        await PutAsync("b", new ListedNote("l", "2", "bad"));
        await rig.ExecuteAsync("""UPDATE documents SET document = '{"format":9,"list":"l","sort":"2"}' WHERE key = 'b'""");

        var page = await _documents.Lists.PageAsync(Kind, "l", null, 10, descending: false);

        Assert.Equal("good", page.Documents[0].Read<ListedNote>().Text);
        Assert.Throws<InvalidDataException>(() => page.Documents[1].Read<ListedNote>());
    }

    // PostgreSQL keeps \u0000 in json and cannot take it apart: the index must not make the write fail.
    [Fact]
    public async Task A_document_with_an_odd_letter_stands_in_its_list()
    {
        await PutAsync("a", new ListedNote("l", "1", "\0\\u0000\ud83d\ude00"));

        Assert.Equal("\0\\u0000\ud83d\ude00", Assert.Single(await AllAsync("l", 10)).Text);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_page_starts_at_its_place_in_the_index_and_sorts_nothing(bool isFirst, bool descending)
    {
        var plan = rig is SqliteRig ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
        await using var connection = await _documents.Database.Source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = plan + _documents.Database.Page(isFirst, descending);
        foreach (var (name, value) in new (string, object)[] { ("service", "payouts"), ("kind", Kind), ("list", "l"), ("sort", "1"), ("key", "a"), ("limit", 10) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add($"{reader.GetValue(reader.FieldCount - 1)}");
        }

        var text = string.Join('\n', lines);
        Assert.Contains(rig is SqliteRig ? "SEARCH documents USING INDEX documents_list (kind=? AND <expr>=?" : " using documents_list ", text, StringComparison.Ordinal);
        Assert.Equal(!isFirst, text.Contains(rig is SqliteRig ? (descending ? "<expr><?" : "<expr>>?") : "AND (ROW(", StringComparison.Ordinal));
        Assert.DoesNotContain("Sort", text, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", text, StringComparison.Ordinal);
    }

    private async Task<List<ListedNote>> AllAsync(string list, int limit, bool descending = false)
    {
        var all = new List<ListedNote>();
        DocumentPage page;
        DocumentPosition? after = null;
        do
        {
            page = await _documents.Lists.PageAsync(Kind, list, after, limit, descending);
            all.AddRange(page.Documents.Select(document => document.Read<ListedNote>()));
            after = page.Documents.Count > 0 ? page.Documents[^1].Position : null;
        }
        while (page.HasMore);

        return all;
    }

    private Task<string> PutAsync(string key, ListedNote note, string? etag = null) => _documents.Storage.WriteAsync(key, note, etag, Kind);
}
