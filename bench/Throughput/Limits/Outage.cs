using System.Diagnostics;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput.Limits;

/// <summary>Heleket goes away under a steady load, its port refuses connections, and it comes back with the ledger that it had: does everyone run at it at once?</summary>
internal sealed class Outage(ThroughputOptions options, Deployment deployment, Results results, Action<string> say)
{
    private const string Measure = "outage";
    private const string Subject = "postgres";
    private const int DefaultRate = 20;
    private const int SecondsLookedAtClosely = 120;

    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    private readonly Stored _stored = new(deployment.ConnectionTo(Measure));

    /// <summary>Measures it, on PostgreSQL.</summary>
    public async Task RunAsync()
    {
        await deployment.Heleket.RenewAsync(keepsItsLedger: true);
        var host = await deployment.HostAsync(Subject, Measure);
        var watch = new Watch(deployment, host, say);
        var orders = new Orders(Measure, options.LoadConnections);
        using var load = await OpenLoad.OpenAsync(host.Process.Address, options.LoadConnections);
        using var stop = new CancellationTokenSource();
        var loading = load.RunAsync(orders.Next, options.Rate ?? DefaultRate, stop.Token);

        var before = await watch.ForAsync(options.Before);
        var goneAt = TimeProvider.System.GetUtcNow();
        await deployment.Heleket.StopAsync();
        say("  Heleket is gone");
        var writes = await _stored.CountWritesAsync();
        var during = await watch.ForAsync(options.LoadTime);
        results.Add(Measure, Subject, "writes a second while Heleket is gone", (await _stored.CountWritesAsync() - writes) / options.LoadTime.TotalSeconds);
        var backAt = TimeProvider.System.GetUtcNow();
        await deployment.Heleket.StartAsync();
        say("  Heleket is back");
        var (after, paid) = await AfterAsync(watch, goneAt, backAt, stop);
        var answers = await loading;
        var rest = await watch.UntilAsync(async () => await _stored.CountOpenAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue) == 0, Timeout);

        // What reached Heleket between its start and our first look came in the first second, too.
        after[0] = after[0] with { Creates = during[^1].Creates, Looks = during[^1].Looks };
        Report(answers, during[0].At, after[0].At);
        Heleket(before, during, after);
        Memory(before, during, [.. after, .. rest]);
        results.Add(Measure, Subject, "seconds from the return until all that was accepted meanwhile was confirmed", Stopwatch.GetElapsedTime(after[0].At, paid).TotalSeconds);
        await new Audit(deployment, results, Measure, Measure).RunAsync(orders, answers);
        await deployment.KillAsync(host);
    }

    /// <summary>The load goes on for its time; the watch, until all is paid that was accepted while Heleket was gone.</summary>
    private async Task<(List<Sample> Samples, long Paid)> AfterAsync(Watch watch, DateTimeOffset goneAt, DateTimeOffset backAt, CancellationTokenSource stop)
    {
        var start = Stopwatch.GetTimestamp();
        long? paid = null;
        var samples = await watch.UntilAsync(
            async () =>
            {
                if (Stopwatch.GetElapsedTime(start) >= options.After && !stop.IsCancellationRequested)
                {
                    await stop.CancelAsync();
                }

                paid ??= await _stored.CountOpenAsync(goneAt, backAt) == 0 ? Stopwatch.GetTimestamp() : null;
                return stop.IsCancellationRequested && paid is not null;
            },
            Timeout);
        return (samples, paid!.Value);
    }

    private void Report(OpenResult answers, long gone, long back)
    {
        var report = new LoadReport(results, Measure, answers);
        report.Whole();
        report.Part("before", answers.Start, gone);
        report.Part("while Heleket is gone", gone, back);
        report.Part("after", back, answers.Stop);
    }

    private void Heleket(List<Sample> before, List<Sample> during, List<Sample> after)
    {
        var normal = Watch.Rates(before, before.Count - 1).Single();
        results.Add(Measure, Subject, "calls a second to Heleket, before", normal);
        results.Add(Measure, Subject, "… most connections, before", before.Max(sample => sample.Connections));
        Each("calls a second to Heleket while it is gone, each 10 s", Watch.Rates(during, 10));
        Each("calls a second to Heleket, each of the first 120 s after", Watch.Rates([.. after.Take(SecondsLookedAtClosely + 1)]));
        Each("… creates alone", Watch.Rates([.. after.Take(SecondsLookedAtClosely + 1).Select(sample => sample with { Looks = 0 })]));
        Each("… connections", after.Take(SecondsLookedAtClosely + 1).Select(sample => (double)sample.Connections));
        Each("calls a second to Heleket, each 10 s after", Watch.Rates(after, 10));
        results.Add(Measure, Subject, "most calls in a second after ÷ before", Watch.Rates(after).Max() / normal);
    }

    private void Memory(List<Sample> before, List<Sample> during, List<Sample> after)
    {
        results.Add(Measure, Subject, "resident MB before", before[^1].Memory / 1e6);
        results.Add(Measure, Subject, "resident MB at most while Heleket is gone", during.Max(sample => sample.Memory) / 1e6);
        results.Add(Measure, Subject, "resident MB at most after", after.Max(sample => sample.Memory) / 1e6);
        results.Add(Measure, Subject, "resident MB at the end", after[^1].Memory / 1e6);
        Each("resident MB while Heleket is gone, each 10 s", during.Where((_, second) => second % 10 == 0).Select(sample => sample.Memory / 1e6));
    }

    private void Each(string metric, IEnumerable<double> values)
    {
        foreach (var value in values)
        {
            results.Add(Measure, Subject, metric, value);
        }
    }
}
