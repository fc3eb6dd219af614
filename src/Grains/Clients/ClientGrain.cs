using System.Collections.Immutable;
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
        ExpireIf(stats.Payouts == 0);
        return stats;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<SeriesPoint>> GetSeries(SeriesQuery query)
    {
        var points = await store.ReadSeriesAsync(this.GetPrimaryKeyString(), query, CancellationToken.None);
        ExpireIf(points.IsEmpty);
        return points;
    }

    // Requests for unknown clients must not fill the memory.
    private void ExpireIf(bool isEmpty)
    {
        if (isEmpty && !_isExpiring)
        {
            _isExpiring = true;
            this.RegisterGrainTimer(Expire, new GrainTimerCreationOptions(EmptyRetention, Timeout.InfiniteTimeSpan));
        }
    }

    private Task Expire()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
