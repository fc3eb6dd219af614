using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Payouts.Gateway.Problems;
using Payouts.Hosting;

namespace Payouts.Gateway.Authentication;

/// <summary>
/// A bound on the requests of one key in flight. What is over it is answered at once. Of those within it some are worked on and the others wait for
/// their turn: a thousand at once would make each other so slow that they run out of time, when the work on them is lost.
/// </summary>
internal static class ConcurrencyLimits
{
    public const string Keys = "keys";

    /// <summary>The most requests of one key that are worked on at once.</summary>
    public const int MostAtOnce = 64;

    private const int Default = 1000;

    /// <param name="services">The host's.</param>
    /// <param name="requests">The bound of one key.</param>
    public static void AddConcurrencyLimits(this IServiceCollection services, int requests) => services.AddRateLimiter(options =>
    {
        options.AddPolicy(Keys, context => context.User.FindFirstValue(ClaimTypes.Name) is { } key
            ? RateLimitPartition.GetConcurrencyLimiter(key, _ => Limit(requests))
            : RateLimitPartition.GetNoLimiter(""));
        options.OnRejected = (context, _) => new(Rejection().ExecuteAsync(context.HttpContext));
    });

    /// <summary>The bound of one key.</summary>
    public static int Read(SettingReader read) => read.Number("RateLimit__ConcurrentRequests", Default, 1, int.MaxValue);

    /// <summary>What is worked on and what waits, for a bound of so many in flight.</summary>
    internal static ConcurrencyLimiterOptions Limit(int requests) => new()
    {
        PermitLimit = Math.Min(requests, MostAtOnce),
        QueueLimit = Math.Max(requests - MostAtOnce, 0),
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

    private static ProblemResult Rejection() => new(ProblemRegistry.RateLimited, "The key has too many requests in flight.") { RetryAfter = 1 };
}
