using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;
using Polly;
using Polly.Retry;

namespace Payouts.Silo.Start;

/// <summary>
/// Starts every sweeper. Each silo does so, so that reminders kept in memory are registered again after every start.
/// </summary>
internal sealed partial class SweeperStart(IGrainFactory grains, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<SweeperStart> logger)
    : AfterStart(lifetime)
{
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        var untilItWorks = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(30),
                UseJitter = true,
                OnRetry = retry =>
                {
                    Log.NotStarted(logger, retry.Outcome.Exception, retry.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            var sweeper = grains.GetGrain<ISweeperGrain>(shard);
            await untilItWorks.ExecuteAsync(async _ => await sweeper.Start(), stoppingToken);
        }

        Log.Started(logger, Shards.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Sweepers} sweepers look for due payouts")]
        public static partial void Started(ILogger logger, int sweepers);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A sweeper did not start; again in {Delay}")]
        public static partial void NotStarted(ILogger logger, Exception? exception, TimeSpan delay);
    }
}
