using System.Diagnostics;
using Payouts.Harness;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput;

/// <summary>Payouts in flight: the memory they take, and a host that was killed and finds them all due, while clients go on creating.</summary>
internal sealed class Recovery(ThroughputOptions options, Deployment deployment, Results results)
{
    private const string Measure = "restart";
    private const int Creators = 2;

    private static readonly TimeSpan DefaultRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    // Not before the last of them is made and the rest is over.
    private readonly TimeSpan _firstPoll = (options.Rest ?? DefaultRest) + TimeSpan.FromSeconds(Math.Max(60, options.Recovery / 400));

    private int _number;

    /// <summary>Measures it.</summary>
    /// <param name="storage">On which.</param>
    public async Task RunAsync(string storage)
    {
        await deployment.Heleket.StopAtAsync("process");
        var host = await deployment.HostAsync(storage, "recovery", _firstPoll);
        await BroadcastAsync(host, Math.Min(1000, options.Recovery));
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        var empty = Processor.ResidentBytes(host.Process.Id);
        await BroadcastAsync(host, options.Recovery);
        var last = Stopwatch.GetTimestamp();
        var rest = options.Rest ?? DefaultRest;
        await Task.Delay(rest, TimeProvider.System);
        results.Add(Measure, storage, "resident MB before", empty / 1e6);
        results.Add(Measure, storage, $"resident kB a payout in flight, after {rest.TotalSeconds:0} s", (Processor.ResidentBytes(host.Process.Id) - empty) / 1e3 / options.Recovery);
        await deployment.KillAsync(host);
        var wait = _firstPoll + TimeSpan.FromSeconds(1) - Stopwatch.GetElapsedTime(last);
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System);
        await RestartAsync(storage);
        await deployment.Heleket.StopAtAsync(null);
    }

    private async Task BroadcastAsync(Target host, int payouts)
    {
        var before = (await deployment.Heleket.CallsAsync()).Creates;
        var since = TimeProvider.System.GetUtcNow();
        using var load = await Load.OpenAsync(host.Process.Address, options.Connections);
        var share = payouts / load.Connections;
        await load.RunAsync(Creates.Counted(load.Connections, share, "flight", () => Interlocked.Increment(ref _number)), 201, Timeout);
        await Eventually.IsTrueAsync(
            async () => (await deployment.Heleket.CallsAsync()).Creates - before >= share * load.Connections && !await deployment.AnyAsync(host, "pending", since),
            Timeout,
            () => "Payouts were not sent in time.");
    }

    private async Task RestartAsync(string storage)
    {
        var due = (options.Recovery / options.Connections * options.Connections) + (Math.Min(1000, options.Recovery) / options.Connections * options.Connections);
        var before = (await deployment.Heleket.CallsAsync()).Looks;
        var start = Stopwatch.GetTimestamp();
        var host = await deployment.HostAsync(storage, "recovery", _firstPoll);
        results.Add(Measure, storage, "seconds until ready", Stopwatch.GetElapsedTime(start).TotalSeconds);
        using var load = await Load.OpenAsync(host.Process.Address, Creators);
        var isOver = false;
        var endless = Creates.Endless(Creators, "meanwhile", null, () => Interlocked.Increment(ref _number));
        var meanwhile = load.RunAsync((connection, sent) => isOver ? null : endless(connection, sent), 201, Timeout);
        await Eventually.IsTrueAsync(
            async () => (await deployment.Heleket.CallsAsync()).Looks - before >= due, Timeout, () => "Due payouts were not all looked at in time.");
        results.Add(Measure, storage, $"seconds until {due:N0} due payouts were looked at", Stopwatch.GetElapsedTime(start).TotalSeconds);
        isOver = true;
        results.Add($"creates during a restart, {Creators} connections", storage, await meanwhile, null);
        results.Add(Measure, storage, "Heleket looks a due payout", ((await deployment.Heleket.CallsAsync()).Looks - before) / (double)due);
        await deployment.KillAsync(host);
    }
}
