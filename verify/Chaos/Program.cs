namespace Payouts.Chaos;

/// <summary>Runs, or judges a written history: progress and findings on standard error, the report as the one line on standard output.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return args is ["check", var file] ? await CheckAsync(file) : await RunAsync(args, stop.Token);
        }
        catch (Exception exception) when (exception is FormatException or TimeoutException or OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }

    private static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var report = await ChaosRun.RunAsync(ChaosOptions.Parse(args), Console.Error.WriteLine, cancellationToken);
        foreach (var finding in report.Findings)
        {
            await Console.Error.WriteLineAsync(finding);
        }

        Console.WriteLine(report.ToJson());
        return report.IsGood ? 0 : 1;
    }

    /// <summary>Judges a history that a run wrote, here or elsewhere.</summary>
    private static async Task<int> CheckAsync(string file)
    {
        using var lines = new StreamReader(file);
        var report = HistoryReport.Of(await HistoryFile.ReadAsync(lines));
        foreach (var finding in report.Findings)
        {
            await Console.Error.WriteLineAsync(finding);
        }

        Console.WriteLine(report.ToJson());
        return report.IsGood ? 0 : 1;
    }
}
