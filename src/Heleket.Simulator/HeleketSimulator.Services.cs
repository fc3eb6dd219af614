namespace Heleket.Simulator;

/// <content>Control of the services list.</content>
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

    /// <summary>Makes the list differ from what is on offer.</summary>
    public void ShowServices(SimulatedServiceList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        lock (_state.Gate)
        {
            _state.Services.Show(list);
        }
    }

    /// <summary>Restores the initial pairs and list.</summary>
    public void ResetServices()
    {
        lock (_state.Gate)
        {
            _state.Services.Restore();
        }
    }
}
