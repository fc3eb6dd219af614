using System.Text.Json;
using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>One run: processes, clients, faults, then rest and the audit.</summary>
public static class ChaosRun
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan FoldTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FoldPause = TimeSpan.FromMilliseconds(200);
    private const int FindingsShown = 10;

    /// <summary>Runs it.</summary>
    /// <param name="options">What.</param>
    /// <param name="say">Takes a line of progress at a time.</param>
    /// <param name="cancellationToken">Ends it, and all its processes.</param>
    /// <exception cref="TimeoutException">Clients were not served, or payouts not finished, in time.</exception>
    public static async Task<ChaosReport> RunAsync(ChaosOptions options, Action<string> say, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(say);
        var history = new History();

        // Opened first: a run must not come to its end before it is known that its history can be written.
        await using var file = options.History is { } path ? new StreamWriter(path) : null;
        await using var deployment = await Deployment.StartAsync(options, history);
        using var clients = new Clients(deployment.GatewayAddresses, history);
        using var injector = new FaultInjector(deployment, history, say);
        var plan = FaultPlan.Of(options);
        var load = new Load(clients, history, Orders.Of(options), plan);
        var follower = new EventFollower(clients);
        var pauser = new Pauser(clients, history);
        history.Begin();
        say($"Seed {options.Seed}: {options.Payouts} payouts and {plan.Faults.Length} faults in {plan.Load.TotalSeconds:0} s");
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(plan.Load + Timeout);
            using var last = new CancellationTokenSource();
            var following = follower.RunAsync(last.Token, limit.Token);
            await Task.WhenAll(load.RunAsync(limit.Token), injector.RunAsync(plan, limit.Token), pauser.RunAsync(Pauser.Plan(options, plan.Load), limit.Token));
            say($"{history.Now:mm\\:ss} all {load.Accepted.Count} accepted");
            await RestAsync(deployment, load, clients, pauser, limit.Token);
            await last.CancelAsync();
            await following;
            var report = await AuditAsync(deployment, load, clients, follower, injector, pauser, history);
            if (!report.IsGood)
            {
                say($"The processes' output is in {await deployment.KeepOutputsAsync()}");
            }

            return report;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            say($"{history.Now:mm\\:ss} not finished; the processes' output is in {await deployment.KeepOutputsAsync()}");
            throw;
        }
        finally
        {
            if (file is not null)
            {
                await HistoryFile.WriteAsync(file, history.Calls);
            }
        }
    }

    /// <summary>Waits until every payout is final, and reads each once more through every gateway.</summary>
    private static async Task RestAsync(Deployment deployment, Load load, Clients clients, Pauser pauser, CancellationToken cancellationToken)
    {
        var open = -1;
        await Eventually.IsTrueAsync(
            async () =>
            {
                await pauser.LiftTheRestAsync(cancellationToken);
                return (open = (await deployment.Stored.ReadAsync()).Count(payout => !payout.IsFinal)) == 0;
            },
            Timeout,
            () => $"{open} payouts are not final.");
        for (var gateway = 0; gateway < deployment.Gateways.Length; gateway++)
        {
            await deployment.Gateways[gateway].Current.WaitUntilReadyAsync();
            foreach (var (id, order) in load.Accepted)
            {
                await clients.ReadAsync(order.Key, id, gateway);
            }
        }
    }

    private static async Task<ChaosReport> AuditAsync(Deployment deployment, Load load, Clients clients, EventFollower follower, FaultInjector injector, Pauser pauser, History history)
    {
        var ledger = await deployment.Ledger.ReadAsync();
        var stored = await deployment.Stored.ReadAsync();
        var audit = new Audit(load.Accepted, stored, ledger);
        var sentWhilePaused = audit.SentWhilePaused(pauser.Held).ToList();
        var wrongEvents = EventFollower.Wrong(follower.Seen, stored).ToList();
        var toldCancelled = history.Calls.Where(call => call is { Kind: CallKind.Cancel, Status: 200 }).Select(call => call.Id!).ToHashSet();
        var findings = new Findings(audit, history.Calls, toldCancelled, await deployment.Ledger.ReadWalletsAsync(), deployment.Gateways);
        var wrongStatistics = await SettledStatisticsAsync(audit, clients, history);
        return new ChaosReport
        {
            Seed = deployment.Options.Seed,
            Storage = deployment.Options.Storage,
            Asked = deployment.Options.Payouts,
            Accepted = load.Accepted.Count,
            Confirmed = audit.Confirmed,
            Cancelled = audit.Cancelled(toldCancelled),
            Lost = findings.Lost.Count,
            Doubled = findings.Doubled.Count,
            Regressed = findings.Regressed.Count,
            NotLinearizable = findings.NotLinearizable.Count,
            WrongStatistics = wrongStatistics.Count,
            WrongEvents = wrongEvents.Count,
            Pauses = pauser.Held.Count,
            HeldBack = pauser.Waiting,
            SentWhilePaused = sentWhilePaused.Count,
            Events = follower.Seen.Count,
            WrongAnswers = findings.WrongAnswers.Count,
            ClientAnswers = Responses.Count(history.Calls),
            CreateMilliseconds = Spread.Of(history.Calls.Where(call => call is { Kind: CallKind.Create, ShowsPayout: true }).Select(call => call.Took.TotalMilliseconds)),
            RecoverySeconds = Spread.Of(Recovery.Seconds(injector.Struck, history.Calls)),
            Faults = injector.Struck.CountBy(fault => fault.Kind).ToDictionary(count => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{count.Key}"), count => count.Value),
            FrozenAndEvicted = injector.Evicted,
            UnaskedSiloEnds = deployment.Silos.Sum(silo => silo.UnaskedEnds),
            HeleketCreates = ledger.Sum(entry => entry.CreateCalls),
            Duration = Math.Round(history.Now.TotalSeconds, 1),
            Findings = [.. findings.All.Append(wrongStatistics).Append(wrongEvents).Append(sentWhilePaused).SelectMany(kind => kind.Take(FindingsShown))],
        };
    }

    /// <summary>Folding goes on for a moment after the last payout is final.</summary>
    private static async Task<IReadOnlyList<string>> SettledStatisticsAsync(Audit audit, Clients clients, History history)
    {
        var timeout = history.Now + FoldTimeout;
        while (true)
        {
            var wrong = await audit.WrongStatisticsAsync(clients);
            if (wrong.Count == 0 || history.Now > timeout)
            {
                return wrong;
            }

            await Task.Delay(FoldPause, TimeProvider.System);
        }
    }
}
