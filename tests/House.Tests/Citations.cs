using System.Text.RegularExpressions;

namespace Payouts.House.Tests;

/// <summary>The documents that code cites: by path, by path and heading, or by the number of a decision.</summary>
internal static partial class Citations
{
    private static readonly string[] Endings = [".cs", ".csproj", ".props", ".sh", ".service", ".editorconfig", ".ci/run", "Caddyfile"];

    // Files beside the code that is meant, and pages that a test copies beside itself.
    private static readonly string[] NotOfTheRoot = ["README.md", "Heleket.README.md", "clients.md", "operations.md"];

    /// <summary>The files that are looked through.</summary>
    public static IEnumerable<string> Files => Repository.Files("").Where(path => Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>Citations of documents or headings that are not there.</summary>
    /// <param name="text">Of a file.</param>
    /// <param name="documents">The text of a document by its path; <see langword="null"/> when there is none.</param>
    public static IEnumerable<string> Dead(string text, Func<string, string?> documents)
    {
        var flat = LineBreak().Replace(text, " ");
        foreach (Match cited in Document().Matches(flat))
        {
            var (path, heading) = (cited.Groups["path"].Value, cited.Groups["heading"].Value);
            if (heading.Length == 0 && NotOfTheRoot.Contains(path))
            {
                continue;
            }

            if (documents(path) is not { } document)
            {
                yield return $"{path} does not exist.";
            }
            else if (heading.Length > 0 && !Headings(document).Contains(heading))
            {
                yield return $"{path} has no heading \"{heading}\".";
            }
        }
    }

    /// <summary>Numbers of decisions that are cited: <c>docs/adr/0012</c>.</summary>
    public static IEnumerable<string> Decisions(string text) => Decision().Matches(text).Select(cited => cited.Groups["number"].Value).Distinct();

    /// <summary>Names of test classes in a text.</summary>
    public static IEnumerable<string> TestNames(string text) => TestName().Matches(text).Select(match => match.Value).Distinct();

    private static HashSet<string> Headings(string document) =>
        [.. Heading().Matches(document).Select(match => match.Groups["text"].Value.Replace("`", "", StringComparison.Ordinal).Trim())];

    [GeneratedRegex(@"\n\s*(///|//|\#)?[ \t]*")]
    private static partial Regex LineBreak();

    [GeneratedRegex("""(?<![\w/.-])(?<path>\w[\w./-]*\.md)\b(?:, "(?<heading>[^"]+)")?""")]
    private static partial Regex Document();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+Tests\b(?!\.dll)")]
    private static partial Regex TestName();

    [GeneratedRegex(@"docs/adr/(?<number>\d{4})")]
    private static partial Regex Decision();

    [GeneratedRegex(@"^\#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
