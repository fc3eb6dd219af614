namespace Payouts.House.Tests;

/// <summary>What a comment or a document names exists.</summary>
public sealed class CitationTests
{
    // In two pieces, so that these examples cite nothing themselves.
    private const string Gone = "docs/gone" + Ending;
    private const string There = "docs/there" + Ending;
    private const string Ending = ".md";

    [Fact]
    public void Every_document_and_heading_that_the_code_cites_exists()
    {
        var dead = Citations.Files.SelectMany(path => Citations.Dead(Repository.Text(path), Document).Select(error => $"{path}: {error}"));

        Assert.Empty(dead);
    }

    [Fact]
    public void Every_decision_that_the_code_cites_exists()
    {
        var decisions = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/adr"), "*.md").Select(path => Path.GetFileName(path)[..4]).ToHashSet(StringComparer.Ordinal);
        var cited = Citations.Files.SelectMany(path => Citations.Decisions(Repository.Text(path)).Select(number => (path, number)));

        Assert.DoesNotContain(cited, citation => !decisions.Contains(citation.number));
    }

    [Fact]
    public void Every_test_that_a_document_names_exists()
    {
        var sources = string.Join('\n', Repository.Projects.SelectMany(project => project.Sources).Select(source => source.Text));
        var classes = Citations.TestNames(sources).ToHashSet(StringComparer.Ordinal);
        var named = Repository.Files(".md").Where(path => path != "CHANGELOG.md").SelectMany(path => Citations.TestNames(Repository.Text(path)).Select(name => (path, name)));

        Assert.DoesNotContain(named, test => !classes.Contains(test.name));
    }

    [Theory]
    [InlineData($"/// <summary>A rule ({Gone}).</summary>", $"{Gone} does not exist.")]
    [InlineData($"// See {There},\n    // \"A lost heading\".", $"{There} has no heading \"A lost heading\".")]
    public void A_dead_citation_is_found(string text, string error) => Assert.Equal([error], Citations.Dead(text, Page));

    [Fact]
    public void A_good_citation_is_none() => Assert.Empty(Citations.Dead($"// {There}, \"A good heading\"", Page));

    private static string? Page(string path) => path == There ? "# A page\n\n## A `good` heading\n" : null;

    private static string? Document(string path) => File.Exists(Path.Combine(Repository.Root, path)) ? Repository.Text(path) : null;
}
