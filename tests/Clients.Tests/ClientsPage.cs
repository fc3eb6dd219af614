using System.Text.RegularExpressions;

namespace Payouts.Clients.Tests;

/// <summary>The commands in docs/clients.md, which the tests run as written.</summary>
internal sealed partial class ClientsPage(string text)
{
    private const string Address = "http://127.0.0.1:8080/";

    /// <summary>The command that runs a tool, as one line.</summary>
    /// <param name="tool">The tool's package.</param>
    /// <param name="service">Replaces the address on the page.</param>
    public string CommandOf(string tool, Uri service)
    {
        var command = Blocks().Matches(text)
            .SelectMany(block => block.Groups["lines"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Single(line => line.Contains($" {tool}@", StringComparison.Ordinal));
        Assert.Contains(Address, command, StringComparison.Ordinal);
        return command.Replace(Address, service.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Whether the page names a package with exactly that version.</summary>
    public bool Names(string package, string version) =>
        Regex.IsMatch(text, $@"{Regex.Escape(package)}(@| --version ){Regex.Escape(version)}(\s|`|$)", RegexOptions.Multiline, TimeSpan.FromSeconds(1));

    [GeneratedRegex("```sh\n(?<lines>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
