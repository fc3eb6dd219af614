using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

    /// <summary>
    /// Circles of folders, each with the uses that close it. The root of a project is no folder here: that of a library holds the types that
    /// its folders share.
    /// </summary>
    public static IEnumerable<IReadOnlyList<Use>> CirclesOfFolders(IReadOnlyList<Source> sources)
    {
        var folders = Folders(sources);
        return CirclesOf(
            [.. SourceGraph.Uses(sources).Where(use => folders[use.From].Length > 0 && folders[use.To].Length > 0)],
            file => $"{file.Split('/')[1]}/{folders[file]}");
    }

    /// <summary>Uses of a file in the root of a host by a file in one of its folders: the root puts the folders together, and knows them alone.</summary>
    public static IEnumerable<Use> UpwardArrows(IReadOnlyList<Source> sources)
    {
        var folders = Folders(sources);
        return SourceGraph.Uses(sources).Where(use => folders[use.From].Length > 0 && folders[use.To].Length == 0);
    }

    /// <summary>What a person needs to cut a circle.</summary>
    public static string Told(IReadOnlyList<Use> circle) =>
        "A circle:\n" + string.Join('\n', circle.Select(use => $"  {use}"));

    private static Dictionary<string, string> Folders(IEnumerable<Source> sources) =>
        sources.ToDictionary(source => source.FullPath, source => source.Folder, StringComparer.Ordinal);

    /// <summary>Files whose namespace is not that of their folder.</summary>
    public static IEnumerable<string> MisplacedNamespaces(Project project)
    {
        foreach (var source in project.Sources)
        {
            var expected = source.Folder.Length == 0 ? project.RootNamespace : $"{project.RootNamespace}.{source.Folder.Replace('/', '.')}";
            var declared = CSharpSyntaxTree.ParseText(source.Text).GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();
            if (declared is not null && declared != expected)
            {
                yield return $"{source.FullPath} declares {declared} and lies where {expected} is.";
            }
        }
    }

    /// <summary>References that the table does not allow.</summary>
    /// <param name="project">Its name and references.</param>
    /// <param name="allowed">What each project may reference.</param>
    public static IEnumerable<string> ForbiddenReferences(Project project, IReadOnlyDictionary<string, string[]> allowed) =>
        allowed.TryGetValue(project.Name, out var may)
            ? project.References.Except(may).Select(reference => $"{project.Name} may not reference {reference}.")
            : [$"{project.Name} is not in the table: say what it may reference."];

    private static IEnumerable<IReadOnlyList<Use>> CirclesOf(IReadOnlyList<Use> uses, Func<string, string> node) =>
        Circles.Of(uses.Select(use => (node(use.From), node(use.To))))
            .Select(circle => circle.ToHashSet(StringComparer.Ordinal))
            .Select(IReadOnlyList<Use> (circle) => [.. uses.Where(use => node(use.From) != node(use.To) && circle.Contains(node(use.From)) && circle.Contains(node(use.To)))]);
}
