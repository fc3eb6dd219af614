using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Payouts.Gateway.Problems;
using Payouts.Hosting;

namespace Payouts.Gateway.Authentication;

/// <summary>
/// Limits the requests of one key in flight. Requests over the limit are rejected at once. Of the others some run and
/// the rest are queued: a thousand running at once would slow each other down until they time out, their work lost.
/// </summary>
internal static class ConcurrencyLimits
{
    public const string Keys = "keys";

    /// <summary>The most requests of one key that run at once.</summary>
    public const int MostAtOnce = 64;

    private const int Default = 1000;

    /// <param name="services">The host's services.</param>
    /// <param name="requests">The limit for one key.</param>
    public static void AddConcurrencyLimits(this IServiceCollection services, int requests) => services.AddRateLimiter(options =>
    {
        options.AddPolicy(Keys, context => context.User.FindFirstValue(ClaimTypes.Name) is { } key
            ? RateLimitPartition.GetConcurrencyLimiter(key, _ => Limit(requests))
            : RateLimitPartition.GetNoLimiter(""));
        options.OnRejected = (context, _) => new(Rejection().ExecuteAsync(context.HttpContext));
    });

    /// <summary>Reads the limit for one key.</summary>
    public static int Read(SettingReader read) => read.Number("RateLimit__ConcurrentRequests", Default, 1, int.MaxValue);

    /// <summary>How many run and how many are queued, for a limit of so many in flight.</summary>
    internal static ConcurrencyLimiterOptions Limit(int requests) => new()
    {
        PermitLimit = Math.Min(requests, MostAtOnce),
        QueueLimit = Math.Max(requests - MostAtOnce, 0),
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

    private static ProblemResult Rejection() => new(ProblemRegistry.RateLimited, "The key has too many requests in flight.") { RetryAfter = 1 };
}
