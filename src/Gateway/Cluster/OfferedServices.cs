namespace Payouts.Gateway.Cluster;

/// <summary>Heleket's services list as the silos last read it, kept here so that a create asks nobody else.</summary>
internal sealed partial class OfferedServices(GrainCalls grains, TimeProvider time, ILogger<OfferedServices> logger) : BackgroundService
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(60);

    // Until Heleket has answered once, no pair can be refused: that ends sooner this way.
    private static readonly TimeSpan RefreshWhileEmpty = TimeSpan.FromSeconds(2);

    private volatile ServiceList? _last;

    /// <summary>The last good list. Only the first callers wait for it.</summary>
    /// <exception cref="ClusterUnavailableException">There is none yet and the cluster does not answer.</exception>
    public async ValueTask<ServiceList> CurrentAsync(CancellationToken cancellationToken) =>
        _last ?? Keep(await LoadAsync(cancellationToken));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Keep(await LoadAsync(stoppingToken));
            }
            catch (ClusterUnavailableException exception)
            {
                Log.NotRefreshed(logger, exception.InnerException?.GetType().Name);
            }

            await Task.Delay(_last?.LoadedAt is null ? RefreshWhileEmpty : Refresh, time, stoppingToken);
        }
    }

    private Task<ServiceList> LoadAsync(CancellationToken cancellationToken) =>
        grains.RunAsync(factory => factory.GetGrain<IServicesGrain>(0).GetServices(), cancellationToken);

    /// <summary>A silo that has just started may have nothing yet; what another told is better.</summary>
    private ServiceList Keep(ServiceList list) =>
        list.LoadedAt is null && _last is { LoadedAt: not null } last ? last : _last = list;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Heleket's services were not refreshed: {Error}; the last list stays in use")]
        public static partial void NotRefreshed(ILogger logger, string? error);
    }
}
