namespace Heleket.Simulator;

/// <content>What can be done to its services list.</content>
public sealed partial class HeleketSimulator
{
    /// <summary>The pairs on offer, as they are now.</summary>
    public IReadOnlyList<SimulatedService> Services => _state.Services.All;

    /// <summary>Changes a pair, on the list and for payouts alike.</summary>
    /// <param name="currency">Coin code.</param>
    /// <param name="network">Network code.</param>
    /// <param name="change">What changes.</param>
    /// <returns>Whether there is such a pair.</returns>
    public bool ChangeService(string currency, string network, ServiceChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_state.Gate)
        {
            return _state.Services.Change(currency, network, change);
        }
    }

    /// <summary>Makes the list say something else than what is on offer.</summary>
    public void ShowServices(SimulatedServiceList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        lock (_state.Gate)
        {
            _state.Services.Show(list);
        }
    }

    /// <summary>The pairs and the list as at first.</summary>
    public void ResetServices()
    {
        lock (_state.Gate)
        {
            _state.Services.Restore();
        }
    }
}
