using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Webhooks;
using Payouts.Grains.Providers;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Provider;

/// <summary>Heleket's webhooks: in the storm they are lost, late, doubled, replayed, and forged by others.</summary>
internal sealed class WebhookSender(World world)
{
    private const int Attempts = 4;

    public void Send(LedgerEntry entry, RawStatus status)
    {
        if (!world.Scenario.HasWebhooks)
        {
            return;
        }

        var chance = entry.Order.Chance;
        var body = entry.ToWebhook(status, SimulatedHeleket.PayoutKey);
        if (!Goes(150))
        {
            world.Agenda.Add(chance.Spread(TimeSpan.FromSeconds(20)), () => Deliver(body, WebhookAnswer.Accepted, 1));
        }

        if (Goes(150))
        {
            world.Agenda.Add(chance.Spread(TimeSpan.FromMinutes(5)), () => Deliver(body, WebhookAnswer.Accepted, Attempts));
        }

        if (Goes(30))
        {
            var lie = entry.ToWebhook(new RawStatus(chance.Next(2) == 0 ? "paid" : "fail", true), "another key");
            world.Agenda.Add(chance.Spread(TimeSpan.FromSeconds(20)), () => Deliver(lie, WebhookAnswer.BadSignature, Attempts));
        }

        bool Goes(int permille) => chance.Happens(permille) && !world.IsCalm && world.Scenario.Has(Trouble.Webhooks);
    }

    private void Deliver(byte[] body, WebhookAnswer expected, int attempt) => world.Watch(DeliverAsync(body, expected, attempt), world.Outside);

    private Func<Task> DeliverAsync(byte[] body, WebhookAnswer expected, int attempt) => async () =>
    {
        try
        {
            var door = SimulatedGrains.Id(SimulatedGrains.Webhook, world.Chance.Next(3));
            var answer = await world.Cluster.CallAsync(door, (WebhookGrain grain) => grain.Receive(new Immutable<byte[]>(body)));
            world.Tally.Count($"webhooks: {answer}");
            Rule.Holds(answer == expected, "webhooks", () => $"answered with {answer}, not {expected}");
        }
        catch (Exception exception) when (exception is TimeoutException || PayoutFailures.IsOfStorage(exception))
        {
            world.Tally.Count("webhooks: not answered");
            if (attempt < Attempts)
            {
                world.Agenda.Add(TimeSpan.FromSeconds(20 * attempt), () => Deliver(body, expected, attempt + 1));
            }
        }
    };
}
