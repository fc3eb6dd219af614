using System.Diagnostics;
using Payouts.Harness;

namespace Payouts.Host.Tests.Storage;

/// <summary>The commands of docs/operations.md, "Backup and restore", run as they stand there.</summary>
internal static class Recipe
{
    private static readonly string SearchPath = string.Join(Path.PathSeparator, new[] { PostgresServer.Binaries, Environment.GetEnvironmentVariable("PATH") }.OfType<string>());

    /// <summary>Whether a program that a block needs is installed here.</summary>
    public static bool Has(string program) => SearchPath.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>
    /// Runs a block, found by the name after its <c>```sh</c>, and stops at the first command that fails.
    /// </summary>
    /// <param name="name">The block's name.</param>
    /// <param name="folder">Where to run it.</param>
    /// <param name="variables">The values that the reader fills in.</param>
    /// <returns>The exit code and everything it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, string folder, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", Block(name)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = SearchPath;
        foreach (var (variable, value) in variables)
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static string Block(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository(), "docs", "operations.md"));
        var block = lines.SkipWhile(line => line != $"```sh {name}").Skip(1).TakeWhile(line => line != "```").ToList();
        Assert.NotEmpty(block);
        return string.Join('\n', block);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Payouts.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from their repository.");
        }

        return folder.FullName;
    }
}
