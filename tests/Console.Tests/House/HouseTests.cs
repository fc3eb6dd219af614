using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Payouts.Console.Tests.House;

/// <summary>What must not stand in the console's sources.</summary>
public sealed partial class HouseTests
{
    private static readonly string Root = typeof(HouseTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!;
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Root, "src/Console"));

    [Fact]
    public void No_page_has_inline_style_or_script_or_raw_HTML() =>
        Assert.Empty(Sources().SelectMany(source => Raw().Matches(source.Text).Select(match => $"{source.Path}: {match.Value}")));

    [Fact]
    public void Only_Words_and_Status_know_the_words_of_a_status() => Assert.Empty(
        Sources().Where(source => !source.Path.StartsWith("Words/", StringComparison.Ordinal) && source.Path != "Parts/Status.razor")
            .SelectMany(source => StatusWords().Matches(source.Text).Select(match => $"{source.Path}: {match.Value}")));

    [Theory]
    [InlineData("<p style=\"color: red\">")]
    [InlineData("((MarkupString)text)")]
    [InlineData("<script>go()</script>")]
    [InlineData("<a onclick=\"go()\">")]
    public void What_is_forbidden_is_found(string text) => Assert.Matches(Raw(), text);

    [Fact]
    public void A_file_is_as_short_as_it_must_be() => Assert.Empty(
        Sources().Concat(Files("*.css")).Concat(Files("*.js")).Where(source => source.Text.Count(character => character == '\n') > (source.Path.EndsWith(".css", StringComparison.Ordinal) ? 400 : 250))
            .Select(source => source.Path));

    [Theory]
    [InlineData("src/Console", "docs/adr/0032-pages-rendered-on-the-server.md")]
    [InlineData("src/Client", "docs/adr/0035-a-hand-written-sdk.md")]
    public void The_whole_is_no_larger_than_its_decision_says(string folder, string decision)
    {
        var stated = Stated().Match(File.ReadAllText(Path.Combine(Root, decision)));
        var lines = new[] { "*.cs", "*.razor", "*.css", "*.js" }.SelectMany(pattern => Files(pattern, Path.Combine(Root, folder))).Sum(file => file.Text.Count(character => character == '\n'));

        Assert.True(stated.Success, $"{decision} states no number of lines.");
        Assert.InRange(lines, 1, int.Parse(stated.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
    }

    private static IEnumerable<(string Path, string Text)> Sources() => Files("*.razor").Concat(Files("*.cs"));

    private static IEnumerable<(string Path, string Text)> Files(string pattern) => Files(pattern, Folder);

    private static IEnumerable<(string Path, string Text)> Files(string pattern, string folder) => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
        .Select(path => (Path: Path.GetRelativePath(folder, path).Replace('\\', '/'), Text: File.ReadAllText(path)))
        .Where(file => !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal));

    [GeneratedRegex(@"\*\*At most ([0-9,]+) lines\*\*")]
    private static partial Regex Stated();

    [GeneratedRegex("""\sstyle=|MarkupString|AddMarkupContent|<script>|\son(click|change|input|submit|load|error)=""")]
    private static partial Regex Raw();

    [GeneratedRegex("\"pending\"|\\bPayoutStatus\\.[A-Z]")]
    private static partial Regex StatusWords();
}
