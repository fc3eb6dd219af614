using System.Data.Common;
using Payouts.Storage.Mongo;
using Polly;
using Polly.Retry;

namespace Payouts.Silo.Start;

/// <summary>
/// Lets a silo start before its database: a start that fails because the database is not there is retried, and the wait
/// is logged.
/// </summary>
internal sealed partial class DatabaseWait(TimeProvider clock, ILogger<DatabaseWait> logger)
{
    /// <summary>
    /// Runs <paramref name="start"/> until it succeeds. Errors that waiting cannot fix (a wrong password, a missing
    /// database, a newer schema) are thrown at once.
    /// </summary>
    /// <param name="setting">The setting that names the database.</param>
    /// <param name="start">Must be idempotent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task UntilItAnswersAsync(string setting, Func<CancellationToken, Task> start, CancellationToken cancellationToken)
    {
        var hasWaited = false;
        var untilItWorks = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(exception =>
                    exception is DbException { IsTransient: true } or TimeoutException || MongoErrors.IsTransient(exception)),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = TimeSpan.FromSeconds(5),
                UseJitter = true,
                OnRetry = retry =>
                {
                    hasWaited = true;
                    Log.Waiting(logger, setting, FirstLine(retry.Outcome.Exception), retry.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        await untilItWorks.ExecuteAsync(async token => await start(token), cancellationToken);
        if (hasWaited)
        {
            Log.Ready(logger, setting);
        }
    }

    // Drivers append pages about the state of the server.
    private static string? FirstLine(Exception? exception) => exception?.GetBaseException().Message.Split('\n')[0];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The database of {Setting} is not ready: {Fault} Again in {Delay}")]
        public static partial void Waiting(ILogger logger, string setting, string? fault, TimeSpan delay);

        [LoggerMessage(Level = LogLevel.Information, Message = "The database of {Setting} is ready")]
        public static partial void Ready(ILogger logger, string setting);
    }
}
