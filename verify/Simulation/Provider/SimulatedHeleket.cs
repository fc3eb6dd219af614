using Payouts.Grains.Interfaces.Payouts;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;
using Payouts.Simulation.Storage;

namespace Payouts.Simulation.Provider;

/// <summary>Heleket: a ledger, the walk of each payout through its statuses, and what the ledger forbids our side to believe.</summary>
internal sealed class SimulatedHeleket(World world)
{
    public const string PayoutKey = "payout-key";

    private readonly Dictionary<string, LedgerEntry> _ledger = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sent> _sent = new(StringComparer.Ordinal);
    private readonly WebhookSender _webhooks = new(world);
    private readonly CapRules _caps = new(world);
    private TimeSpan _downUntil;

    public Dictionary<string, Order> Orders { get; } = new(StringComparer.Ordinal);

    public bool IsDown => world.Agenda.Elapsed < _downUntil && !world.IsCalm;

    public LedgerEntry? Find(string id) => _ledger.GetValueOrDefault(id);

    public bool HoldsOther(string id) => Find(id) is { IsOther: true };

    public void BeDownFor(TimeSpan length)
    {
        world.Trace.Say($"Heleket is down for {length.TotalSeconds:0.0} s");
        _downUntil = world.Agenda.Elapsed + length;
    }

    /// <summary>The bytes of a create left.</summary>
    public void NoteSent(string id, Host by)
    {
        var row = world.Database.Find(id);
        Rule.Holds(row is not null, "intent first", "a request left before anything was stored");
        if (!_sent.TryGetValue(id, out var sent))
        {
            _sent[id] = sent = new Sent();
        }

        sent.Requests++;
        world.Trace.Say($"{by.Name} sends {id[^4..]}");
        world.Tally.Count("creates sent");
        SendRules.Check(Orders[id].Request, (SimulatedSilo)by, world);
        DecisionRules.CheckSent(row!, world);
        if (row!.State.UnknownSince is null)
        {
            // Not what may be out already: it counts where it was first sent.
            AddressRules.CheckSent(row, world);
            _caps.NoteSent(row);
        }

        Rule.Holds(sent.Requests <= row!.Intents, "intent first", () => $"{sent.Requests} requests left for {row.Intents} stored intents");
        Rule.Holds(!row.State.Payout.IsFinal, "sent after the end", () => $"a request left for a payout that is {row.State.Payout.Status}");
        Rule.Holds(
            world.Scenario.HeleketKnowsRepeats || (!_ledger.ContainsKey(id) && sent.Pending == 0),
            "sent twice",
            () => $"request {sent.Requests} left while an earlier one {(_ledger.ContainsKey(id) ? "was carried out" : "can still be carried out")}");
    }

    /// <summary>A request that left is on its way, and can be carried out until <see cref="Arrive"/> or <see cref="Lose"/>.</summary>
    public void Expect(string id) => _sent[id].Pending++;

    /// <summary>It was never read.</summary>
    public void Lose(string id) => _sent[id].Pending--;

    /// <summary>It is carried out.</summary>
    public LedgerEntry Arrive(string id, bool isOther, TimeSpan lag)
    {
        _sent[id].Pending--;
        if (_ledger.TryGetValue(id, out var known))
        {
            // Heleket knows repeats, else the rule above had been broken.
            world.Tally.Count("creates repeated to Heleket");
            return known;
        }

        var order = Orders[id];
        var stored = world.Database.Find(id)!.State.Payout;
        Rule.Holds(
            stored.Status is not (PayoutStatus.Failed or PayoutStatus.Cancelled), "money", () => $"carried out at Heleket, and {stored.Status} with us");
        var entry = _ledger[id] = new LedgerEntry(order, isOther, world.Agenda.Elapsed + lag);
        world.Tally.Count("payouts at Heleket");
        Walk(entry, 0);
        return entry;
    }

    /// <summary>Money is never both returned and gone: what we show to be over is over at Heleket, in the same way.</summary>
    public void CheckMoney(Payout payout)
    {
        var entry = Find(payout.Id);
        if (payout.Status is PayoutStatus.Failed or PayoutStatus.Cancelled)
        {
            Rule.Holds(entry is null or { EndedUnpaid: true }, "money", () => $"{payout.Status} with us, {entry!.Status} at Heleket");
            Rule.Holds(
                entry is not null || !_sent.TryGetValue(payout.Id, out var sent) || sent.Pending == 0,
                "money",
                () => $"{payout.Status} with us while a request can still be carried out");
        }

        Rule.Holds(payout.Status != PayoutStatus.Confirmed || entry is { WasPaid: true }, "money", "confirmed with us, never paid at Heleket");
        Rule.Holds(payout.Status != PayoutStatus.Broadcast || entry is not null, "money", "broadcast with us, unknown at Heleket");
    }

    private void Walk(LedgerEntry entry, int step)
    {
        var order = entry.Order;
        var status = step < order.Life.Length ? order.Life[step] : order.Contradiction!;
        entry.Say(status, world.Agenda.Elapsed);
        world.Trace.Say($"Heleket: {order.Id[^4..]} is {status.Text}{(status.IsFinal ? ", final" : "")}");
        _webhooks.Send(entry, status);
        if (step + 1 < order.Life.Length || (step + 1 == order.Life.Length && order.Contradiction is not null))
        {
            world.Agenda.Add(order.Chance.Spread(TimeSpan.FromMinutes(2)), () => Walk(entry, step + 1));
        }
    }

    private sealed class Sent
    {
        public int Requests { get; set; }

        public int Pending { get; set; }
    }
}
