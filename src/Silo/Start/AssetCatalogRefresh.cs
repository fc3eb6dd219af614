using Payouts.Grains.Providers;

namespace Payouts.Silo.Start;

/// <summary>
/// Keeps the services list fresh, so that a payout whose pair was not available is sent soon: Heleket's SDK advises
/// polling no faster than this.
/// </summary>
internal sealed class AssetCatalogRefresh(AssetCatalog catalog, TimeProvider clock, IHostApplicationLifetime lifetime) : AfterStart(lifetime)
{
    private static readonly TimeSpan AfterSuccess = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var succeeded = await catalog.RefreshAsync(stoppingToken);
            await Task.Delay(succeeded ? AfterSuccess : AfterFailure, clock, stoppingToken);
        }
    }
}
