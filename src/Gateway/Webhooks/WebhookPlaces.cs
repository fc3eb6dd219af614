using System.Threading.RateLimiting;

namespace Payouts.Gateway.Webhooks;

/// <summary>
/// A bound on the webhooks that are worked on at once. What is over it is answered 503, which Heleket repeats; what it makes of a 429 is not documented.
/// </summary>
internal sealed class WebhookPlaces(int places = WebhookPlaces.Most) : IDisposable
{
    /// <summary>The most at once.</summary>
    public const int Most = 1000;

    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = places });

    /// <summary>A place, or a refusal; given back when disposed of.</summary>
    public RateLimitLease Take() => _limiter.AttemptAcquire();

    public void Dispose() => _limiter.Dispose();
}
