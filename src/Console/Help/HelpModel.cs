using System.Collections.Immutable;

namespace Payouts.Console.Help;

/// <summary>A section of a document.</summary>
/// <param name="Anchor">Its place in the page.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">What it says.</param>
public sealed record HelpSection(string Anchor, string Title, IReadOnlyList<HelpBlock> Blocks)
{
    /// <summary>The anchor of a table's row.</summary>
    public Func<IReadOnlyList<string>, string?>? RowId { get; init; }
}

/// <summary>The page.</summary>
/// <param name="Reasons">Each reason, with the statuses it comes with.</param>
/// <param name="Sections">Sections of our documents.</param>
public sealed record HelpModel(IReadOnlyList<(string Reason, string With)> Reasons, ImmutableArray<HelpSection> Sections)
{
    private static readonly HelpModel Read = new(HelpText.Reasons(),
    [
        new("statuses", "Statuses", HelpText.Section("docs/lifecycle.md", "Status and detail")) { RowId = row => HelpText.Words(row[1]) is { Length: > 0 } detail ? detail : HelpText.Words(row[0]) },
        new("attention", "What needs attention", HelpText.Section("docs/lifecycle.md", "needs_attention")),
        new("down", "When something is down", HelpText.Section("docs/operations.md", "When something is down"))
    ]);

    /// <summary>The page, which is the same for everybody.</summary>
    public static HelpModel Of() => Read;
}
