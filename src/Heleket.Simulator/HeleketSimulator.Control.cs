using System.Diagnostics.CodeAnalysis;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Persistence;
using Heleket.Simulator.Walking;
using Heleket.Simulator.Webhooks;

namespace Heleket.Simulator;

/// <content>Control operations for tests and operators.</content>
public sealed partial class HeleketSimulator
{
    /// <summary>Injects a fault.</summary>
    /// <exception cref="ArgumentException">A member is out of bounds.</exception>
    public void Inject(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_state.Gate)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Removes all faults. A call that already hangs stays hanging.</summary>
    public void ClearFaults()
    {
        lock (_state.Gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>Scripts the walk of payouts created from now on.</summary>
    /// <exception cref="ArgumentException">The steps are not valid <see cref="WalkStep"/> notation.</exception>
    public void Script(WalkRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        lock (_state.Gate)
        {
            _state.Walks.Add(rule);
        }
    }

    /// <summary>Scripts the walk of one payout that is yet to be created.</summary>
    /// <param name="orderId">The caller's id.</param>
    /// <param name="steps">The steps, in the notation of <see cref="WalkStep"/>.</param>
    public void Script(string orderId, params string[] steps) => Script(new WalkRule(steps) { OrderId = orderId });

    /// <summary>Removes all scripts; existing payouts keep theirs.</summary>
    public void ClearScripts()
    {
        lock (_state.Gate)
        {
            _state.Walks.Clear();
        }
    }

    /// <summary>Changes the webhook settings from now on.</summary>
    public void SetWebhooks(WebhookSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNotEqual(settings.Copies is >= 1 and <= 100, true, nameof(settings));
        lock (_state.Gate)
        {
            _state.Webhooks = settings;
        }
    }

    /// <summary>Sets a payout's status now and moves the money accordingly; the rest of its walk is dropped.</summary>
    /// <param name="orderId">The caller's id.</param>
    /// <param name="step">The step, in the notation of <see cref="WalkStep"/>.</param>
    /// <returns>Whether the payout exists.</returns>
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

    /// <summary>Delivers a webhook for the payout's current state, regardless of the settings.</summary>
    /// <returns>Whether the payout exists.</returns>
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

    /// <summary>
    /// Changes the payout key; payouts answer <c>You are forbidden</c> for the next 24 hours (docs/heleket.md, "Keys").
    /// </summary>
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

    /// <summary>
    /// Deletes payouts, calls, faults, scripts and the data file's content; balances, keys and webhook settings are
    /// reset to their initial values.
    /// </summary>
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
