using System.Diagnostics;
using Payouts.Scale;

// Compares one store with few payouts and with many. Exit code 0 when no call is slower than the bound allows, 1 when one is, 2 for bad arguments.
ScaleOptions options;
Server server;
try
{
    options = ScaleOptions.Parse(args);
    server = Server.Of(options);
}
catch (FormatException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message} {ScaleOptions.Usage}");
    return 2;
}

await using (server)
{
    Console.WriteLine($"{await server.DescribeAsync()}, {Environment.ProcessorCount} processors");
    var small = await PreloadedAsync("small", options.Small);
    var large = await PreloadedAsync("large", options.Rows);
    var comparisons = Operation.All.Select(operation => new Comparison(operation)).ToList();
    for (var round = 0; round < options.Rounds; round++)
    {
        foreach (var comparison in comparisons)
        {
            await comparison.RoundAsync(small, large, options.Operations);
        }

        // Otherwise the next round's statistics would have ever more to add up, in both.
        await small.FoldAsync(CancellationToken.None);
        await large.FoldAsync(CancellationToken.None);
        await Console.Error.WriteLineAsync($"round {round + 1} of {options.Rounds}");
    }

    Console.WriteLine();
    Console.WriteLine(Report.Table(options, comparisons));
    Console.WriteLine(Report.Plans(await server.PlansAsync("small", small), await server.PlansAsync("large", large)));
    return comparisons.TrueForAll(comparison => comparison.Ratio <= Report.Bound) ? 0 : 1;
}

async Task<Target> PreloadedAsync(string name, int rows)
{
    var start = Stopwatch.GetTimestamp();
    var target = new Target(await server.CreateAsync(name), new Population(rows));
    await target.PreloadAsync(CancellationToken.None);
    await server.SettleAsync(name);
    Console.WriteLine(FormattableString.Invariant($"{rows:N0} payouts: {await server.SizeAsync(name)}, preloaded in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
    return target;
}
