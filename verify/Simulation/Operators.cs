using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation;

/// <summary>
/// People who ask Heleket again, claim and resolve, at times and on payouts that the seed chooses; what is not answered they do not repeat. Nothing
/// of it may move a payout.
/// </summary>
internal sealed class Operators(World world)
{
    private static readonly Caller[] People = [new("ana", "console"), new("ben"), new(Key: "script")];

    private int _open;

    public bool AreDone => _open == 0;

    public void Begin(IEnumerable<Order> orders)
    {
        foreach (var order in orders)
        {
            var chance = world.Scenario.Chance("operator", order.Number);
            for (var acts = chance.Next(6); acts > 0; acts--)
            {
                var (at, kind, by) = (order.AskedAt + chance.Spread(world.Scenario.Storm - order.AskedAt), chance.Next(4), People[chance.Next(People.Length)]);
                if (world.Scenario.Has(Trouble.People))
                {
                    _open++;
                    world.Agenda.Add(at, () => world.Watch(() => ActAsync(order, kind, by), world.Outside));
                }
            }
        }
    }

    private async Task ActAsync(Order order, int kind, Caller by)
    {
        try
        {
            await (kind switch
            {
                0 => ClaimAsync(order, by),
                1 => ResolveAsync(order, by),
                _ => LookUpAsync(order, by),
            });
        }
        catch (Exception exception) when (exception is TimeoutException || PayoutFailures.IsOfStorage(exception))
        {
            world.Tally.Count("acts of people that had no answer");
        }
        finally
        {
            _open--;
        }
    }

    private async Task LookUpAsync(Order order, Caller by)
    {
        var result = await CallAsync(order, grain => grain.LookUp(by), "look-up");
        Rule.Holds(result.Wait is null == (result.Verdict != OperateVerdict.TooSoon), "look-up", () => $"{result.Verdict} with a wait of {result.Wait}");
        Rule.Holds(result.Payout is not { } shown || Standing.MayLookUp(shown) == (result.Verdict != OperateVerdict.NotPossible), "look-up", () => $"{result.Verdict} for {result.Payout}");
    }

    private async Task ClaimAsync(Order order, Caller by)
    {
        var result = await CallAsync(order, grain => grain.ClaimAttention("I look", by), "claim");
        Rule.Holds(result.Payout is not { } shown || shown.NeedsAttention == (result.Verdict == OperateVerdict.Done), "claim", () => $"{result.Verdict} for {result.Payout}");
        Rule.Holds(result.Verdict != OperateVerdict.Done || result.Payout!.ClaimedBy == by.Name, "claim", () => $"claimed by {by}, shown as {result.Payout!.ClaimedBy}");
    }

    /// <summary>As a person does who saw the payout first.</summary>
    private async Task ResolveAsync(Order order, Caller by)
    {
        if (await CallAsync(order, grain => grain.GetPayout()) is not { } seen)
        {
            return;
        }

        var result = await CallAsync(order, grain => grain.ResolveAttention(seen.Version, "seen", by), "resolve");
        if (result.Verdict == OperateVerdict.Done)
        {
            Rule.Holds(
                (seen.Status, seen.Detail, seen.Reason, false, seen.Version + 1) == (result.Payout!.Status, result.Payout.Detail, result.Payout.Reason, result.Payout.NeedsAttention, result.Payout.Version),
                "resolve",
                () => $"{seen} became {result.Payout}");
        }
    }

    private async Task<OperateResult> CallAsync(Order order, Func<PayoutGrain, Task<OperateResult>> call, string what)
    {
        var result = await CallAsync(order, call);
        world.Tally.Count($"{what}: {result.Verdict}");
        if (result.Payout is { } shown)
        {
            ShownRules.Check(shown, world);
        }

        return result;
    }

    private Task<T> CallAsync<T>(Order order, Func<PayoutGrain, Task<T>> call) =>
        world.Cluster.CallAsync(SimulatedGrains.Id(SimulatedGrains.Payout, order.Id), call);
}
