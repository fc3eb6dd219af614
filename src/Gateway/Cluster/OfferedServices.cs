using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Cluster;

/// <summary>
/// Heleket's services list as the silos last read it, cached here so that a create needs no further call.
/// </summary>
internal sealed partial class OfferedServices(GrainCalls grains, TimeProvider time, ILogger<OfferedServices> logger) : BackgroundService
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(30);

    // Until Heleket has answered once, only the usual pairs are accepted: this ends that sooner.
    private static readonly TimeSpan RefreshWhileEmpty = TimeSpan.FromSeconds(2);

    private volatile ServiceList? _last;

    /// <summary>The last good list. Only the first callers wait for it.</summary>
    /// <exception cref="ClusterUnavailableException">There is none yet and the cluster does not answer.</exception>
    public async ValueTask<ServiceList> CurrentAsync(CancellationToken cancellationToken) =>
        _last ?? await LoadAsync(cancellationToken);

    /// <summary>
    /// Fetches the list if there is no good one yet, so that a ready gateway rejects what Heleket does not offer.
    /// </summary>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) =>
        _last is not { IsGood: true } ? LoadAsync(cancellationToken) : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LoadAsync(stoppingToken);
            }
            catch (ClusterUnavailableException exception)
            {
                // Without a first list the gateway already logs that it waits for a silo, and every request that
                // failed.
                var level = _last is null ? LogLevel.Debug : LogLevel.Warning;
                var error = exception.InnerException?.GetType().Name;
                Log.NotRefreshed(logger, level, error);
            }

            await Task.Delay(_last is { IsGood: true } ? Refresh : RefreshWhileEmpty, time, stoppingToken);
        }
    }

    /// <summary>
    /// A silo that has just started may have no list yet, and an older release may report an empty one: an earlier good
    /// list is better.
    /// </summary>
    internal static ServiceList Better(ServiceList? last, ServiceList next) => next.IsGood ? next : last ?? next;

    /// <summary>Asks a silo. The last good list is never replaced by a worse one.</summary>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    internal async Task<ServiceList> LoadAsync(CancellationToken cancellationToken)
    {
        var next = await grains.RunAsync(factory => factory.GetGrain<IAssetCatalogGrain>(0).GetServices(), cancellationToken);
        return _last = Better(_last, next);
    }

    private static partial class Log
    {
        [LoggerMessage(Message = "Heleket's services were not refreshed: {Error}; the last list stays in use")]
        public static partial void NotRefreshed(ILogger logger, LogLevel level, string? error);
    }
}
