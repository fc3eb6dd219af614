using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation;

/// <summary>
/// People who approve and reject what waits for them, at times and on payouts that the seed chooses, several at once; each repeats what was not answered.
/// Whoever made a payout tries too, and may not. After the storm somebody goes through what still waits, except for what is left to expire.
/// </summary>
internal sealed class Approvers(World world)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    private static readonly Decider[] People =
    [
        new("ana@example.com", "oidc", ["treasury"], MayApprove: true, MayOperate: true),
        new("Ben", "key", [], MayApprove: true, MayOperate: true, "ben-key"),
        new("cyd@example.com", "oidc", ["treasury", "audit"], MayApprove: true, MayOperate: true),
        new(" BEN ", "oidc", [], MayApprove: true, MayOperate: true),
    ];

    private readonly Dictionary<string, Order> _orders = new(StringComparer.Ordinal);
    private int _open;

    public bool AreDone => _open == 0;

    public void Begin(IEnumerable<Order> orders)
    {
        if (!world.Scenario.HasPolicy)
        {
            return;
        }

        foreach (var order in orders)
        {
            _orders.Add(order.Id, order);
            var chance = world.Scenario.Chance("approver", order.Number);
            for (var acts = chance.Next(5); acts > 0; acts--)
            {
                var at = order.AskedAt + chance.Spread(TimeSpan.FromMinutes(4));
                var by = chance.Next(6) is var person && person < People.Length ? People[person] : Maker(order);
                var (word, isBehind) = (chance.Next(8) == 0 ? ApprovalWord.Rejected : ApprovalWord.Approved, chance.Next(6) == 0);
                _open++;
                world.Agenda.Add(at, () => world.Watch(() => ActAsync(order, by, word, isBehind), world.Outside));
            }
        }
    }

    /// <summary>After the end of the storm is on the agenda.</summary>
    public void MakeRounds()
    {
        if (world.Scenario.HasPolicy)
        {
            world.Agenda.Add(world.Scenario.Storm, () => world.Watch(MakeRoundsAsync, world.Outside));
        }
    }

    private static Decider Maker(Order order) => new($" {order.Maker!.ToUpperInvariant()}", "oidc", ["treasury"], MayApprove: true, MayOperate: true);

    private async Task ActAsync(Order order, Decider by, ApprovalWord word, bool isBehind)
    {
        await DecideAsync(order, by, word, isBehind);
        _open--;
    }

    private async Task MakeRoundsAsync()
    {
        while (true)
        {
            foreach (var order in world.Database.Rows.Where(row => row.State.Payout.Detail == PayoutDetail.AwaitingApproval).Select(row => _orders[row.Id]).Where(order => !IsLeft(order)).ToList())
            {
                foreach (var by in People)
                {
                    await DecideAsync(order, by, ApprovalWord.Approved, isBehind: false);
                }
            }

            await world.Outside.Delay(Round);
        }
    }

    /// <summary>In some scenarios a few expire, an hour after they were made.</summary>
    private bool IsLeft(Order order) =>
        world.Scenario.Seed % 4 == 0 && order.Number % 3 == 0 && world.Database.Find(order.Id)!.State.Payout.Approval is { IsHeld: false, OverLimits: null };

    private async Task DecideAsync(Order order, Decider by, ApprovalWord word, bool isBehind)
    {
        var seen = await RepeatAsync(order, grain => grain.GetPayout());
        if (seen is null)
        {
            return;
        }

        var command = new DecidePayout([isBehind ? seen.Version - 1 : seen.Version], word, by, Reason: word == ApprovalWord.Rejected ? "a test" : null);
        var result = await RepeatAsync(order, grain => grain.Decide(command));
        world.Tally.Count($"decisions: {result.Verdict}");
        ShownRules.Check(result.Payout!, world);
        if (result.Verdict == DecideVerdict.Done)
        {
            Rule.Holds(
                result.Payout!.Approval!.Decisions.Any(given => given.Decision == word && string.Equals(given.By.Trim(), by.Person.Trim(), StringComparison.OrdinalIgnoreCase)),
                "decision",
                () => $"{by.Person} was told that it counts, and it is not there: {result.Payout.Approval}");
            Rule.Holds(!string.Equals(by.Person.Trim(), order.Maker, StringComparison.OrdinalIgnoreCase), "decision", () => $"{by.Person} decided on what they made");
        }
    }

    private async Task<T> RepeatAsync<T>(Order order, Func<PayoutGrain, Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await world.Cluster.CallAsync(SimulatedGrains.Id(SimulatedGrains.Payout, order.Id), call);
            }
            catch (Exception exception) when (exception is TimeoutException || PayoutFailures.IsOfStorage(exception))
            {
                world.Tally.Count("decisions that had no answer");
                await world.Outside.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }
}
