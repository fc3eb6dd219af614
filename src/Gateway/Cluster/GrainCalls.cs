using System.Runtime.ExceptionServices;
using Orleans.Concurrency;
using Orleans.Runtime;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Webhooks;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Payouts.Gateway.Cluster;

/// <summary>
/// Calls grains, and retries through a failover. Every call that the gateway makes may be repeated: a create comes under
/// its id, a cancel, claim, pause or webhook changes nothing the second time, and a look-up, a resolution or the lifting
/// of a pause that was done is refused.
/// </summary>
internal sealed partial class GrainCalls
{
    /// <summary>How long one request keeps retrying.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(8);

    private static readonly ResiliencePropertyKey<TimeSpan> Left = new("left");

    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _repeats;
    private readonly GrainReferences<IPayoutGrain> _payouts = new();
    private IPayoutLane? _lane;
    private IWebhookGrain? _webhooks;

    public GrainCalls(IGrainFactory grains, TimeProvider time, ILogger<GrainCalls> logger)
    {
        _grains = grains;
        _time = time;
        _repeats = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = arguments => new(arguments.Context.Properties.GetValue(Left, Budget)) })
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => new(arguments.Outcome.Exception is { } exception && MayPass(exception)),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(50),
                MaxDelay = TimeSpan.FromSeconds(1),
                UseJitter = true,
                OnRetry = arguments =>
                {
                    Log.Repeating(logger, arguments.AttemptNumber + 1, arguments.Outcome.Exception?.GetType().Name);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Calls a payout's grain.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task<T> Payout<T>(string id, Func<IPayoutGrain, Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(grains => call(_payouts.To(grains, id)), cancellationToken);

    /// <summary>
    /// Creates a payout: in its grain, or in the lane of those to which nothing happens for a while.
    /// </summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task<CreatePayoutResult> Create(string id, CreatePayout command, CancellationToken cancellationToken) =>
        command.Request.ScheduledFor - command.RequestedAt > IPayoutLane.Horizon
            ? RunAsync(grains => (_lane ??= grains.GetGrain<IPayoutLane>(0)).Create(id, command), cancellationToken)
            : Payout(id, payout => payout.Create(command), cancellationToken);

    /// <summary>Hands over a webhook.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task<WebhookAnswer> Webhook(byte[] body, CancellationToken cancellationToken) =>
        RunAsync(grains => (_webhooks ??= grains.GetGrain<IWebhookGrain>(0)).Receive(body.AsImmutable()), cancellationToken);

    /// <summary>Calls until there is an answer or the budget is used up.</summary>
    /// <exception cref="ClusterUnavailableException">
    /// There was no answer, or a failure that retrying cannot fix.
    /// </exception>
    public async Task<T> RunAsync<T>(Func<IGrainFactory, Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var begun = _time.GetTimestamp();
        try
        {
            // Most calls succeed at once and never need the pipeline, which allocates more than the call itself.
            return await call(_grains).WaitAsync(Budget, _time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var left = Budget - _time.GetElapsedTime(begun);
            return MayPass(exception) && left > TimeSpan.Zero
                ? await RepeatAsync(call, exception, left, cancellationToken)
                : throw new ClusterUnavailableException(exception);
        }
    }

    /// <summary>Repeats a call that has failed once, within what is left of the budget.</summary>
    private async Task<T> RepeatAsync<T>(Func<IGrainFactory, Task<T>> call, Exception failure, TimeSpan left, CancellationToken cancellationToken)
    {
        // The pipeline counts that failure as its first attempt, so it logs it, and pauses before the next one.
        var isCounted = false;
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Left, left);
        try
        {
            return await _repeats.ExecuteAsync(
                async within =>
                {
                    if (!isCounted)
                    {
                        isCounted = true;
                        ExceptionDispatchInfo.Throw(failure);
                    }

                    return await call(_grains).WaitAsync(within.CancellationToken);
                },
                context);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterUnavailableException(exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>
    /// Not when a silo is overloaded: repeating would make it worse. Not without the controls either: they have been away
    /// for seconds. The caller is told when to try again.
    /// </summary>
    private static bool MayPass(Exception exception) =>
        exception is TimeoutException or (OrleansException and not LimitExceededException and not ControlsUnavailableException);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Grain call failed with {Error}; attempt {Attempt} follows")]
        public static partial void Repeating(ILogger logger, int attempt, string? error);
    }
}
