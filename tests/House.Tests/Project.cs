using System.Xml.Linq;

namespace Payouts.House.Tests;

/// <summary>A project as its file and its folder say.</summary>
/// <param name="Name">Of the project file.</param>
/// <param name="Folder">From the repository's root.</param>
/// <param name="RootNamespace">What the namespace of a file in its root is.</param>
/// <param name="References">The names of the projects that it references.</param>
/// <param name="Sources">Its C# files.</param>
internal sealed record Project(string Name, string Folder, string RootNamespace, IReadOnlyList<string> References, IReadOnlyList<Source> Sources)
{
    /// <summary>Reads a project file and what lies beside it.</summary>
    public static Project Load(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var folder = Path.GetDirectoryName(path)!;
        var file = XDocument.Load(path);
        var excluded = file.Descendants("Compile")
            .Where(item => item.Parent?.Attribute("Condition") is null)
            .SelectMany(item => item.Attribute("Remove")?.Value.Split(';') ?? [])
            .Select(pattern => pattern.Replace("**", "", StringComparison.Ordinal))
            .ToList();
        var relative = Path.GetRelativePath(Repository.Root, folder).Replace('\\', '/');
        return new(
            name,
            relative,
            file.Descendants("RootNamespace").FirstOrDefault()?.Value ?? name,
            [.. file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))],
            [
                .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                    .Select(source => Path.GetRelativePath(folder, source).Replace('\\', '/'))
                    .Where(source => !excluded.Append("obj/").Append("bin/").Any(prefix => source.StartsWith(prefix, StringComparison.Ordinal)))
                    .Order(StringComparer.Ordinal)
                    .Select(source => new Source(relative, source, File.ReadAllText(Path.Combine(folder, source)))),
            ]);
    }
}

/// <summary>A C# file.</summary>
/// <param name="Project">Its project's folder, from the repository's root.</param>
/// <param name="Path">From its project's folder.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record Source(string Project, string Path, string Text)
{
    /// <summary>From the repository's root.</summary>
    public string FullPath => $"{Project}/{Path}";

    /// <summary>From its project's folder; empty for a file in the root.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";
}
