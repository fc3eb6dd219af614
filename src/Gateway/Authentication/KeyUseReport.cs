using Payouts.Gateway.Cluster;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Authentication;

/// <summary>Reports now and then which keys were used. What could not be reported is reported the next time.</summary>
internal sealed partial class KeyUseReport(GrainCalls grains, ApiKeys keys, TimeProvider time, ILogger<KeyUseReport> logger) : BackgroundService
{
    private DateTimeOffset _reported = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(IKeyUseGrain.Interval, time, stoppingToken);
            try
            {
                await ReportAsync(stoppingToken);
            }
            catch (ClusterUnavailableException exception)
            {
                Log.NotReported(logger, exception.InnerException?.GetType().Name);
            }
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var uses = keys.UsedAfter(_reported);
        if (uses.IsEmpty)
        {
            return;
        }

        await grains.RunAsync(
            async factory =>
            {
                await factory.GetGrain<IKeyUseGrain>(IKeyUseGrain.Key).Report(uses);
                return true;
            },
            cancellationToken);
        _reported = uses.Values.Max();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of keys was not reported: {Error}; it will be with the next report")]
        public static partial void NotReported(ILogger logger, string? error);
    }
}
