namespace Payouts.House.Tests;

/// <summary>Whoever follows a comment to a document finds it.</summary>
public sealed class CitationTests
{
    [Fact]
    public void Every_document_and_heading_that_the_code_cites_exists()
    {
        var dead = Citations.Files
            .Where(path => !path.StartsWith("tests/House.Tests/", StringComparison.Ordinal))
            .SelectMany(path => Citations.Dead(Repository.Text(path), Document).Select(fault => $"{path}: {fault}"));

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
    [InlineData("/// <summary>A rule (docs/gone.md).</summary>", "docs/gone.md does not exist.")]
    [InlineData("// See docs/there.md,\n    // \"A lost heading\".", "docs/there.md has no heading \"A lost heading\".")]
    public void A_dead_citation_is_found(string text, string fault) =>
        Assert.Equal([fault], Citations.Dead(text, path => path == "docs/there.md" ? "# A page\n\n## A `good` heading\n" : null));

    [Fact]
    public void A_good_citation_is_none() =>
        Assert.Empty(Citations.Dead("// docs/there.md, \"A good heading\"", _ => "# A page\n\n## A `good` heading\n"));

    private static string? Document(string path) => File.Exists(Path.Combine(Repository.Root, path)) ? Repository.Text(path) : null;
}
