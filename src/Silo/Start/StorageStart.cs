using Payouts.Silo.Storage;
using Payouts.Storage;
using Polly;
using Polly.Retry;

namespace Payouts.Silo.Start;

/// <summary>
/// Makes the schema before any grain can ask for it: hosted services start in order, and this one is added before Orleans. Waits for a
/// database on a server, so that silo and server may start in any order; a store's own refusal, and a file's, stops the host.
/// </summary>
internal sealed partial class StorageStart(IPayoutStore store, SiloSettings settings, TimeProvider clock, ILogger<StorageStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var untilItIsThere = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = failed => ValueTask.FromResult(settings.Storage != StorageProvider.Sqlite && MayPass(failed.Outcome.Exception)),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(0.5),
                MaxDelay = TimeSpan.FromSeconds(5),
                UseJitter = true,
                OnRetry = retry =>
                {
                    // A driver's exception is a page long, and the same each time.
                    var exception = retry.Outcome.Exception;
                    Log.Waiting(logger, settings.Storage, exception?.GetType().Name, retry.RetryDelay, retry.AttemptNumber == 0 ? exception : null);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        await untilItIsThere.ExecuteAsync(async token => await store.InitializeAsync(token), cancellationToken);
        Log.Ready(logger, settings.Storage);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A store says that it cannot work with a database (a newer release's schema) with an InvalidOperationException; drivers have their own.
    private static bool MayPass(Exception? exception) =>
        exception is not (null or InvalidOperationException or ArgumentException or OperationCanceledException);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The payout storage ({Provider}) is ready")]
        public static partial void Ready(ILogger logger, StorageProvider provider);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The payout storage ({Provider}) cannot be reached ({Because}); again in {Delay}")]
        public static partial void Waiting(ILogger logger, StorageProvider provider, string? because, TimeSpan delay, Exception? exception);
    }
}
