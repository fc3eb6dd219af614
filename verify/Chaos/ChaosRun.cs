using System.Collections.Immutable;
using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>One run: processes, clients, faults, then rest and the audit.</summary>
public static class ChaosRun
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

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
        try
        {
            return await RunAsync(deployment, history, say, cancellationToken);
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

    private static async Task<ChaosReport> RunAsync(Deployment deployment, History history, Action<string> say, CancellationToken cancellationToken)
    {
        var (options, orders, plan) = (deployment.Options, Orders.Of(deployment.Options), FaultPlan.Of(deployment.Options));
        var controls = new ControlPlan(options, orders);
        using var clients = new Clients(deployment.GatewayAddresses, history);
        using var injector = new FaultInjector(deployment, history, say);
        if (options.Controls)
        {
            await PolicyMaker.MakeAsync(controls, clients, cancellationToken);
        }

        var actors = new Actors(options, controls, plan, orders, deployment, clients, history);
        history.Begin();
        say($"Seed {options.Seed}: {options.Payouts} payouts and {plan.Faults.Length} faults in {plan.Load.TotalSeconds:0} s");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(plan.Load + Timeout);
        using var last = new CancellationTokenSource();
        var following = actors.Follower.RunAsync(last.Token, limit.Token);
        await Task.WhenAll([actors.Load.RunAsync(limit.Token), injector.RunAsync(plan, limit.Token), .. actors.Others.Select(actor => actor.RunAsync(limit.Token))]);
        await actors.Load.AskAgainAsync(limit.Token);
        say($"{history.Now:mm\\:ss} {actors.Load.Accepted.Count} accepted, {actors.Load.Refused.Count} refused");
        await RestAsync(deployment, actors, clients, limit.Token);
        await last.CancelAsync();
        await following;
        var report = await new ReportMaker(deployment, controls, clients, injector, actors, history, say).MakeAsync(cancellationToken);
        if (!report.IsGood)
        {
            say($"The processes' output is in {await deployment.KeepOutputsAsync()}");
        }

        return report;
    }

    /// <summary>Waits until every payout is final, and reads each once more through every gateway.</summary>
    private static async Task RestAsync(Deployment deployment, Actors actors, Clients clients, CancellationToken cancellationToken)
    {
        ImmutableArray<string> open = [];
        await Eventually.IsTrueAsync(
            async () =>
            {
                foreach (var actor in actors.Others)
                {
                    await actor.LetGoAsync(cancellationToken);
                }

                open = [.. (await deployment.Stored.ReadAsync()).Where(payout => !payout.IsFinal).Select(payout => payout.Payout.Id)];
                return open.IsEmpty;
            },
            Timeout,
            () => $"{open.Length} payouts are not final, the first is {open[0]}.");
        for (var gateway = 0; gateway < deployment.Gateways.Length; gateway++)
        {
            await deployment.Gateways[gateway].Current.WaitUntilReadyAsync();
            foreach (var (id, order) in actors.Load.Accepted)
            {
                await clients.ReadAsync(order.Key, id, gateway);
            }
        }
    }
}
