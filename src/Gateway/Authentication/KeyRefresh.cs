using Payouts.Gateway.Cluster;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Authentication;

/// <summary>Asks the silos for changed keys, so that no request has to.</summary>
internal sealed partial class KeyRefresh(GrainCalls grains, ApiKeys keys, TimeProvider time, ILogger<KeyRefresh> logger) : BackgroundService
{
    private const int NoVersion = -1;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // A silo that hangs must not make a revocation late: another one is asked.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Asks if nothing is known, so that a ready gateway knows every key.</summary>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => keys.KnownVersion is null ? RefreshAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Asks if no silo has told the keys yet: the first callers need not be told to come again.</summary>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    public Task BeToldAsync(CancellationToken cancellationToken) => keys.AreTold ? Task.CompletedTask : RefreshAsync(cancellationToken);

    /// <summary>Asks a silo.</summary>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var (asked, known) = (time.GetTimestamp(), keys.KnownVersion ?? NoVersion);
        var answer = await grains.RunAsync(factory => factory.GetGrain<IControlsGrain>(0).KeysNewerThan(known).WaitAsync(Patience, time), cancellationToken);
        keys.Accept(answer, asked);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (ClusterUnavailableException exception)
            {
                // Before the first answer the gateway already logs that it waits for a silo.
                var level = keys.KnownVersion is null ? LogLevel.Debug : LogLevel.Warning;
                var error = exception.InnerException?.GetType().Name;
                Log.NotRefreshed(logger, level, error);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Message = "The keys made at run time were not refreshed: {Error}; the last ones are believed for half a minute")]
        public static partial void NotRefreshed(ILogger logger, LogLevel level, string? error);
    }
}
