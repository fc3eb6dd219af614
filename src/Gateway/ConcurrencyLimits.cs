using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway;

/// <summary>A bound on the requests of one key in flight. What is over it is answered at once, not queued.</summary>
internal static class ConcurrencyLimits
{
    public const string Setting = "RateLimit:ConcurrentRequests";
    public const string Keys = "keys";

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

    private static ConcurrencyLimiterOptions Limit(int requests) => new() { PermitLimit = requests, QueueLimit = 0 };

    private static ProblemResult Rejection() => new(ProblemRegistry.RateLimited, "The key has too many requests in flight.") { RetryAfter = 1 };
}
