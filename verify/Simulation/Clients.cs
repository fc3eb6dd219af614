using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;
using Payouts.Simulation.Storage;

namespace Payouts.Simulation;

/// <summary>
/// Clients: each asks for its payout under one key until it is answered, some several times at once; some cancel; all believe only what they are told,
/// and what they are told is held against what is stored.
/// </summary>
internal sealed class Clients(World world)
{
    private readonly List<Order> _orders = [.. world.Scenario.Numbers.Select(number => new Order(world.Scenario, number))];
    private readonly HashSet<string> _cancelled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private int _open;

    public IReadOnlyList<Order> Orders => _orders;

    public bool AreDone => _open == 0;

    /// <summary>Whether a client was told that it is cancelled.</summary>
    public bool WasToldCancelled(Order order) => _cancelled.Contains(order.Id);

    /// <summary>Whether a client was told that the policy, a limit or the address book forbids it; an earlier try may be carried out all the same.</summary>
    public bool WasRefused(Order order) => _refused.Contains(order.Id);

    public void Begin()
    {
        foreach (var order in _orders)
        {
            _open++;
            world.Heleket.Orders.Add(order.Id, order);
            world.Agenda.Add(order.AskedAt, () => world.Watch(() => LiveAsync(order), world.Outside));
        }
    }

    private async Task LiveAsync(Order order)
    {
        if (order.IsReadBefore)
        {
            world.Watch(() => RepeatAsync((PayoutGrain grain) => grain.GetPayout(), order), world.Outside);
            await world.Outside.Delay(world.ChanceOf(order.Id).Latency());
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, order.Asks).Select(_ => RepeatAsync(() => CreateAsync(order))));
        Rule.Holds(answers.Count(answer => answer.Created) <= 1, "created once", () => $"{order.Id} was created more than once");
        foreach (var answer in answers.Where(answer => answer.Refusal is not null))
        {
            RefusalRules.Check(order, answer.Refusal!, world);
            _refused.Add(order.Id);
        }

        foreach (var answer in answers.Where(answer => answer.Refusal is null))
        {
            Rule.Holds(answer.Differs.IsEmpty, "replay", () => "a repeat of the same request was found to differ");
            ShownRules.Check(answer.Payout, world);
        }

        if (answers.All(answer => answer.Refusal is not null))
        {
            _open--;
            return;
        }

        _refused.Remove(order.Id);
        var reading = ReadAsync(order);
        var cancels = await Task.WhenAll(order.Cancels.Select(async after =>
        {
            await world.Outside.Delay(after);
            return await RepeatAsync((PayoutGrain grain) => grain.Cancel(null), order);
        }));
        foreach (var cancel in cancels)
        {
            Rule.Holds(cancel.Verdict is CancelVerdict.Cancelled or CancelVerdict.NotCancellable, "cancel", () => $"answered with {cancel.Verdict}");
            ShownRules.Check(cancel.Payout!, world);
            if (cancel.Verdict == CancelVerdict.Cancelled)
            {
                world.Tally.Count("cancels that succeeded");
                _cancelled.Add(order.Id);
                Rule.Holds(world.Database.Find(order.Id)!.State.Payout.Status == PayoutStatus.Cancelled, "cancel", "a client was told so, and it is not");
            }
        }

        await reading;
        _open--;
    }

    private async Task ReadAsync(Order order)
    {
        await world.Outside.Delay(order.ReadAfter);
        var read = await RepeatAsync((PayoutGrain grain) => grain.GetPayout(), order);
        Rule.Holds(read is not null, "read", () => $"{order.Id} was accepted and is not found");
        ShownRules.Check(read!, world);
    }

    private Task<CreatePayoutResult> CreateAsync(Order order)
    {
        if (order.Lane(world.ChanceOf(order.Id)) is { } lane)
        {
            world.Tally.Count("creates through a lane");
            return world.Cluster.CallAsync(SimulatedGrains.Id(SimulatedGrains.Lane, lane), (PayoutLane grain) => grain.Create(order.Id, order.Command));
        }

        return world.Cluster.CallAsync(SimulatedGrains.Id(SimulatedGrains.Payout, order.Id), (PayoutGrain grain) => grain.Create(order.Command));
    }

    private Task<T> RepeatAsync<T>(Func<PayoutGrain, Task<T>> call, Order order) =>
        RepeatAsync(() => world.Cluster.CallAsync(SimulatedGrains.Id(SimulatedGrains.Payout, order.Id), call));

    /// <summary>Repeats under the same key whatever had no answer, as clients are told to.</summary>
    private async Task<T> RepeatAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (exception is TimeoutException || PayoutFailures.IsOfCreate(exception, world.Scenario))
            {
                world.Tally.Count(exception is ControlsUnavailableException ? "creates refused without the controls" : "client calls that failed");
                await world.Outside.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }
}
