using Heleket.Simulator.Payouts;
using Heleket.Simulator.Persistence;
using Heleket.Simulator.Walking;
using Heleket.Simulator.Webhooks;

namespace Heleket.Simulator;

/// <summary>
/// All mutable state, under one lock. Every operation under it is short and touches a bounded number of payouts.
/// </summary>
internal sealed class SimulatorState(SimulatorOptions options, TimeProvider time) : IDisposable
{
    public Lock Gate { get; } = new();

    public SimulatorOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public PayoutBook Book { get; } = new();

    public Wallets Wallets { get; } = new(options, time);

    public WalkBook Walks { get; } = new(options);

    public ServiceBook Services => Pricing.Services;

    public Pricing Pricing { get; } = new(options, new ServiceBook(options));

    public SettleFees SettleFees => field ??= new(Pricing);

    public Journal Journal { get; } = new(options.DataFile);

    public Random Random { get; } = new(options.Seed);

    public Dictionary<string, decimal> Refunded { get; } = new(StringComparer.Ordinal);

    public string PayoutKey { get; set; } = options.PayoutKey;

    /// <summary>The time until which payouts answer <c>You are forbidden</c>.</summary>
    public DateTimeOffset BlockedUntil { get; set; } = DateTimeOffset.MinValue;

    public WebhookSettings Webhooks { get; set; } = options.Webhooks;

    /// <summary>Set on shutdown: a step that becomes due afterwards is left to the next start.</summary>
    public bool Closed { get; private set; }

    public LedgerWaiters Waiters { get; } = new();

    /// <summary>Sets a business wallet's balance, and opens the wallet if necessary.</summary>
    public void SetAvailable(string currency, decimal amount)
    {
        var now = Time.GetUtcNow();
        Wallets.SetAvailable(currency, amount, now);
        RecordBalance(currency, now);
    }

    /// <summary>Adds to a business wallet's balance, and opens the wallet if necessary.</summary>
    public void AddAvailable(string currency, decimal amount)
    {
        var now = Time.GetUtcNow();
        Wallets.Add(currency, amount, now);
        RecordBalance(currency, now);
    }

    /// <summary>Stores settled payouts of the past, in the ledger's order; balances stay as they are.</summary>
    public void Seed(IReadOnlyList<SimulatedPayout> payouts)
    {
        Book.AddPast(payouts.Select(payout => new PayoutEntry(payout, [])));
        foreach (var payout in payouts)
        {
            Wallets.Recall(payout);
        }
    }

    /// <summary>Notifies the callers waiting for a payout; of duplicates, they wait for the first.</summary>
    public void Announce(PayoutEntry entry) => Waiters.Look(entry.Payout.OrderId, () => Book.View(Book.Find(entry.Payout.OrderId) ?? entry));

    /// <summary>Restores the initial state.</summary>
    public void Clear()
    {
        Book.Clear();
        Wallets.Restore();
        Walks.Clear();
        Services.Restore();
        SettleFees.Clear();
        Journal.Clear();
        Refunded.Clear();
        PayoutKey = Options.PayoutKey;
        BlockedUntil = DateTimeOffset.MinValue;
        Webhooks = Options.Webhooks;
    }

    public void Dispose()
    {
        lock (Gate)
        {
            Closed = true;
            Journal.Dispose();
        }
    }

    private void RecordBalance(string currency, DateTimeOffset now) => Journal.Write(new JournalLine(JournalKind.Balance)
    {
        Currency = currency,
        Business = Wallets.Available(currency, now),
        Personal = Wallets.Personal(currency),
        At = now,
    });
}
