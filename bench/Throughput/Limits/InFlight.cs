using System.Diagnostics;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;

namespace Payouts.Throughput.Limits;

/// <summary>
/// A host that starts on very many payouts in broadcast, beside one on an empty database: its start, its memory, and its creates in turn. The payouts
/// fall due after the measure, spread over an hour: Heleket need not know them, and what looking at them costs is not in these numbers.
/// </summary>
internal sealed class InFlight(ThroughputOptions options, Deployment deployment, Results results, Workloads workloads, Action<string> say)
{
    private const string Measure = "in flight";
    private const string Full = "inflight";
    private const string Empty = "empty";

    private static readonly TimeSpan DefaultRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UntilDue = TimeSpan.FromHours(2);
    private static readonly TimeSpan Spread = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _now = WholeMilliseconds.Floor(TimeProvider.System.GetUtcNow());

    /// <summary>Measures it, on PostgreSQL.</summary>
    public async Task RunAsync()
    {
        await deployment.Heleket.RenewAsync(keepsItsLedger: false);
        await PreloadAsync(Full, options.Recovery);
        await PreloadAsync(Empty, 0);
        var full = await StartAsync(Full, $"{options.Recovery:N0} in flight");
        var empty = await StartAsync(Empty, "none in flight");
        for (var round = 0; round <= options.Rounds; round++)
        {
            var kept = round == 0 ? new Results() : results;
            var control = await workloads.CreateAsync(kept, "creates, to be sent later", empty, Workloads.Never, null);
            await workloads.CreateAsync(kept, "creates, to be sent later", full, Workloads.Never, control);
            say($"  round {round} of {options.Rounds}");
        }

        if ((await deployment.Heleket.CallsAsync()).Looks > 0)
        {
            throw new InvalidOperationException("Payouts fell due during the measure, and Heleket does not know them: its numbers are of something else.");
        }

        await deployment.KillAsync(full);
        await deployment.KillAsync(empty);
    }

    private async Task PreloadAsync(string database, int payouts)
    {
        var connectionString = await deployment.DatabaseAsync(database);
        await using var store = new PostgresPayoutStore(connectionString);
        await store.InitializeAsync(CancellationToken.None);
        await Preload.WriteAsync(store, payouts, Broadcast);
        while (await store.FoldStatsAsync(Preload.Batch, CancellationToken.None) == Preload.Batch)
        {
        }

        var stored = await new Stored(connectionString).CountOpenAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        if (stored != payouts)
        {
            throw new InvalidOperationException($"{stored} of {payouts} payouts are there.");
        }

        // What the database would do by itself some time later: not while we measure.
        await PostgresForTests.ExecuteAsync(connectionString, "VACUUM (ANALYZE) payouts");
        await PostgresForTests.ExecuteAsync(connectionString, "CHECKPOINT");
        say($"  {payouts:N0} payouts are there");
    }

    /// <summary>One as the service itself would have made it, but for the time of its next look.</summary>
    private PayoutState Broadcast(int number)
    {
        var made = Preload.Made("flight", number, _now, SendGate.Open);
        var report = new ProviderReport(Guid.CreateVersion7(_now).ToString(), "process", false, null, null, LogSource.Submit, ProviderStatus.Processing);
        var sent = PayoutMachine.Apply(made, new PayoutEvent.Accepted(report), new PayoutsOptions(), _now).State;
        return sent with { NextActionAt = WholeMilliseconds.Floor(_now + UntilDue + (Spread * number / options.Recovery)) };
    }

    private async Task<Target> StartAsync(string database, string name)
    {
        var start = Stopwatch.GetTimestamp();
        var host = await deployment.HostAsync("postgres", database, name: name);
        results.Add(Measure, name, "seconds until ready", Stopwatch.GetElapsedTime(start).TotalSeconds);
        results.Add(Measure, name, "resident MB when ready", Processor.ResidentBytes(host.Process.Id) / 1e6);
        var rest = options.Rest ?? DefaultRest;
        await Task.Delay(rest, TimeProvider.System);
        results.Add(Measure, name, $"resident MB {rest.TotalSeconds:0} s later", Processor.ResidentBytes(host.Process.Id) / 1e6);
        await Workloads.IdleAsync(results, "in flight, idle", host);
        return host;
    }
}
