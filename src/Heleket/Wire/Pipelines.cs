using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace Heleket.Wire;

/// <summary>
/// The resilience layers between a call and the network. From the outside in: retries (reads only), the queue for a
/// slot, the circuit breaker, the time limit. Waiting for a slot does not count towards a call's time limit but has the
/// same limit of its own, and a retry releases its slot while it waits.
/// </summary>
internal sealed class Pipelines
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly TimeProvider _time;
    private long _lastBroken;

    public Pipelines(HeleketOptions options, TimeProvider time)
    {
        _time = time;
        var limiter = new ConcurrencyLimiter(new()
        {
            PermitLimit = options.MaxConcurrentCalls,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        Once = new ResiliencePipelineBuilder<Response> { TimeProvider = time }
            .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = arguments => TakeAsync(limiter, options.Timeout, time, arguments.Context.CancellationToken) })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Response>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = Pause,
                ShouldHandle = arguments => ValueTask.FromResult(Note(IsBroken(arguments.Outcome))),
                StateProvider = _circuit,
            })
            .AddTimeout(options.Timeout)
            .Build();
        Repeated = options.ReadAttempts == 1 ? Once : new ResiliencePipelineBuilder<Response> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Response>
            {
                MaxRetryAttempts = options.ReadAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(5),
                ShouldHandle = arguments => ValueTask.FromResult(IsBroken(arguments.Outcome) || arguments.Outcome.Result is { Status: 429 }),
            })
            .AddPipeline(Once)
            .Build();
    }

    /// <summary>For calls that must not be repeated.</summary>
    public ResiliencePipeline<Response> Once { get; }

    /// <summary>For reads.</summary>
    public ResiliencePipeline<Response> Repeated { get; }

    /// <summary>
    /// The circuit now, and until when it stays open. It closes by itself only when a call asks; one that is merely
    /// waited for is as good as half open.
    /// </summary>
    public (HeleketCircuit Circuit, DateTimeOffset? PausedUntil) Circuit
    {
        get
        {
            var until = new DateTimeOffset(Volatile.Read(ref _lastBroken), TimeSpan.Zero) + Pause;
            return _circuit.CircuitState switch
            {
                CircuitState.Closed => (HeleketCircuit.Closed, null),
                CircuitState.Open when _time.GetUtcNow() < until => (HeleketCircuit.Open, until),
                _ => (HeleketCircuit.HalfOpen, null),
            };
        }
    }

    /// <summary>
    /// Remembers when the circuit may have opened: at the last failure while it was not open. Polly's own event runs on
    /// another scheduler than the caller's, which <c>Channel</c> promises not to leave.
    /// </summary>
    private bool Note(bool isBroken)
    {
        if (isBroken && _circuit.CircuitState != CircuitState.Open)
        {
            Volatile.Write(ref _lastBroken, _time.GetUtcNow().UtcTicks);
        }

        return isBroken;
    }

    /// <summary>Takes a free slot at once, without the timer and the cancellation that waiting needs.</summary>
    private static ValueTask<RateLimitLease> TakeAsync(ConcurrencyLimiter limiter, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Fails while others wait, even if a slot is free: first come, first served.
        var free = limiter.AttemptAcquire();
        if (free.IsAcquired)
        {
            return new(free);
        }

        free.Dispose();
        return WaitAsync(limiter, limit, time, cancellationToken);
    }

    /// <summary>
    /// Waits for a slot, but no longer than a call may take: by then the caller should retry later, with current data.
    /// </summary>
    private static async ValueTask<RateLimitLease> WaitAsync(ConcurrencyLimiter limiter, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await limiter.AcquireAsync(1, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutRejectedException("No place was free in time.", limit);
        }
    }

    /// <summary>Whether the provider or the route to it is broken. A refusal is an answer and does not count.</summary>
    private static bool IsBroken(Outcome<Response> outcome) => outcome is
    {
        Exception: HttpRequestException or IOException or TimeoutRejectedException
    } or
    {
        Result: { Status: >= 500 } or { Status: 200, Envelope: null }
    };
}
