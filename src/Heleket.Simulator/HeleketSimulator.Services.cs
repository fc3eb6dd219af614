using Heleket.Simulator.Payouts;

namespace Heleket.Simulator;

/// <content>Control of the services list and of fees.</content>
public sealed partial class HeleketSimulator
{
    /// <summary>The pairs currently on offer.</summary>
    public IReadOnlyList<SimulatedService> Services => _state.Services.All;

    /// <summary>Changes a pair, both on the list and for payouts.</summary>
    /// <param name="currency">Coin code.</param>
    /// <param name="network">Network code.</param>
    /// <param name="change">The changes.</param>
    /// <returns>Whether the pair exists.</returns>
    public bool ChangeService(string currency, string network, ServiceChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_state.Gate)
        {
            return _state.Services.Change(currency, network, change);
        }
    }

    /// <summary>
    /// Changes the fee of a pair from now on: in calc, on the list, and in what is debited. Payouts that exist keep theirs.
    /// </summary>
    /// <param name="currency">Coin code.</param>
    /// <param name="network">Network code; <see langword="null"/>: the coin on every network.</param>
    /// <param name="amount">
    /// The fixed part, in the coin: 0 to 10,000,000,000, at most 8 decimals; <see langword="null"/>: as it is.
    /// </param>
    /// <param name="percent">The variable part, 0 to 100, at most 8 decimals; <see langword="null"/>: as it is.</param>
    /// <returns>Whether there is such a pair.</returns>
    /// <exception cref="ArgumentException">A value is out of bounds, or there is none.</exception>
    public bool SetFees(string currency, string? network, decimal? amount, decimal? percent)
    {
        if (amount is null && percent is null)
        {
            throw new ArgumentException($"{nameof(amount)} or {nameof(percent)} must be given.");
        }

        Bounds.Amount(nameof(amount), amount ?? 0);
        Bounds.Amount(nameof(percent), percent ?? 0, most: 100);
        lock (_state.Gate)
        {
            return _state.Services.Change(currency, network, new ServiceChange { FeeAmount = amount, FeePercent = percent });
        }
    }

    /// <summary>The rules for fees at settlement, those for one payout first.</summary>
    public IReadOnlyList<SettleFeeRule> SettleFees
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.SettleFees.View();
            }
        }
    }

    /// <summary>Takes another fee than was told when a payout is paid from now on.</summary>
    /// <exception cref="ArgumentException">The fee is out of bounds.</exception>
    public void SettleFor(SettleFeeRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        lock (_state.Gate)
        {
            _state.SettleFees.Add(rule);
        }
    }

    /// <summary>Takes the fee that was told again.</summary>
    public void ClearSettleFees()
    {
        lock (_state.Gate)
        {
            _state.SettleFees.Clear();
        }
    }

    /// <summary>Makes the list differ from what is on offer.</summary>
    public void ShowServices(SimulatedServiceList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        lock (_state.Gate)
        {
            _state.Services.Show(list);
        }
    }

    /// <summary>Restores the initial pairs, fees and list.</summary>
    public void ResetServices()
    {
        lock (_state.Gate)
        {
            _state.Services.Restore();
        }
    }
}
