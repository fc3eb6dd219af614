using System.Reflection;

namespace Payouts.House.Tests;

/// <summary>The files of this repository, as they lie in the working tree.</summary>
internal static class Repository
{
    private static readonly string[] Tops = ["src", "tests", "verify", "bench"];

    /// <summary>Its folder, with a slash at the end.</summary>
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!);

    /// <summary>Every project that is built from C#.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. Tops.Select(top => Path.Combine(Root, top)).Where(Directory.Exists)
            .SelectMany(top => Directory.EnumerateFiles(top, "*.csproj", SearchOption.AllDirectories))
            .Where(IsOurs).Order(StringComparer.Ordinal).Select(Project.Load),
    ];

    /// <summary>The projects that are shipped.</summary>
    public static IEnumerable<Project> Shipped => Projects.Where(project => project.Folder.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>The shipped projects that are hosts: programs that put modules together.</summary>
    public static IEnumerable<Project> Hosts => Shipped.Where(project => project.Name is "Gateway" or "Silo" or "Standalone");

    /// <summary>Their sources, read once.</summary>
    public static IReadOnlyList<Source> ShippedSources { get; } = [.. Shipped.SelectMany(project => project.Sources)];

    /// <summary>Paths from the root of all files that end like this, without what a build or a test made.</summary>
    public static IEnumerable<string> Files(string ending) => Directory.EnumerateFiles(Root, $"*{ending}", SearchOption.AllDirectories)
        .Where(IsOurs).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    /// <summary>The text of a file, by its path from the root.</summary>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static bool IsOurs(string path)
    {
        var parts = Path.GetRelativePath(Root, path).Split('/', '\\');
        return !parts.Any(part => part is "artifacts" or "bin" or "obj" or "node_modules" or "TestResults" or ".git");
    }
}
