using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Audit;

/// <summary>What must be true of every write that becomes durable (docs/lifecycle.md, "Rules").</summary>
internal static class WriteRules
{
    public static void Check(PayoutState? before, PayoutState after, World world)
    {
        var payout = after.Payout;
        Rule.Holds(payout.Version == (before?.Payout.Version ?? 0) + 1, "version", () => $"version {payout.Version} after {before?.Payout.Version}");
        var isDone = payout.IsFinal && (after.Holds is null || payout.Status == PayoutStatus.Confirmed);
        Rule.Holds(isDone == (after.NextActionAt is null), "due time", () => $"{payout.Status} {payout.Detail} is due at {after.NextActionAt}");
        Rule.Holds(after.NextActionAt is not { } at || at.Ticks % TimeSpan.TicksPerMillisecond == 0, "due time", () => $"due at {after.NextActionAt:O}, not a whole millisecond");
        Rule.Holds(payout.IsFinal == (payout.Detail is null), "detail", () => $"{payout.Status} has detail {payout.Detail}");
        ParkedRules.Check(before, after, world);
        DecisionRules.Check(before, after, world);
        if (before is not null)
        {
            var was = before.Payout;
            Rule.Holds(Rank(payout) >= Rank(was), "order of statuses", () => $"{was.Status} became {payout.Status}");
            Rule.Holds(!was.IsFinal || was.Status == payout.Status, "final status", () => $"final {was.Status} became {payout.Status}");
            Rule.Holds(ReferenceEquals(was.Request, payout.Request) || was.Request == payout.Request, "request", () => "the request changed");
            Rule.Holds(
                payout.Detail != PayoutDetail.Submitting || was.Detail == PayoutDetail.Submitting || (was.HeleketTransactionId is null && was.Reason != PayoutReason.EchoMismatch),
                "sent though seen",
                () => "what Heleket once showed is to be sent again");
            Rule.Holds(
                was.Detail == PayoutDetail.AwaitingApproval || payout.ResponseLogs[^1] is not { Source: LogSource.Operator } line || line.Version != payout.Version || What(was) == What(payout),
                "people",
                () => $"a person's act made {What(was)} {What(payout)}");
            Rule.Holds(was.HeleketTransactionId is null || was.HeleketTransactionId == payout.HeleketTransactionId, "heleket's id", () => "Heleket's id changed");
        }

        world.Heleket.CheckMoney(payout);
    }

    /// <summary>What no person changes; a send shows in the detail.</summary>
    private static (PayoutStatus, PayoutDetail?, PayoutReason?, string?, string?, decimal?) What(Payout payout) =>
        (payout.Status, payout.Detail, payout.Reason, payout.HeleketTransactionId, payout.Txid, payout.Fee);

    private static int Rank(Payout payout) => payout.Status switch
    {
        PayoutStatus.Pending => 0,
        PayoutStatus.Broadcast => 1,
        _ => 2,
    };
}
