using Npgsql;

namespace Payouts.Throughput;

/// <summary>Progress on standard error; on standard output the tables and, as the last line, everything as JSON. Exit code 0: measured; 1: payouts were lost or doubled, or cost more than the gate allows; 2: not measured.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (Environment.GetEnvironmentVariable(Control.Setting) is { } storage)
        {
            await Control.RunAsync(storage);
            return 0;
        }

        try
        {
            var options = ThroughputOptions.Parse(args);
            await using var deployment = await Deployment.StartAsync(options);
            var gate = options.Gate is { } file ? await Gate.ReadAsync(file) : null;
            var results = await new ThroughputRun(options, deployment, gate, Console.Error.WriteLine).RunAsync();
            if (gate is not null)
            {
                await gate.CheckAsync(results);
            }

            Console.WriteLine($"{TimeProvider.System.GetUtcNow():u}, {Environment.ProcessorCount} processors, load average {(await File.ReadAllTextAsync("/proc/loadavg")).Trim()}");
            Console.WriteLine();
            Console.WriteLine(results.ToMarkdown());
            Console.WriteLine(results.ToJson());
            foreach (var finding in results.Findings)
            {
                await Console.Error.WriteLineAsync(finding);
            }

            return results.Findings.Count == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is FormatException or TimeoutException or InvalidOperationException or IOException or HttpRequestException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }
}
