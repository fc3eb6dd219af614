using Orleans.Storage;

namespace Payouts.Storage.Tests.Documents;

public sealed class PostgresDocumentFormatsTests() : DocumentFormatsContract(new PostgresRig());

public sealed class SqliteDocumentFormatsTests() : DocumentFormatsContract(new SqliteRig());

/// <summary>What becomes of documents of other releases, on every database.</summary>
public abstract class DocumentFormatsContract(DocumentRig rig) : DocumentsTest(rig)
{
    [Theory]
    [InlineData("""{"format":3,"text":"from tomorrow","more":1}""", "format 3, and this release reads formats up to 2")]
    [InlineData("""{"format":2,"text":"from tomorrow","more":1}""", "not what a document of its kind can be")]
    [InlineData("""{"text":"by hand"}""", "no format")]
    [InlineData("""{"format":"2","text":"by hand"}""", "no format")]
    public async Task A_document_of_an_unknown_format_is_refused_and_never_overwritten(string json, string sentence)
    {
        await Storage.WriteAsync("a", new Note("eins"));
        await Rig.ExecuteAsync($"UPDATE documents SET document = '{json}' WHERE kind = 'note'");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Storage.ReadAsync<Note>("a"));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteAsync("a", new Note("over it")));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Contains("'note' with the key 'a'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(json, await Rig.TextAsync("SELECT document FROM documents WHERE kind = 'note'"));
    }

    [Fact]
    public async Task A_document_of_an_older_format_is_read_and_written_back_in_this_releases()
    {
        var etag = await Storage.WriteAsync("a", new Note("eins"));
        await Rig.ExecuteAsync("""UPDATE documents SET document = '{"format":1,"text":"old"}' WHERE kind = 'note'""");

        var read = await Storage.ReadAsync<Note>("a");
        await Storage.WriteAsync("a", read.State!, etag);

        Assert.Equal("""{"format":2,"text":"old"}""", await Rig.TextAsync("SELECT document FROM documents WHERE kind = 'note'"));
    }
}
