using Payouts.Simulation.Running;

namespace Payouts.Simulation.Scenarios;

/// <summary>What befalls the way to the documents, from a chance of its own: silos are cut off, one at a time, and the database is down for all of them.</summary>
internal static class DocumentFaults
{
    public static void Plan(World world)
    {
        var chance = world.Scenario.Chance("documents");
        for (var times = chance.Next(6); times > 0; times--)
        {
            var (at, choice, length) = (chance.Spread(world.Scenario.Storm), chance.Next(8), chance.Spread(TimeSpan.FromSeconds(60)));
            if (world.Scenario.Has(Trouble.Documents))
            {
                world.Agenda.Add(at, () => Befall(world, choice, length));
            }
        }
    }

    private static void Befall(World world, int choice, TimeSpan length)
    {
        var silos = world.Cluster.Members;
        if (choice == 0 || silos.Count == 0)
        {
            world.Tally.Count("documents: down for all silos");
            world.Documents.BeDownFor(length);
            return;
        }

        var silo = silos[choice % silos.Count];
        world.Tally.Count("documents: silos cut off");
        world.Trace.Say($"{silo.Name} is cut off from the documents for {length.TotalSeconds:0.0} s");
        silo.Documents.CutOffFor(length);
    }
}
