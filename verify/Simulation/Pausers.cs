using System.Globalization;
using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation;

/// <summary>
/// People who pause everything, an asset, a network or a client, and lift it after a while, several at once and some the same; each repeats what was not
/// answered. One of them lifts what nobody holds any more: a call that was given up can pause later, after its repeat was lifted.
/// </summary>
internal sealed class Pausers(World world)
{
    /// <summary>Longer than a queue lasts: a pause is no reason for it to expire.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(75);

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    private static readonly Caller By = new("olga", "console");

    private readonly List<string> _holding = [];
    private int _open;

    public bool AreDone => _open == 0;

    /// <summary>After the end of the storm is on the agenda.</summary>
    public void Begin()
    {
        var chance = world.Scenario.Chance("pauses");
        for (var (number, last) = (0, chance.Next(6)); number <= last; number++)
        {
            var (scope, at, held) = (ScopeOf(chance), chance.Spread(world.Scenario.Storm), chance.Spread(TimeSpan.FromMinutes(3)));
            held = number == 0 && world.Scenario.HasLongPause ? Long : held;
            if (world.Scenario.Has(Trouble.Pauses))
            {
                _open++;
                world.Agenda.Add(at, () => world.Watch(() => HoldAsync(scope, held), world.Outside, isAside: true));
            }
        }

        world.Agenda.Add(world.Scenario.Storm, () => world.Watch(MakeRoundsAsync, world.Outside, isAside: true));
    }

    private static string ScopeOf(Random chance) => chance.Next(5) switch
    {
        0 => "all",
        1 => "asset:TRX",
        2 => "asset:USDT",
        3 => "network:TRON",
        _ => string.Create(CultureInfo.InvariantCulture, $"client:client-{chance.Next(7)}"),
    };

    private async Task HoldAsync(string scope, TimeSpan held)
    {
        var began = world.Agenda.Elapsed;
        _holding.Add(scope);
        var answer = await RepeatAsync(grain => grain.Pause(scope, "a test", By));
        Rule.Holds(
            answer.Verdict == PauseVerdict.Done && world.Documents.Pauses.Any(pause => pause.Name == scope && !(pause.LiftedAt < began)),
            "pause",
            () => $"{scope} was answered with {answer.Verdict}, and was not paused at any time since it was asked for");
        await world.Outside.Delay(held);
        while (await RepeatAsync(grain => grain.Read()) is var seen && seen.Pauses.FirstOrDefault(pause => pause.Scope == scope) is { } pause)
        {
            await LiftAsync(pause);
        }

        _holding.Remove(scope);
        _open--;
    }

    private async Task MakeRoundsAsync()
    {
        while (true)
        {
            foreach (var pause in (await RepeatAsync(grain => grain.Read())).Pauses.Where(pause => !_holding.Contains(pause.Scope)))
            {
                world.Tally.Count("pauses that nobody held");
                await LiftAsync(pause);
            }

            await world.Outside.Delay(Round);
        }
    }

    private async Task LiftAsync(Pause pause)
    {
        var lifted = await RepeatAsync(grain => grain.Lift(pause.Scope, [pause.Version], "over", By));
        world.Tally.Count($"lifts: {lifted.Verdict}");
    }

    private async Task<T> RepeatAsync<T>(Func<PausesGrain, Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await world.Cluster.CallAsync(SimulatedGrains.Id(SimulatedGrains.Pauses, IPausesGrain.Key), call);
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException or IOException)
            {
                world.Tally.Count("calls about pauses that failed");
                await world.Outside.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }
}
