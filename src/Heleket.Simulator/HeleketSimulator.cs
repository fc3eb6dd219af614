using System.Runtime.InteropServices;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Http;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Persistence;
using Heleket.Simulator.Walking;
using Heleket.Simulator.Webhooks;
using Microsoft.Extensions.Logging;

namespace Heleket.Simulator;

/// <summary>
/// The payout side of Heleket in memory (and in a file, if <see cref="SimulatorOptions.DataFile"/> says so): its ledger, walks, webhooks and
/// faults. Served over HTTP by <c>MapHeleketSimulator</c> or <see cref="SimulatorHost"/>; these members are the control API for tests in
/// the same process. Thread-safe.
/// </summary>
public sealed partial class HeleketSimulator : IAsyncDisposable
{
    private readonly SimulatorState _state;
    private readonly Agenda _agenda;
    private readonly WebhookOutbox _outbox;
    private readonly Walker _walker;
    private readonly FaultBook _faults;
    private readonly Dictionary<SimulatorOperation, long> _calls = [];
    private IReadOnlyList<PayoutEntry> _unfinished;

    /// <summary>Makes a simulator; with a data file, it knows what the last one knew, and goes on where that stopped once its host listens.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="time">Drives walks, retries, delays and the 24-hour block.</param>
    /// <param name="logger">Takes what it logs.</param>
    /// <exception cref="ArgumentException">A default walk that is not the notation.</exception>
    /// <exception cref="InvalidDataException">A data file that cannot be read.</exception>
    public HeleketSimulator(SimulatorOptions options, TimeProvider time, ILogger<HeleketSimulator> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _state = new SimulatorState(options, time);
        _agenda = new Agenda(time);
        _outbox = new WebhookOutbox(_state, _agenda, logger);
        _walker = new Walker(_state, _agenda, _outbox);
        _faults = new FaultBook(_state.Random);
        lock (_state.Gate)
        {
            Restoration.Run(_state);
            _unfinished = [.. _state.Book.All];
        }

        PayoutResponses = new PayoutResponses(_state, _walker);
        MerchantResponses = new MerchantResponses(_state, _outbox);
    }

    /// <summary>Every stored payout, in the order of creation.</summary>
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

    /// <summary>Calls with a good signature so far, whatever became of them. Operations that were never called are missing.</summary>
    public IReadOnlyDictionary<SimulatorOperation, long> Calls
    {
        get
        {
            lock (_state.Gate)
            {
                return new Dictionary<SimulatorOperation, long>(_calls);
            }
        }
    }

    /// <summary>The faults that are left.</summary>
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

    /// <summary>How webhooks fare now.</summary>
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

    /// <summary>How often a create came in for an order id, stored or not.</summary>
    public int CreateCalls(string orderId)
    {
        lock (_state.Gate)
        {
            return _state.Book.CreateCalls(orderId);
        }
    }

    /// <summary>Waits until a payout's state is as wanted, also if it is not stored yet. Looks again after every change.</summary>
    /// <param name="orderId">The caller's id.</param>
    /// <param name="wanted">Called under the lock: look, do not call back.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<LedgerEntry> WaitForAsync(string orderId, Func<LedgerEntry, bool> wanted, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        lock (_state.Gate)
        {
            return _state.Waiters.Add(orderId, Find(orderId), wanted).WaitAsync(cancellation);
        }
    }

    /// <summary>Takes up what the last simulator did not finish. Before the host listens a webhook to that very host could only fail.</summary>
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

    /// <summary>Begins no further webhook: a host that stops takes none.</summary>
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

    /// <summary>Counts a call, and says what is to go wrong with it.</summary>
    /// <param name="operation">Which call.</param>
    /// <param name="orderId">The payout that it names, if it does.</param>
    /// <param name="uuid">The same, by uuid.</param>
    internal Fault? Arrive(SimulatorOperation operation, string? orderId, string? uuid)
    {
        lock (_state.Gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_calls, operation, out _)++;
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
