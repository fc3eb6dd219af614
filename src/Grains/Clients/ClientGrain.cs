using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Clients;

/// <summary>
/// One client's statistics. Nothing has to be reported to this grain and nothing can be lost or counted twice: the store
/// reads the folded totals and the events after them in one snapshot (docs/adr/0027).
/// </summary>
public sealed class ClientGrain(IPayoutStore store) : Grain, IClientGrain
{
    private static readonly TimeSpan EmptyRetention = TimeSpan.FromSeconds(5);

    private bool _isExpiring;

    /// <inheritdoc/>
    public async Task<ClientStats> GetStats()
    {
        var stats = await store.ReadStatsAsync(this.GetPrimaryKeyString(), CancellationToken.None);
        if (stats.Payouts == 0 && !_isExpiring)
        {
            // Requests for unknown clients must not fill the memory.
            _isExpiring = true;
            this.RegisterGrainTimer(Expire, new GrainTimerCreationOptions(EmptyRetention, Timeout.InfiniteTimeSpan));
        }

        return stats;
    }

    private Task Expire()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
