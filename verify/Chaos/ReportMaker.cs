using System.Collections.Immutable;
using System.Text.Json;

namespace Payouts.Chaos;

/// <summary>Holds everything that a run left against everything else, at rest.</summary>
internal sealed class ReportMaker(Deployment deployment, ControlPlan controls, Clients clients, FaultInjector injector, Actors actors, History history, Action<string> say)
{
    private static readonly TimeSpan FoldTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FoldPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SweepPause = TimeSpan.FromSeconds(5);

    // Sweeps look after ten minutes, at what was given back twice (docs/adr/0038), once a minute, on a machine with more to do than it can.
    private static readonly TimeSpan TentativeFor = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan ReleasedFor = TimeSpan.FromMinutes(25);
    private const int FindingsShown = 10;

    public async Task<ChaosReport> MakeAsync(CancellationToken cancellationToken)
    {
        var accepted = actors.Load.Accepted;
        var ledger = await deployment.Ledger.ReadAsync();
        var stored = await deployment.Stored.ReadAsync();
        var audit = new Audit(accepted, stored, ledger);
        var limits = new LimitAudit(accepted, ledger);
        var sentWhilePaused = audit.SentWhilePaused(actors.Pauser.Held).ToList();
        var wrongEvents = EventFollower.Wrong(actors.Follower.Seen, stored).ToList();
        var wrongApprovals = ApprovalAudit.Wrong(controls, accepted, ledger, history.Calls).ToList();
        var overLimits = controls.Counts.SelectMany(count => limits.OverCap(count).Take(1)).Concat(controls.WronglyRefused(actors.Load.Refused)).ToList();
        var toldCancelled = history.Calls.Where(call => call is { Kind: CallKind.Cancel or CallKind.Reject, Status: 200 }).Select(call => call.Id!).ToHashSet();
        var findings = new Findings(audit, history.Calls, toldCancelled, await deployment.Ledger.ReadWalletsAsync(), deployment.Gateways);
        var wrongStatistics = await SettledStatisticsAsync(audit);
        var duration = history.Now;
        var (wrongUsage, standings) = await SettledLimitsAsync(limits, cancellationToken);
        return new ChaosReport
        {
            Seed = deployment.Options.Seed,
            Storage = deployment.Options.Storage,
            Asked = deployment.Options.Payouts,
            Accepted = accepted.Count,
            Refused = actors.Load.Refused.Count,
            Confirmed = audit.Confirmed,
            Cancelled = audit.Cancelled(toldCancelled),
            Rejected = history.Calls.Where(call => call is { Kind: CallKind.Reject, Status: 200 }).DistinctBy(call => call.Key).Count(),
            SentWithApproval = ledger.Count(entry => accepted.TryGetValue(entry.OrderId, out var order) && controls.Needed(order) > 0),
            WaitedForRoom = actors.Impatient.Waited,
            Lost = findings.Lost.Count,
            Doubled = findings.Doubled.Count,
            Regressed = findings.Regressed.Count,
            NotLinearizable = findings.NotLinearizable.Count,
            WrongStatistics = wrongStatistics.Count,
            WrongEvents = wrongEvents.Count,
            Pauses = actors.Pauser.Held.Count,
            HeldBack = actors.Pauser.Waiting,
            SentWhilePaused = sentWhilePaused.Count,
            WrongApprovals = wrongApprovals.Count,
            OverLimits = overLimits.Count,
            WrongUsage = wrongUsage.Count,
            LimitHolds = new(standings.Sum(standing => standing.Used), standings.Sum(standing => standing.Tentative), standings.Sum(standing => standing.Released)),
            SettledFor = Math.Round((history.Now - duration).TotalSeconds, 1),
            Events = actors.Follower.Seen.Count,
            WrongAnswers = findings.WrongAnswers.Count,
            ClientAnswers = Responses.Count(history.Calls),
            CreateMilliseconds = Spread.Of(history.Calls.Where(call => call is { Kind: CallKind.Create, ShowsPayout: true }).Select(call => call.Took.TotalMilliseconds)),
            RecoverySeconds = Spread.Of(Recovery.Seconds(injector.Struck, history.Calls)),
            Faults = injector.Struck.CountBy(fault => fault.Kind).ToDictionary(count => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{count.Key}"), count => count.Value),
            FrozenAndEvicted = injector.Evicted,
            UnaskedSiloEnds = deployment.Silos.Sum(silo => silo.UnaskedEnds),
            HeleketCreates = ledger.Sum(entry => entry.CreateCalls),
            Duration = Math.Round(duration.TotalSeconds, 1),
            Findings =
            [
                .. findings.All.Concat([wrongStatistics, wrongEvents, sentWhilePaused, wrongApprovals, overLimits, wrongUsage]).SelectMany(kind => kind.Take(FindingsShown)),
            ],
        };
    }

    /// <summary>Folding goes on for a moment after the last payout is final.</summary>
    private async Task<IReadOnlyList<string>> SettledStatisticsAsync(Audit audit)
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

    /// <summary>
    /// What is given back is given back a moment after the last payout is final; what limits still remember is found by their sweeps, if the run waits for them.
    /// </summary>
    private async Task<(IReadOnlyList<string> Wrong, ImmutableArray<LimitStanding> Standings)> SettledLimitsAsync(LimitAudit audit, CancellationToken cancellationToken)
    {
        var (settle, from, told) = (deployment.Options.Settle, history.Now, (0, 0));
        while (true)
        {
            var standings = await LimitAudit.ReadAsync(controls.Counts, clients, deployment.Postgres.ConnectionString, cancellationToken);
            var (tentative, released) = (standings.Sum(standing => standing.Tentative), standings.Sum(standing => standing.Released));
            List<string> wrong = [.. controls.Counts.Zip(standings, (count, standing) => audit.WrongUsage(count, standing, TimeProvider.System.GetUtcNow())).OfType<string>()];
            var waited = history.Now - from;
            if ((wrong.Count == 0 && (settle == TimeSpan.Zero || tentative + released == 0)) || waited > (settle > FoldTimeout ? settle : FoldTimeout))
            {
                var isLate = (tentative > 0 && waited > TentativeFor) || (released > 0 && waited > ReleasedFor);
                return (isLate ? [.. wrong, $"{tentative} tentative and {released} released holds are remembered after {waited}"] : wrong, standings);
            }

            if ((tentative, released) != told)
            {
                told = (tentative, released);
                say($"{history.Now:mm\\:ss} limits remember {tentative} tentative and {released} released holds");
            }

            await Task.Delay(settle > TimeSpan.Zero ? SweepPause : FoldPause, TimeProvider.System, cancellationToken);
        }
    }
}
