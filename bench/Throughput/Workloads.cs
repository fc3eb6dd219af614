using System.Diagnostics;
using Payouts.Harness;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput;

/// <summary>What is done to a target and measured, in rounds or once.</summary>
internal sealed class Workloads(ThroughputOptions options, Deployment deployment)
{
    /// <summary>A time that does not come.</summary>
    public static readonly DateTimeOffset Never = new(2027, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private int _number;

    /// <summary>Creates for some seconds.</summary>
    public async Task<LoadResult> CreateAsync(Results results, string measure, Target target, DateTimeOffset? scheduledFor, LoadResult? control)
    {
        using var load = await Load.OpenAsync(target.Process.Address, options.Connections);
        var allocated = (await deployment.MemoryAsync(target)).Allocated;
        var log = await deployment.LogAsync();
        var (server, postgres) = (Processor.TimeOf(target.Process.Id), Processor.TimeOfFamily(deployment.Postgres.Id));
        var created = await load.RunAsync(Creates.Endless(load.Connections, "later", scheduledFor, () => Interlocked.Increment(ref _number)), 201, options.Time);
        results.Add(measure, target.Name, created, control);
        results.Add(measure, target.Name, "CPU µs a create, server", (Processor.TimeOf(target.Process.Id) - server).TotalMicroseconds / created.Answers);
        results.Add(measure, target.Name, "CPU µs a create, PostgreSQL", (Processor.TimeOfFamily(deployment.Postgres.Id) - postgres).TotalMicroseconds / created.Answers);
        results.Add(measure, target.Name, "bytes of log a create, PostgreSQL", (await deployment.LogAsync() - log) / (double)created.Answers);
        results.Add(measure, target.Name, "bytes allocated a create, server", ((await deployment.MemoryAsync(target)).Allocated - allocated) / (double)created.Answers);
        return created;
    }

    /// <summary>Creates that are sent at once, and all that follows until the last is confirmed.</summary>
    /// <returns>Lives a second.</returns>
    public async Task<double> LiveAsync(Results results, Target host, LoadResult? control)
    {
        using var load = await Load.OpenAsync(host.Process.Address, options.Connections);
        var share = options.Lives / load.Connections;
        var since = TimeProvider.System.GetUtcNow();
        var before = await Usage.ReadAsync(deployment, host);
        var start = Stopwatch.GetTimestamp();
        var created = await load.RunAsync(Creates.Counted(load.Connections, share, "life", () => Interlocked.Increment(ref _number)), 201, Timeout);
        await Eventually.IsTrueAsync(
            async () => !await deployment.AnyAsync(host, "pending", since) && !await deployment.AnyAsync(host, "broadcast", since),
            Timeout,
            () => $"Payouts on {host.Name} were not finished after {Timeout}.");
        var rate = created.Answers / Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (await deployment.AnyAsync(host, "failed", since))
        {
            throw new InvalidOperationException("The simulator was to confirm every payout, and one failed.");
        }

        results.Add("creates, sent at once", host.Name, created, control);
        results.Add("whole lives", host.Name, "lives a second", rate);
        (await Usage.ReadAsync(deployment, host)).AddTo(results, host.Name, before, created.Answers);
        return rate;
    }

    /// <summary>Leaves it alone.</summary>
    public static async Task IdleAsync(Results results, string measure, Target host)
    {
        var time = TimeSpan.FromSeconds(10);
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        var before = Processor.TimeOf(host.Process.Id);
        await Task.Delay(time, TimeProvider.System);
        results.Add(measure, host.Name, "CPU % of one core", (Processor.TimeOf(host.Process.Id) - before) / time * 100);
    }
}
