using System.Diagnostics.CodeAnalysis;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Persistence;
using Heleket.Simulator.Walking;
using Heleket.Simulator.Webhooks;

namespace Heleket.Simulator;

/// <content>What a test or an operator can do to it.</content>
public sealed partial class HeleketSimulator
{
    /// <summary>Injects a fault.</summary>
    /// <exception cref="ArgumentException">A member out of its bounds.</exception>
    public void Inject(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_state.Gate)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Takes all faults away. A call that hangs already keeps hanging.</summary>
    public void ClearFaults()
    {
        lock (_state.Gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>Scripts the walk of payouts that will be made.</summary>
    /// <exception cref="ArgumentException">Steps that are not the notation of <see cref="WalkStep"/>.</exception>
    public void Script(WalkRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        lock (_state.Gate)
        {
            _state.Walks.Add(rule);
        }
    }

    /// <summary>Scripts the walk of one payout that will be made.</summary>
    /// <param name="orderId">The caller's id.</param>
    /// <param name="steps">In the notation of <see cref="WalkStep"/>.</param>
    public void Script(string orderId, params string[] steps) => Script(new WalkRule(steps) { OrderId = orderId });

    /// <summary>Takes all scripts away; payouts that exist keep theirs.</summary>
    public void ClearScripts()
    {
        lock (_state.Gate)
        {
            _state.Walks.Clear();
        }
    }

    /// <summary>Changes how webhooks fare from now on.</summary>
    public void SetWebhooks(WebhookSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNotEqual(settings.Copies is >= 1 and <= 100, true, nameof(settings));
        lock (_state.Gate)
        {
            _state.Webhooks = settings;
        }
    }

    /// <summary>Puts a payout into a status now, with the money following; the rest of its walk is left out.</summary>
    /// <param name="orderId">The caller's id.</param>
    /// <param name="step">In the notation of <see cref="WalkStep"/>.</param>
    /// <returns>Whether there is such a payout.</returns>
    public bool ForceStatus(string orderId, string step)
    {
        var parsed = WalkStep.Parse(step);
        lock (_state.Gate)
        {
            if (!TryFind(orderId, out var entry))
            {
                return false;
            }

            _walker.Force(entry, parsed);
            return true;
        }
    }

    /// <summary>Delivers a webhook of the payout's present state, whatever the settings are.</summary>
    /// <returns>Whether there is such a payout.</returns>
    public bool ResendWebhook(string orderId)
    {
        lock (_state.Gate)
        {
            if (!TryFind(orderId, out var entry))
            {
                return false;
            }

            _outbox.Add(entry, new WebhookSettings());
            return true;
        }
    }

    /// <summary>Sets what a business wallet can spend, and opens it if need be.</summary>
    /// <param name="currency">Coin code.</param>
    /// <param name="available">In units of the coin.</param>
    public void SetBalance(string currency, decimal available)
    {
        lock (_state.Gate)
        {
            _state.Wallets.SetAvailable(currency, available);
            _state.RecordBalance(currency);
        }
    }

    /// <summary>Changes the payout key; payouts answer <c>You are forbidden</c> for the next 24 hours (docs/heleket.md, "Keys").</summary>
    public void ChangePayoutKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        lock (_state.Gate)
        {
            _state.PayoutKey = key;
            _state.BlockedUntil = _state.Time.GetUtcNow() + TimeSpan.FromHours(24);
            _state.Journal.Write(new JournalLine(JournalKind.Key) { Key = key, At = _state.BlockedUntil });
        }
    }

    /// <summary>Forgets payouts, calls, faults, scripts and the data file's content; balances, keys and webhook settings are as at first.</summary>
    public void Reset()
    {
        lock (_state.Gate)
        {
            foreach (var entry in _state.Book.All)
            {
                entry.Generation++;
                entry.Webhooks.Pending.Clear();
                entry.Webhooks.Held.Clear();
            }

            _state.Clear();
            _faults.Clear();
            _calls.Clear();
        }
    }

    private bool TryFind(string orderId, [NotNullWhen(true)] out PayoutEntry? entry) => _state.Book.TryByOrder(orderId, out entry);
}
