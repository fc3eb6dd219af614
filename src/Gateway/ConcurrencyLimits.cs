using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway;

/// <summary>
/// A bound on the requests of one key in flight. What is over it is answered at once. Of those within it some are worked on and the others wait for
/// their turn: a thousand at once would make each other so slow that they run out of time, when the work on them is lost.
/// </summary>
internal static class ConcurrencyLimits
{
    public const string Setting = "RateLimit:ConcurrentRequests";
    public const string Keys = "keys";

    /// <summary>The most requests of one key that are worked on at once.</summary>
    public const int MostAtOnce = 64;

    private const int Default = 1000;

    public static void AddConcurrencyLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            var limit = Read(configuration);
            options.AddPolicy(Keys, context => context.User.FindFirstValue(ClaimTypes.Name) is { } key
                ? RateLimitPartition.GetConcurrencyLimiter(key, _ => Limit(limit))
                : RateLimitPartition.GetNoLimiter(""));
            options.OnRejected = (context, _) => new(Rejection().ExecuteAsync(context.HttpContext));
        });
    }

    /// <summary>The bound of one key.</summary>
    /// <exception cref="OptionsValidationException">The setting is not a whole number above zero.</exception>
    public static int Read(IConfiguration configuration)
    {
        var text = configuration[Setting];
        if (string.IsNullOrEmpty(text))
        {
            return Default;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0
            ? limit
            : throw new OptionsValidationException(Setting, typeof(int), ["RateLimit__ConcurrentRequests must be a whole number above zero."]);
    }

    /// <summary>What is worked on and what waits, for a bound of so many in flight.</summary>
    internal static ConcurrencyLimiterOptions Limit(int requests) => new()
    {
        PermitLimit = Math.Min(requests, MostAtOnce),
        QueueLimit = Math.Max(requests - MostAtOnce, 0),
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

    private static ProblemResult Rejection() => new(ProblemRegistry.RateLimited, "The key has too many requests in flight.") { RetryAfter = 1 };
}
