using Payouts.Addresses;
using Payouts.Grains.AddressBook;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation;

/// <summary>People who add addresses to the books of clients, activate them and revoke them, some twice; each repeats what was not answered.</summary>
internal sealed class Bookkeepers(World world)
{
    private const string Adder = "mia@example.com";
    private const string Other = "ana@example.com";
    private const string Network = "TRON";

    private int _open;

    public bool AreDone => _open == 0;

    public void Begin()
    {
        foreach (var client in PolicyStory.ClientsWithBooks(world.Scenario))
        {
            foreach (var address in Order.Addresses)
            {
                var chance = world.Scenario.Chance($"book of {client}: {address}");
                _open++;
                world.Agenda.Add(chance.Next(3) == 0 ? chance.Spread(world.Scenario.Storm / 2) : TimeSpan.Zero, () => world.Watch(() => LiveAsync(client, address, chance), world.Outside));
            }
        }
    }

    private async Task LiveAsync(string client, string address, Random chance)
    {
        var id = AddressId.Of(client, Network, address, memo: null);
        for (var times = 1 + chance.Next(2); times > 0; times--)
        {
            var (isActivated, isRevoked, held) = (chance.Next(2) == 0, chance.Next(2) == 0, chance.Spread(TimeSpan.FromMinutes(6)));
            Told("added", await RepeatAsync(client, grain => grain.Add(new(Network, address, "a test", new(Adder), [Adder]))), BookVerdict.Added, BookVerdict.Done);
            if (isActivated)
            {
                // A repeat of the add can come late, when the first was revoked already: then nobody can say what is found.
                var own = await RepeatAsync(client, grain => grain.Activate(new(id, $" {Adder.ToUpperInvariant()}")));
                Told("activated by who added it", own, BookVerdict.SelfApproval);
                Told("activated", await RepeatAsync(client, grain => grain.Activate(new(id, Other))), BookVerdict.Done);
            }

            await world.Outside.Delay(held);
            if (isRevoked)
            {
                Told("revoked", await RepeatAsync(client, grain => grain.Revoke(new(id, "a test", new(Other)))), BookVerdict.Done);
                Rule.Holds(
                    world.Documents.Entries.Any(entry => entry.ClientId == client && entry.Id == id && entry.RevokedAt is not null), "book", () => $"{address} of {client} was answered as revoked, and is not");
                await world.Outside.Delay(chance.Spread(TimeSpan.FromMinutes(1)));
            }
        }

        _open--;
    }

    private void Told(string what, BookAnswer answer, params BookVerdict[] expected)
    {
        world.Tally.Count($"addresses {what}: {answer.Verdict}");
        Rule.Holds(expected.Contains(answer.Verdict), "book", () => $"an address that was {what} was answered with {answer.Verdict}");
    }

    private async Task<T> RepeatAsync<T>(string client, Func<AddressBookGrain, Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await world.Cluster.CallAsync(SimulatedGrains.Id(SimulatedGrains.Book, client), call);
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException)
            {
                world.Tally.Count("calls about addresses that failed");
                await world.Outside.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }
}
