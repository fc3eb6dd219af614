using System.Diagnostics;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;

namespace Payouts.Throughput.Limits;

/// <summary>
/// Very many payouts that a pause holds back: what they cost while they wait, and how fast they leave after it, beside payouts that are sent as they come.
/// </summary>
internal sealed class Parked(ThroughputOptions options, Deployment deployment, Results results, Workloads workloads, Action<string> say)
{
    private const string Measure = "parked";
    private const string Subject = "postgres";
    private const string Pause = "pauses/all";

    private static readonly TimeSpan DefaultRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _now = WholeMilliseconds.Floor(TimeProvider.System.GetUtcNow());
    private readonly Stored _stored = new(deployment.ConnectionTo(Measure));

    /// <summary>Measures it, on PostgreSQL.</summary>
    public async Task RunAsync()
    {
        await deployment.Heleket.RenewAsync(keepsItsLedger: false);
        var host = await deployment.HostAsync(Subject, Measure);
        var rate = await workloads.LiveAsync(new Results(), host, null);
        results.Add(Measure, Subject, "lives a second, sent as they come", rate);
        var before = (await deployment.Heleket.CallsAsync()).Creates;
        (await deployment.ChangeAsync(host, HttpMethod.Put, Pause, """{"reason":"measured"}""")).Dispose();
        await LoadAsync();
        say($"  {options.Recovery:N0} payouts are parked");
        await RestAsync(host);
        if ((await deployment.Heleket.CallsAsync()).Creates != before)
        {
            throw new InvalidOperationException("A payout left during the pause.");
        }

        var start = Stopwatch.GetTimestamp();
        (await deployment.ChangeAsync(host, HttpMethod.Delete, Pause, """{"reason":"measured"}""", ifMatch: "*")).Dispose();
        await Eventually.IsTrueAsync(
            async () => await _stored.CountOpenAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue) == 0, Timeout, () => "Not all that was parked is final.");
        var drained = options.Recovery / Stopwatch.GetElapsedTime(start).TotalSeconds;
        results.Add(Measure, Subject, "lives a second, after the pause", drained);
        results.Add(Measure, Subject, "÷ as they come", drained / rate);
        results.Add(Measure, Subject, "creates at Heleket for each", ((await deployment.Heleket.CallsAsync()).Creates - before) / (double)options.Recovery);
        await deployment.KillAsync(host);
    }

    /// <summary>They come as another silo would have stored them.</summary>
    private async Task LoadAsync()
    {
        await using var store = new PostgresPayoutStore(deployment.ConnectionTo(Measure));
        await store.InitializeAsync(CancellationToken.None);
        await Preload.WriteAsync(store, options.Recovery, number => Preload.Made(Measure, number, _now.AddMilliseconds(number), SendGate.Paused));
    }

    private async Task RestAsync(Target host)
    {
        var rest = options.Rest ?? DefaultRest;
        var (resident, writes, used) = (Processor.ResidentBytes(host.Process.Id), await _stored.CountWritesAsync(), Processor.TimeOf(host.Process.Id));
        results.Add(Measure, Subject, "resident MB when all are parked", resident / 1e6);
        await Task.Delay(rest, TimeProvider.System);
        results.Add(Measure, Subject, $"resident MB {rest.TotalSeconds:0} s later", Processor.ResidentBytes(host.Process.Id) / 1e6);
        results.Add(Measure, Subject, "writes of payouts a second while they wait", (await _stored.CountWritesAsync() - writes) / rest.TotalSeconds);
        results.Add(Measure, Subject, "CPU % of one core while they wait", (Processor.TimeOf(host.Process.Id) - used) / rest * 100);
    }
}
