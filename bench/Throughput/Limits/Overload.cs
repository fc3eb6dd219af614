using System.Diagnostics;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput.Limits;

/// <summary>Twice what the service can carry, for minutes: what it answers, how long that takes, what it costs in memory, and whether all that it accepted is paid.</summary>
internal sealed class Overload(ThroughputOptions options, Deployment deployment, Results results, Workloads workloads, Action<string> say)
{
    private const string Measure = "overload";
    private const string Subject = "postgres";

    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    /// <summary>Measures it, on PostgreSQL.</summary>
    public async Task RunAsync()
    {
        await deployment.Heleket.RenewAsync(keepsItsLedger: false);
        var host = await deployment.HostAsync(Subject, Measure);
        var measured = await SustainedAsync(host);
        var sustained = options.Rate ?? measured;
        results.Add(Measure, Subject, "sustained lives a second", sustained);
        say($"  offering {2 * sustained:0} a second");

        var watch = new Watch(deployment, host, say);
        var orders = new Orders(Measure, options.LoadConnections);
        using var load = await OpenLoad.OpenAsync(host.Process.Address, options.LoadConnections);
        using var stop = new CancellationTokenSource();
        var start = TimeProvider.System.GetUtcNow();
        var loading = load.RunAsync(orders.Next, 2 * sustained, stop.Token);
        var samples = await watch.ForAsync(options.LoadTime);
        await stop.CancelAsync();
        var answers = await loading;
        var stored = new Stored(deployment.ConnectionTo(Measure));
        results.Add(Measure, Subject, "accepted and not yet final when the load stops", await stored.CountOpenAsync(start, DateTimeOffset.MaxValue));
        say("  waiting until all are paid");
        var drained = await watch.UntilAsync(
            async () => await stored.CountOpenAsync(start, DateTimeOffset.MaxValue) == 0, Timeout);

        Report(answers);
        results.Add(Measure, Subject, "seconds until drained", Stopwatch.GetElapsedTime(answers.Stop, drained[^1].At).TotalSeconds);
        Memory(samples, drained);
        await new Audit(deployment, results, Measure, Measure).RunAsync(orders, answers);
        results.Add(Measure, Subject, "MB of log", host.Process.Output.Length / 1e6);
        await deployment.KillAsync(host);
    }

    /// <summary>The best of some rounds, because too little would not be an overload. They warm up as well.</summary>
    private async Task<double> SustainedAsync(Target host)
    {
        var best = 0.0;
        for (var round = 0; round <= options.Rounds; round++)
        {
            best = Math.Max(best, await workloads.LiveAsync(new Results(), host, null));
        }

        return best;
    }

    private void Report(OpenResult answers)
    {
        var report = new LoadReport(results, Measure, answers);
        var minute = Math.Min(60 * Stopwatch.Frequency, (answers.Stop - answers.Start) / 2);
        report.Whole();
        report.Part("first minute", answers.Start, answers.Start + minute);
        report.Part("last minute", answers.Stop - minute, answers.Stop);
        report.Windows();
    }

    private void Memory(List<Sample> samples, List<Sample> drained)
    {
        results.Add(Measure, Subject, "resident MB at the start", samples[0].Memory / 1e6);
        results.Add(Measure, Subject, "resident MB at most", samples.Concat(drained).Max(sample => sample.Memory) / 1e6);
        results.Add(Measure, Subject, "resident MB at the end of the load", samples[^1].Memory / 1e6);
        results.Add(Measure, Subject, "resident MB when drained", drained[^1].Memory / 1e6);
        results.Add(Measure, Subject, "MB at most that a collection of the whole heap found in use", samples.Concat(drained).Max(sample => sample.Managed.Live) / 1e6);
        results.Add(Measure, Subject, "MB at most that the collector had of the system", samples.Concat(drained).Max(sample => sample.Managed.Committed) / 1e6);
        foreach (var sample in samples.Where((_, second) => second % 10 == 0))
        {
            results.Add(Measure, Subject, "resident MB, each 10 s", sample.Memory / 1e6);
        }
    }
}
