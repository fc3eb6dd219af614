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

    /// <summary>Sets a business wallet's balance.</summary>
    public void SetAvailable(string currency, decimal amount) => Wallets.SetAvailable(currency, amount, Time.GetUtcNow());

    /// <summary>Writes a wallet's balances to the journal after they were set.</summary>
    public void RecordBalance(string currency) => Journal.Write(new JournalLine(JournalKind.Balance)
    {
        Currency = currency,
        Business = Wallets.Available(currency),
        Personal = Wallets.Personal(currency),
        At = Time.GetUtcNow(),
    });

    /// <summary>Notifies the callers waiting for a payout.</summary>
    public void Announce(PayoutEntry entry) => Waiters.Look(entry.Payout.OrderId, () => Book.View(entry));

    /// <summary>Restores the initial state.</summary>
    public void Clear()
    {
        Book.Clear();
        Wallets.Restore();
        Walks.Clear();
        Services.Restore();
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
}
