using Heleket.Simulator.Faults;
using Heleket.Simulator.Http;
using Heleket.Simulator.Ledgers;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Persistence;
using Heleket.Simulator.Walking;
using Heleket.Simulator.Webhooks;
using Microsoft.Extensions.Logging;

namespace Heleket.Simulator;

/// <summary>
/// The payout side of Heleket in memory (and in a file, if <see cref="SimulatorOptions.DataFile"/> is set): its ledger,
/// walks, webhooks and faults. Served over HTTP by <c>MapHeleketSimulator</c> or <see cref="SimulatorHost"/>; these
/// members are the control API for tests in the same process. Thread-safe.
/// </summary>
public sealed partial class HeleketSimulator : IAsyncDisposable
{
    private readonly SimulatorState _state;
    private readonly Agenda _agenda;
    private readonly WebhookOutbox _outbox;
    private readonly Walker _walker;
    private readonly FaultBook _faults;
    private readonly Forger _forger;
    private readonly CallCounts _calls = new();
    private IReadOnlyList<PayoutEntry> _unfinished;

    /// <summary>
    /// Creates a simulator. With a data file it restores the state of the previous one and resumes its work once the
    /// host listens.
    /// </summary>
    /// <param name="options">The simulator's behaviour.</param>
    /// <param name="time">Drives walks, retries, delays and the 24-hour block.</param>
    /// <param name="logger">Receives the simulator's log.</param>
    /// <exception cref="ArgumentException">The default walk is not valid notation, or an option is out of bounds.</exception>
    /// <exception cref="InvalidDataException">The data file cannot be read.</exception>
    public HeleketSimulator(SimulatorOptions options, TimeProvider time, ILogger<HeleketSimulator> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _state = new SimulatorState(options, time);
        _agenda = new Agenda(time);
        _outbox = new WebhookOutbox(_state, _agenda, logger);
        _walker = new Walker(_state, _agenda, _outbox);
        _faults = new FaultBook(_state.Random);
        _forger = new Forger(_state, _walker);
        lock (_state.Gate)
        {
            Restoration.Run(_state);
            _unfinished = [.. _state.Book.All];
        }

        PayoutResponses = new PayoutResponses(_state, _walker);
        MerchantResponses = new MerchantResponses(_state, _outbox);
    }

    /// <summary>Every stored payout, in order of creation.</summary>
    public IReadOnlyList<LedgerEntry> Ledger
    {
        get
        {
            lock (_state.Gate)
            {
                return [.. _state.Book.All.Select(_state.Book.View)];
            }
        }
    }

    /// <summary>The business wallets.</summary>
    public IReadOnlyList<WalletView> Wallets
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.Wallets.View();
            }
        }
    }

    /// <summary>
    /// The number of correctly signed calls so far, whatever their outcome. Operations that were never called are
    /// missing.
    /// </summary>
    public IReadOnlyDictionary<SimulatorOperation, long> Calls
    {
        get
        {
            lock (_state.Gate)
            {
                return _calls.Totals();
            }
        }
    }

    /// <summary>The same by second, for the last 7,200 seconds that had a call, oldest first.</summary>
    public IReadOnlyList<CallsInSecond> CallsBySecond
    {
        get
        {
            lock (_state.Gate)
            {
                return _calls.BySecond();
            }
        }
    }

    /// <summary>The remaining faults.</summary>
    public IReadOnlyList<Fault> Faults
    {
        get
        {
            lock (_state.Gate)
            {
                return _faults.View();
            }
        }
    }

    /// <summary>The current webhook settings.</summary>
    public WebhookSettings Webhooks
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.Webhooks;
            }
        }
    }

    internal SimulatorOptions Options => _state.Options;

    internal TimeProvider Time => _state.Time;

    internal PayoutResponses PayoutResponses { get; }

    internal MerchantResponses MerchantResponses { get; }

    /// <summary>One payout, or <see langword="null"/>.</summary>
    public LedgerEntry? Find(string orderId)
    {
        lock (_state.Gate)
        {
            return _state.Book.TryByOrder(orderId, out var entry) ? _state.Book.View(entry) : null;
        }
    }

    /// <summary>The number of creates received for an order id, stored or not.</summary>
    public int CreateCalls(string orderId)
    {
        lock (_state.Gate)
        {
            return _state.Book.CreateCalls(orderId);
        }
    }

    /// <summary>
    /// Waits until a payout satisfies a condition, even if it is not stored yet. Checked again after every change.
    /// </summary>
    /// <param name="orderId">The caller's id.</param>
    /// <param name="wanted">Called under the lock, so it must only inspect the entry and not call back.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public Task<LedgerEntry> WaitForAsync(string orderId, Func<LedgerEntry, bool> wanted, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        lock (_state.Gate)
        {
            return _state.Waiters.Add(orderId, Find(orderId), wanted).WaitAsync(cancellation);
        }
    }

    /// <summary>
    /// Resumes the previous simulator's unfinished work. Called once the host listens, because a webhook to that same
    /// host would fail before.
    /// </summary>
    internal void Resume()
    {
        lock (_state.Gate)
        {
            foreach (var entry in _unfinished)
            {
                _walker.Resume(entry);
                _outbox.Pump(entry);
            }

            _unfinished = [];
        }
    }

    /// <summary>Starts no further webhook deliveries, because a stopping host accepts none.</summary>
    internal void StopWebhooks()
    {
        lock (_state.Gate)
        {
            _outbox.Close();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _agenda.Dispose();
        await _outbox.DisposeAsync();
        _state.Dispose();
    }

    /// <summary>The key that a call must be signed with.</summary>
    internal string KeyOf(SimulatorOperation operation)
    {
        lock (_state.Gate)
        {
            return operation == SimulatorOperation.Balance ? _state.Options.PaymentKey : _state.PayoutKey;
        }
    }

    /// <summary>Counts a call and returns the fault to apply, if any.</summary>
    /// <param name="operation">The operation called.</param>
    /// <param name="orderId">The order id of the payout, if the call names one.</param>
    /// <param name="uuid">The uuid of the payout, if the call names one.</param>
    internal Fault? Arrive(SimulatorOperation operation, string? orderId, string? uuid)
    {
        lock (_state.Gate)
        {
            _calls.Count(operation, _state.Time.GetUtcNow());
            if (operation == SimulatorOperation.Create && orderId is not null)
            {
                _state.Book.CountCreate(orderId);
            }

            if (orderId is null && uuid is not null && _state.Book.TryByUuid(uuid, out var entry))
            {
                orderId = entry.Payout.OrderId;
            }

            return _faults.Next(operation, orderId);
        }
    }
}
