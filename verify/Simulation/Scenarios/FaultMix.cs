using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Scenarios;

/// <summary>What befalls the silos: planned before the scenario begins, at times that the seed chooses.</summary>
internal static class FaultMix
{
    private static readonly TimeSpan NoticedAfter = TimeSpan.FromSeconds(15);

    public static void Plan(World world)
    {
        var chance = world.Scenario.Chance("misfortune");
        Repeat(Trouble.Kills, chance.Next(5), () => Kill(world, chance.Next(), chance.Next(40)));
        Repeat(Trouble.Freezes, chance.Next(3), () =>
        {
            if (Choose(world, chance.Next()) is { } silo)
            {
                Freeze(world, silo, chance.Spread(TimeSpan.FromSeconds(150)));
            }
        });
        Repeat(Trouble.Splits, chance.Next(3), () => Split(world, chance.Spread(TimeSpan.FromSeconds(60))));
        Repeat(Trouble.Clocks, chance.Next(3), () => JumpClock(world, chance.Next(), TimeSpan.FromMinutes(chance.Next(-60, 60))));
        Repeat(Trouble.Collections, chance.Next(30), () => Collect(world, chance.Next()));
        Repeat(Trouble.Creates, chance.Next(2), () => world.Heleket.BeDownFor(chance.Spread(TimeSpan.FromMinutes(2))));

        void Repeat(Trouble trouble, int times, Action befall)
        {
            for (var i = 0; i < times; i++)
            {
                var at = chance.Spread(world.Scenario.Storm);
                if (world.Scenario.Has(trouble))
                {
                    world.Agenda.Add(at, () =>
                    {
                        if (!world.IsCalm)
                        {
                            befall();
                        }
                    });
                }
            }
        }
    }

    /// <summary>Dies in the middle of whatever it does, some steps from now, and is replaced.</summary>
    private static void Kill(World world, int choice, int steps) => world.AfterSteps(steps, () =>
    {
        if (Choose(world, choice) is { } silo)
        {
            world.Tally.Count("silos killed");
            world.Trace.Say($"{silo.Name} is killed");
            silo.Kill();
            world.Agenda.Add(world.Chance.Spread(NoticedAfter), () => world.Cluster.Evict(silo));
            Replace(world);
        }
    });

    /// <summary>Stops, is perhaps given up meanwhile, and goes on without knowing it for some steps.</summary>
    public static void Freeze(World world, SimulatedSilo silo, TimeSpan length)
    {
        if (silo.IsFrozen || silo.IsDead)
        {
            return;
        }

        world.Tally.Count("silos frozen");
        world.Trace.Say($"{silo.Name} freezes for {length.TotalSeconds:0.0} s");
        silo.Freeze();
        world.Agenda.Add(NoticedAfter, () =>
        {
            if (silo.IsFrozen)
            {
                world.Cluster.Evict(silo);
                Replace(world);
            }
        });
        world.Agenda.Add(length, () =>
        {
            if (silo.IsFrozen)
            {
                world.Trace.Say($"{silo.Name} wakes");
                silo.Thaw();
            }

            if (!world.Cluster.Members.Contains(silo))
            {
                world.Tally.Count("silos that went on after they were given up");
                world.AfterSteps(world.Chance.Next(200), silo.Kill);
                world.Agenda.Add(TimeSpan.FromSeconds(5), silo.Kill);
            }
        });
    }

    private static void Split(World world, TimeSpan length)
    {
        world.Tally.Count("splits");
        world.Trace.Say($"the cluster is split for {length.TotalSeconds:0.0} s");
        world.Cluster.IsSplit = true;
        world.Agenda.Add(length, () => world.Cluster.IsSplit = false);
    }

    private static void JumpClock(World world, int choice, TimeSpan by)
    {
        if (Choose(world, choice) is { } silo)
        {
            world.Tally.Count("clocks that jumped");
            world.Trace.Say($"the clock of {silo.Name} jumps by {by.TotalMinutes:0} min");
            silo.Skew += by;
        }
    }

    private static void Collect(World world, int choice)
    {
        if (Choose(world, choice) is { Activations.Count: > 0 } silo)
        {
            world.Tally.Count("activations collected");
            silo.Activations[choice % silo.Activations.Count].Leave();
        }
    }

    private static void Replace(World world) => world.Agenda.Add(TimeSpan.FromSeconds(5), world.Cluster.Join);

    private static SimulatedSilo? Choose(World world, int choice)
    {
        var alive = world.Cluster.Members.Where(silo => !silo.IsDead && !silo.IsFrozen).ToList();
        return alive.Count == 0 ? null : alive[choice % alive.Count];
    }
}
