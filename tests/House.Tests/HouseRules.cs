namespace Payouts.House.Tests;

/// <summary>The rules, as functions of sources, so that each can be shown to find what it forbids.</summary>
internal static class HouseRules
{
    /// <summary>Circles of files, each with the uses that close it.</summary>
    public static IEnumerable<IReadOnlyList<Use>> CirclesOfFiles(IReadOnlyList<Source> sources)
    {
        var units = SourceGraph.Units(sources);
        return CirclesOf(SourceGraph.Uses(sources), file => units[file]);
    }

    /// <summary>Circles of folders, each with the uses that close it. A project's root is a folder too.</summary>
    public static IEnumerable<IReadOnlyList<Use>> CirclesOfFolders(IReadOnlyList<Source> sources)
    {
        var folders = sources.ToDictionary(source => source.FullPath, source => $"{source.Project}/{source.Folder}", StringComparer.Ordinal);
        return CirclesOf(SourceGraph.Uses(sources), file => folders[file]);
    }

    /// <summary>What a person needs to cut a circle.</summary>
    public static string Told(IReadOnlyList<Use> circle) =>
        "A circle:\n" + string.Join('\n', circle.Select(use => $"  {use.From} uses {use.Name} of {use.To}"));

    private static IEnumerable<IReadOnlyList<Use>> CirclesOf(IReadOnlyList<Use> uses, Func<string, string> node) =>
        Circles.Of(uses.Select(use => (node(use.From), node(use.To))))
            .Select(circle => circle.ToHashSet(StringComparer.Ordinal))
            .Select(IReadOnlyList<Use> (circle) => [.. uses.Where(use => node(use.From) != node(use.To) && circle.Contains(node(use.From)) && circle.Contains(node(use.To)))]);
}
