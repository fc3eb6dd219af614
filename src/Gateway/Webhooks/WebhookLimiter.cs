using System.Threading.RateLimiting;

namespace Payouts.Gateway.Webhooks;

/// <summary>
/// Limits the size of a webhook, and how many are processed at once. Those over the limit get 503, after which Heleket
/// sends them again; what it does on 429 is not documented.
/// </summary>
internal sealed class WebhookLimiter(int permits = WebhookLimiter.MaxConcurrent) : IDisposable
{
    public const int MaxConcurrent = 1000;

    public const int MaxBodyBytes = 64 * 1024;

    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = permits });

    /// <summary>The lease of a permit, acquired or not; disposing it releases the permit.</summary>
    public RateLimitLease TryAcquire() => _limiter.AttemptAcquire();

    public void Dispose() => _limiter.Dispose();
}
