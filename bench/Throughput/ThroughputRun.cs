using System.Diagnostics;
using Payouts.Throughput.Limits;

namespace Payouts.Throughput;

/// <summary>One run: measures take turns with their controls, round after round; then those that stand alone.</summary>
internal sealed class ThroughputRun(ThroughputOptions options, Deployment deployment, Gate? gate, Action<string> say)
{
    // Rounds more, where a machine was too busy for a figure.
    private const int SecondThoughts = 6;

    private readonly Results _results = new();
    private readonly Workloads _workloads = new(options, deployment);
    private readonly List<(string Storage, Target Host)> _hosts = [];
    private int _round;

    /// <summary>Does it all.</summary>
    public async Task<Results> RunAsync()
    {
        if (options.Measures.Any(measure => measure is "creates" or "lives" or "reads" or "idle"))
        {
            await RoundsAsync();
        }

        foreach (var storage in options.Storages.Where(_ => options.Measures.Contains("recovery")))
        {
            say($"recovery on {storage}");
            await new Recovery(options, deployment, _results).RunAsync(storage);
        }

        foreach (var limit in options.Measures.Where(ThroughputOptions.Limits.Contains))
        {
            say(limit);
            await (limit switch
            {
                "overload" => new Overload(options, deployment, _results, _workloads, say).RunAsync(),
                "outage" => new Outage(options, deployment, _results, say).RunAsync(),
                "parked" => new Parked(options, deployment, _results, _workloads, say).RunAsync(),
                _ => new InFlight(options, deployment, _results, _workloads, say).RunAsync(),
            });
        }

        return _results;
    }

    private async Task RoundsAsync()
    {
        foreach (var storage in options.Storages)
        {
            _hosts.Add((storage, await deployment.HostAsync(storage, "rounds")));
            if ((options.Against ?? options.AgainstSetting) is not null)
            {
                _hosts.Add((storage, await deployment.HostAsync(storage, "others", other: true)));
            }
        }

        // Until the runtime has compiled the hot paths for good, it takes as much of the processors as they do.
        var warm = Stopwatch.StartNew();
        do
        {
            await RoundAsync(new Results());
        }
        while (warm.Elapsed < options.WarmUp);

        for (var round = 1; round <= options.Rounds || (round <= options.Rounds + SecondThoughts && gate?.IsPassed(_results) == false); round++)
        {
            await RoundAsync(_results);
            say($"round {round} of {options.Rounds}");
        }

        foreach (var (_, host) in _hosts)
        {
            if (options.Measures.Contains("idle"))
            {
                await Workloads.IdleAsync(_results, "idle", host);
                if (options.Streams > 0)
                {
                    var resident = Processor.ResidentBytes(host.Process.Id);
                    await using var streams = await Streams.OpenAsync(host, options.Streams);
                    await Workloads.IdleAsync(_results, "idle", host with { Name = $"{host.Name}, {options.Streams} streams" });
                    streams.Check(creates: false);
                    _results.Add("idle", host.Name, "resident MB", resident / 1e6);
                    _results.Add("idle", $"{host.Name}, {options.Streams} streams", "resident MB", Processor.ResidentBytes(host.Process.Id) / 1e6);
                }
            }

            await deployment.KillAsync(host);
        }
    }

    private async Task RoundAsync(Results results)
    {
        foreach (var (storage, host) in _hosts)
        {
            var control = storage == "sqlite" ? deployment.Endpoint : deployment.Insert;
            if (options.Measures.Contains("creates"))
            {
                var bare = await _workloads.CreateAsync(results, "creates", control, null, null);
                await WatchedAsync(results, host, "creates, to be sent later", async target =>
                    (await _workloads.CreateAsync(results, "creates, to be sent later", target, Workloads.Never, bare)).Rate);
            }

            if (options.Measures.Contains("lives"))
            {
                var bare = await _workloads.CreateAsync(results, "creates", control, null, null);
                await WatchedAsync(results, host, "whole lives", target => _workloads.LiveAsync(results, target, bare));
            }

            if (options.Measures.Contains("reads"))
            {
                await new Reads(options, deployment, results).RunAsync(host);
            }
        }

        _round++;
    }

    // Without anybody who looks and with the streams, or the other way round: whatever runs second finds more stored.
    private async Task WatchedAsync(Results results, Target host, string measure, Func<Target, Task<double>> run)
    {
        var (alone, watched) = (0d, 0d);
        for (var half = 0; half < (options.Streams > 0 ? 2 : 1); half++)
        {
            if (options.Streams == 0 || half == _round % 2)
            {
                alone = await run(host);
                continue;
            }

            await using var streams = await Streams.OpenAsync(host, options.Streams);
            watched = await run(host with { Name = $"{host.Name}, {options.Streams} streams" });
            streams.Check(creates: true);
        }

        if (options.Streams > 0)
        {
            results.Add(measure, $"{host.Name}, {options.Streams} streams", "÷ without streams", watched / alone);
        }
    }
}
