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
                await _workloads.CreateAsync(results, "creates, to be sent later", host, Workloads.Never, bare);
            }

            if (options.Measures.Contains("lives"))
            {
                var bare = await _workloads.CreateAsync(results, "creates", control, null, null);
                await _workloads.LiveAsync(results, host, bare);
            }

            if (options.Measures.Contains("reads"))
            {
                await new Reads(options, deployment, results).RunAsync(host);
            }
        }
    }
}
