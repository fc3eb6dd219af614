namespace Payouts.Chaos;

/// <summary>Prints progress on standard error and the report as the one line on standard output.</summary>
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
            var report = await ChaosRun.RunAsync(ChaosOptions.Parse(args), Console.Error.WriteLine, stop.Token);
            foreach (var finding in report.Findings)
            {
                await Console.Error.WriteLineAsync(finding);
            }

            Console.WriteLine(report.ToJson());
            return report.IsGood ? 0 : 1;
        }
        catch (Exception exception) when (exception is FormatException or TimeoutException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }
}
