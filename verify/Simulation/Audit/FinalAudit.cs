using Payouts.Grains.Clients;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;
using Payouts.Simulation.Storage;

namespace Payouts.Simulation.Audit;

/// <summary>What must be true at rest.</summary>
internal static class FinalAudit
{
    public static void Check(World world, Clients clients)
    {
        foreach (var order in clients.Orders)
        {
            var state = world.Database.Find(order.Id)?.State;
            var payout = state?.Payout;
            world.Tally.Count("payouts");
            if (payout is null && clients.WasRefused(order))
            {
                world.Tally.Count("end: refused");
                continue;
            }

            Rule.Holds(payout is not null, "lost", () => $"{order.Id} was accepted and is not stored");
            CheckEnd(world, order, state!);
            Rule.Holds(
                !clients.WasToldCancelled(order) || (payout!.Status == PayoutStatus.Cancelled && world.Heleket.Find(order.Id) is null),
                "cancel",
                () => $"{order.Id}: a client was told that it is cancelled; it is {payout!.Status}");
            world.Tally.Count($"end: {payout!.Status}{(payout.IsFinal ? "" : $" {payout.Detail}, for a person")}");
        }

        CheckStatistics(world);
        EventRules.CheckOrder(world);
        CapRules.CheckAtRest(world);
    }

    private static void CheckEnd(World world, Order order, PayoutState state)
    {
        var payout = state.Payout;
        var entry = world.Heleket.Find(order.Id);
        if (entry is { IsOther: true })
        {
            Rule.Holds(Database.IsToldToPerson(state), "echo", () => $"{order.Id}: Heleket holds something else, and nobody is told");
            return;
        }

        Rule.Holds(payout.IsFinal, "stuck", () => $"{order.Id} is {payout.Status} {payout.Detail}");
        var isRight = entry switch
        {
            null => payout.Status is PayoutStatus.Failed || payout is
            {
                Status: PayoutStatus.Cancelled,
                Reason: PayoutReason.CancelledByClient or PayoutReason.Rejected or PayoutReason.ApprovalExpired or PayoutReason.AddressRevoked,
            },
            { Order.Contradiction: not null } => true,
            { WasPaid: true } => payout.Status == PayoutStatus.Confirmed,
            { Status.Text: "cancel" } => payout.Status == PayoutStatus.Cancelled,
            _ => payout.Status == PayoutStatus.Failed,
        };
        Rule.Holds(isRight, "end", () => $"{order.Id} is {payout.Status} {payout.Reason}; at Heleket {entry?.Status.Text ?? "nothing"}");
    }

    /// <summary>The totals, before and after everything is folded, are what a recount of the rows gives.</summary>
    private static void CheckStatistics(World world)
    {
        foreach (var client in world.Database.Rows.Select(row => row.State.Payout.Request.ClientId).Append(IClientGrain.AllClients).Distinct().ToList())
        {
            Compare(world, client);
        }

        while (world.Database.Unfolded > 0)
        {
            world.Database.Fold(1000);
        }

        Compare(world, IClientGrain.AllClients);
    }

    private static void Compare(World world, string client)
    {
        var stats = Ask(world, client, grain => grain.GetStats());
        var rows = world.Database.Rows.Select(row => row.State.Payout).Where(payout => client == IClientGrain.AllClients || payout.Request.ClientId == client).ToList();
        Rule.Holds(stats.Payouts == rows.Count, "statistics", () => $"{client}: {stats.Payouts} payouts, recounted {rows.Count}");
        foreach (var group in rows.GroupBy(payout => (payout.Request.Asset, payout.Status)))
        {
            var total = stats.Totals.SingleOrDefault(total => (total.Asset, total.Status) == group.Key);
            var sum = group.Aggregate(default(Sum), (sum, payout) => sum + payout.Request.Amount);
            Rule.Holds(
                total is not null && total.Count == group.Count() && total.Amount == sum,
                "statistics",
                () => $"{client}: {group.Key} is {total?.Count} and {total?.Amount}, recounted {group.Count()} and {sum}");
        }

        Rule.Holds(stats.Totals.Sum(total => total.Count) == rows.Count, "statistics", () => $"{client}: the totals count something that is not there");
    }

    private static T Ask<T>(World world, string client, Func<ClientGrain, Task<T>> ask)
    {
        while (true)
        {
            var answer = world.Cluster.CallAsync(SimulatedGrains.Id(SimulatedGrains.Client, client), ask);
            world.Advance(() => answer.IsCompleted);
            if (answer.IsCompletedSuccessfully)
            {
                return answer.Result;
            }

            Rule.Holds(answer.Exception!.InnerException is TimeoutException, "statistics", () => $"not answered: {answer.Exception}");
        }
    }
}
