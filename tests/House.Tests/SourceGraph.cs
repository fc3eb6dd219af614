using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Payouts.House.Tests;

/// <summary>Which file of a project uses which, as the compiler understands them.</summary>
internal static class SourceGraph
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging; global using Xunit;
        """;

    private static readonly Lazy<IReadOnlyList<MetadataReference>> Libraries = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"))
            .Where(path => !Path.GetFileName(path).StartsWith("Payouts.", StringComparison.Ordinal) && Path.GetFileName(path) is not "Heleket.dll" and not "Heleket.Simulator.dll")
            .DistinctBy(Path.GetFileName)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    // The compiler needs half a minute for all projects, and each rule asks for the same.
    private static readonly ConditionalWeakTable<IReadOnlyList<Source>, IReadOnlyList<Use>> Known = [];

    /// <summary>The uses within each project: from a file's <see cref="Source.FullPath"/> to another's, with one name that is used there.</summary>
    public static IReadOnlyList<Use> Uses(IReadOnlyList<Source> sources) => Known.GetValue(sources, Find);

    private static IReadOnlyList<Use> Find(IReadOnlyList<Source> sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.FullPath)).ToList();
        var projects = sources.ToDictionary(source => source.FullPath, source => source.Project, StringComparer.Ordinal);
        var compilation = CSharpCompilation.Create(
            "house", [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, path: "usings")], Libraries.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return
        [
            .. trees.AsParallel().SelectMany(tree => UsesOf(tree, compilation.GetSemanticModel(tree, ignoreAccessibility: true)))
                .Where(use => use.From != use.To && projects[use.From] == projects.GetValueOrDefault(use.To))
                .DistinctBy(use => (use.From, use.To))
                .OrderBy(use => use.From, StringComparer.Ordinal).ThenBy(use => use.To, StringComparer.Ordinal),
        ];
    }

    /// <summary>Files that declare parts of one type, which count as one file.</summary>
    public static IReadOnlyDictionary<string, string> Units(IEnumerable<Source> sources)
    {
        var first = new Dictionary<(string Project, string Type), string>();
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in sources.OrderBy(source => source.FullPath.Length).ThenBy(source => source.FullPath, StringComparer.Ordinal))
        {
            var partial = CSharpSyntaxTree.ParseText(source.Text).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
                .FirstOrDefault(type => type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax && type.Modifiers.Any(SyntaxKind.PartialKeyword));
            var key = (source.Project, $"{source.Folder}/{partial?.Identifier.Text ?? source.Path}");
            first.TryAdd(key, source.FullPath);
            units[source.FullPath] = first[key];
        }

        return units;
    }

    private static IEnumerable<Use> UsesOf(SyntaxTree tree, SemanticModel model)
    {
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var info = model.GetSymbolInfo(name);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
            foreach (var declared in type?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
            {
                yield return new Use(tree.FilePath, declared.SyntaxTree.FilePath, name.Identifier.Text);
            }
        }
    }
}

/// <summary>One file uses something of another.</summary>
internal sealed record Use(string From, string To, string Name)
{
    public override string ToString() => $"{From} uses {Name} of {To}";
}
