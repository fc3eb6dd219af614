namespace Payouts.Silo.Start;

/// <summary>Keeps the services list young.</summary>
internal sealed class ServiceCatalogRefresh(ServiceCatalog catalog, TimeProvider clock, IHostApplicationLifetime lifetime) : AfterStart(lifetime)
{
    private static readonly TimeSpan AfterSuccess = TimeSpan.FromMinutes(4);
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
