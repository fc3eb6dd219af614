using System.Threading.RateLimiting;

namespace Payouts.Gateway.Webhooks;

/// <summary>
/// Bounds the webhooks that are worked on at once, and the size of one. Those beyond the bound are answered 503, which Heleket repeats; what it does on a
/// 429 is not documented.
/// </summary>
internal sealed class WebhookLimiter(int permits = WebhookLimiter.MaxConcurrent) : IDisposable
{
    /// <summary>The most at once.</summary>
    public const int MaxConcurrent = 1000;

    /// <summary>The longest body.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = permits });

    /// <summary>A permit, or a refusal; released when disposed of.</summary>
    public RateLimitLease TryAcquire() => _limiter.AttemptAcquire();

    public void Dispose() => _limiter.Dispose();
}
