using System.Reflection;

namespace Payouts.Console.Browser;

/// <summary>Where files lie.</summary>
internal static class Places
{
    /// <summary>The repository.</summary>
    public static string Repository { get; } =
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Repository").Value!;

    /// <summary>What is kept of tests that failed.</summary>
    public static string Kept { get; } = Directory.CreateDirectory(Path.Combine(Repository, "artifacts", "browser")).FullName;

    /// <summary>The pictures of the documentation; written only on demand.</summary>
    public static string Pictures { get; } = Path.Combine(Repository, "docs", "console");
}
