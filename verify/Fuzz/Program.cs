namespace Payouts.Fuzz;

/// <summary>Prints findings and progress on standard error and the report as the one line on standard output.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        System.Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            var report = await new FuzzRun(FuzzOptions.Parse(args), System.Console.Error.WriteLine).RunAsync(stop.Token);
            System.Console.WriteLine(report.ToJson());
            return report.Findings == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is FormatException or OperationCanceledException)
        {
            await System.Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }
}
