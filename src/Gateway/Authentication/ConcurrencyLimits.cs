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

    /// <summary>
    /// Of those who follow the events: they mostly wait, and must not take the place of a create. Counted apart, and
    /// none is queued.
    /// </summary>
    public const string Followers = "followers";

    /// <summary>The most requests of one key that run at once; those that follow the events are as many again.</summary>
    public const int MostAtOnce = 64;

    private const int Default = 1000;

    /// <param name="services">The host's services.</param>
    /// <param name="requests">The limit for one key.</param>
    public static void AddConcurrencyLimits(this IServiceCollection services, int requests) => services.AddRateLimiter(options =>
    {
        options.AddPolicy(Keys, context => Partition(context, () => Limit(requests)));
        options.AddPolicy(Followers, context => Partition(context, () => FollowerLimit(requests)));
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

    /// <summary>How many follow the events at once.</summary>
    internal static ConcurrencyLimiterOptions FollowerLimit(int requests) => new() { PermitLimit = Math.Min(requests, MostAtOnce), QueueLimit = 0 };

    private static RateLimitPartition<string> Partition(HttpContext context, Func<ConcurrencyLimiterOptions> limit) =>
        context.User.FindFirstValue(ClaimTypes.Name) is { } key
            ? RateLimitPartition.GetConcurrencyLimiter(key, _ => limit())
            : RateLimitPartition.GetNoLimiter("");

    private static ProblemResult Rejection() => new(ProblemRegistry.RateLimited, "The key has too many requests in flight.") { RetryAfter = 1 };
}
