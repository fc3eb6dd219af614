using System.Text.RegularExpressions;

namespace Payouts.Console.Help;

/// <summary>A run of text that looks one way.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Mark">How.</param>
public sealed record HelpRun(string Text, HelpMark Mark);

/// <summary>How a run looks.</summary>
public enum HelpMark { Plain, Code, Strong }

/// <summary>A part of a section of a document, in the few forms that ours have.</summary>
public abstract record HelpBlock
{
    /// <summary>A paragraph.</summary>
    public sealed record Paragraph(string Text) : HelpBlock;

    /// <summary>A list.</summary>
    public sealed record Items(IReadOnlyList<string> Lines) : HelpBlock;

    /// <summary>A table; the first row is its head.</summary>
    public sealed record Table(IReadOnlyList<IReadOnlyList<string>> Rows) : HelpBlock;
}

/// <summary>
/// Our documents as the page Help shows them, read from the assembly, so that the page works when nothing else does. It knows the Markdown that they
/// use: paragraphs, lists, tables, code, bold. Of a link it keeps the words: where it leads is not on this host.
/// </summary>
public static partial class HelpText
{
    /// <summary>The lines under a heading, up to the next of the same or a higher level.</summary>
    /// <param name="document">Its path, under <c>docs/</c>.</param>
    /// <param name="heading">The heading's words.</param>
    /// <exception cref="InvalidDataException">There is no such heading.</exception>
    public static IReadOnlyList<HelpBlock> Section(string document, string heading)
    {
        using var stream = typeof(HelpText).Assembly.GetManifestResourceStream(document) ?? throw new InvalidDataException($"{document} is not in this assembly.");
        using var reader = new StreamReader(stream);
        string[] lines = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith('#') && Words(line.TrimStart('#', ' ')) == heading);
        if (start < 0)
        {
            throw new InvalidDataException($"{document} has no heading \"{heading}\".");
        }

        var level = lines[start].IndexOf(' ', StringComparison.Ordinal);
        return Blocks(lines.Skip(start + 1).TakeWhile(line => !line.StartsWith('#') || line.IndexOf(' ', StringComparison.Ordinal) > level));
    }

    /// <summary>The reasons (docs/lifecycle.md, "Reasons"), each with the statuses it comes with.</summary>
    public static IReadOnlyList<(string Reason, string With)> Reasons() =>
    [
        .. Section("docs/lifecycle.md", "Reasons").OfType<HelpBlock.Table>().SelectMany(table => table.Rows.Skip(1))
            .SelectMany(row => Runs(row[0]).Where(run => run.Mark == HelpMark.Code).Select(run => (run.Text, row[1])))
    ];

    /// <summary>Text in its runs.</summary>
    public static IReadOnlyList<HelpRun> Runs(string text) =>
    [
        .. Marks().Split(Link().Replace(text, "$1")).Where(part => part.Length > 0).Select(part => part switch
        {
            ['`', .. var code, '`'] => new HelpRun(code, HelpMark.Code),
            ['*', '*', .. var strong, '*', '*'] => new HelpRun(strong.Replace("`", "", StringComparison.Ordinal), HelpMark.Strong),
            _ => new HelpRun(part, HelpMark.Plain)
        })
    ];

    /// <summary>Text without its marks.</summary>
    public static string Words(string text) => string.Concat(Runs(text).Select(run => run.Text));

    private static List<HelpBlock> Blocks(IEnumerable<string> lines)
    {
        var blocks = new List<HelpBlock>();
        var part = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (line.Length > 0 && !line.StartsWith('#'))
            {
                part.Add(line);
            }
            else if (part.Count > 0)
            {
                blocks.Add(Block(part));
                part = [];
            }
        }

        return blocks;
    }

    private static HelpBlock Block(List<string> lines) => lines[0] switch
    {
        ['|', ..] => new HelpBlock.Table([.. lines.Where((_, at) => at != 1).Select(Cells)]),
        ['-', ' ', ..] => new HelpBlock.Items([.. string.Join('\n', lines)[2..].Split("\n- ").Select(item => item.Replace("\n  ", " ", StringComparison.Ordinal))]),
        _ => new HelpBlock.Paragraph(string.Join(' ', lines))
    };

    private static List<string> Cells(string line) => [.. line.Trim()[1..^1].Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(`[^`]+`|\*\*[^*]+\*\*)")]
    private static partial Regex Marks();
}
