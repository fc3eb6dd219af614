using System.Diagnostics;

namespace Payouts.Harness;

/// <summary>Runs a program to its end.</summary>
public static class Tool
{
    /// <summary>What it printed.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Each as it is: no shell reads them.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Added to this process's own.</param>
    /// <exception cref="InvalidOperationException">It failed; the message has all that it said.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, string folder = "/", IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }
}
