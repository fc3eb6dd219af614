using System.Diagnostics;
using Payouts.TestServers;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput;

/// <summary>One run: measures take turns with their controls, round after round.</summary>
internal sealed class ThroughputRun(ThroughputOptions options, Deployment deployment, Action<string> say)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Never = new(2027, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private readonly Results _results = new();
    private readonly List<(string Storage, Target Host)> _hosts = [];
    private int _number;

    /// <summary>Does it all.</summary>
    public async Task<Results> RunAsync()
    {
        foreach (var storage in options.Storages)
        {
            _hosts.Add((storage, await deployment.HostAsync(storage, "rounds")));
            if ((options.Against ?? options.AgainstSetting) is not null)
            {
                _hosts.Add((storage, await deployment.HostAsync(storage, "others", other: true)));
            }
        }

        for (var round = 0; round <= options.Rounds; round++)
        {
            // The first round warms up: until the runtime has compiled the hot paths for good, it takes as much of the processors as they do.
            var longer = round == 0 ? options.WarmUp / options.Time : 1;
            await RoundAsync(round == 0 ? new Results() : _results, (int)(options.Lives * longer), options.Time * longer);
            say($"round {round} of {options.Rounds}");
        }

        foreach (var (_, host) in _hosts)
        {
            if (options.Measures.Contains("idle"))
            {
                await IdleAsync(host);
            }

            await deployment.KillAsync(host);
        }

        foreach (var storage in options.Storages.Where(_ => options.Measures.Contains("recovery")))
        {
            say($"recovery on {storage}");
            await new Recovery(options, deployment, _results).RunAsync(storage);
        }

        return _results;
    }

    private async Task RoundAsync(Results results, int lives, TimeSpan time)
    {
        foreach (var (storage, host) in _hosts)
        {
            var control = storage == "sqlite" ? deployment.Endpoint : deployment.Insert;
            if (options.Measures.Contains("creates"))
            {
                var bare = await CreateAsync(results, "creates", control, null, null, time);
                await CreateAsync(results, "creates, to be sent later", host, Never, bare, time);
            }

            if (options.Measures.Contains("lives"))
            {
                var bare = await CreateAsync(results, "creates", control, null, null, time);
                await LivesAsync(results, host, lives, bare);
            }

            if (options.Measures.Contains("reads"))
            {
                await new Reads(options, deployment, results).RunAsync(host);
            }
        }
    }

    private async Task<LoadResult> CreateAsync(Results results, string measure, Target target, DateTimeOffset? scheduledFor, LoadResult? control, TimeSpan time)
    {
        using var load = await Load.OpenAsync(target.Process.Address, options.Connections);
        var allocated = await deployment.AllocatedAsync(target);
        var (server, postgres) = (Processor.TimeOf(target.Process.Id), Processor.TimeOfFamily(deployment.Postgres.Id));
        var created = await load.RunAsync(Creates.Endless(load.Connections, "later", scheduledFor, () => Interlocked.Increment(ref _number)), 201, time);
        results.Add(measure, target.Name, created, control);
        results.Add(measure, target.Name, "CPU µs a create, server", (Processor.TimeOf(target.Process.Id) - server).TotalMicroseconds / created.Answers);
        results.Add(measure, target.Name, "CPU µs a create, PostgreSQL", (Processor.TimeOfFamily(deployment.Postgres.Id) - postgres).TotalMicroseconds / created.Answers);
        results.Add(measure, target.Name, "bytes allocated a create, server", (await deployment.AllocatedAsync(target) - allocated) / (double)created.Answers);
        return created;
    }

    /// <summary>Creates that are sent at once, and all that follows until the last is confirmed.</summary>
    private async Task LivesAsync(Results results, Target host, int lives, LoadResult control)
    {
        using var load = await Load.OpenAsync(host.Process.Address, options.Connections);
        var share = lives / load.Connections;
        var since = TimeProvider.System.GetUtcNow();
        var before = await Usage.ReadAsync(deployment, host);
        var start = Stopwatch.GetTimestamp();
        var created = await load.RunAsync(Creates.Counted(load.Connections, share, "life", () => Interlocked.Increment(ref _number)), 201, Patience);
        await Eventually.IsTrueAsync(
            async () => !await deployment.AnyAsync(host, "pending", since) && !await deployment.AnyAsync(host, "broadcast", since),
            Patience,
            () => $"Payouts on {host.Name} were not finished after {Patience}.");
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (await deployment.AnyAsync(host, "failed", since))
        {
            throw new InvalidOperationException("The simulator was to confirm every payout, and one failed.");
        }

        results.Add("creates, sent at once", host.Name, created, control);
        results.Add("whole lives", host.Name, "lives a second", created.Answers / elapsed.TotalSeconds);
        (await Usage.ReadAsync(deployment, host)).AddTo(results, host.Name, before, created.Answers);
    }

    private async Task IdleAsync(Target host)
    {
        var time = TimeSpan.FromSeconds(10);
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        var before = Processor.TimeOf(host.Process.Id);
        await Task.Delay(time, TimeProvider.System);
        _results.Add("idle", host.Name, "CPU % of one core", (Processor.TimeOf(host.Process.Id) - before) / time * 100);
    }
}
