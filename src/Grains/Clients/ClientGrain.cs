using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Clients;

/// <summary>
/// Keeps one client's totals. A payout's own row records the status it is counted under, so nothing has to be reported
/// to this grain and nothing can be lost or counted twice; the grain folds changes into the totals, and reads both in
/// one snapshot (docs/adr/0006).
/// </summary>
public sealed class ClientGrain(IPayoutStore store) : Grain, IClientGrain, IClientFolding
{
    private const int FoldBatch = 1000;

    private static readonly TimeSpan EmptyRetention = TimeSpan.FromSeconds(5);

    private Task? _folding;
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

    /// <inheritdoc/>
    public Task Fold() => _folding is { IsCompleted: false } folding ? folding : _folding = FoldAll();

    private Task Expire()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task FoldAll()
    {
        while (await store.FoldStatsAsync(this.GetPrimaryKeyString(), FoldBatch, CancellationToken.None) == FoldBatch)
        {
        }
    }
}

/// <summary>The interface of a client for the sweepers.</summary>
[GrainInterfaceType("Payouts.IClientFolding")]
[Alias("payouts.IClientFolding")]
public interface IClientFolding : IGrainWithStringKey
{
    /// <summary>Brings the totals up to date, off every request's path; harmless to repeat.</summary>
    [AlwaysInterleave, Alias("Fold")]
    Task Fold();
}
