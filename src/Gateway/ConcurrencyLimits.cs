using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway;

/// <summary>Bounds on the requests in flight: one a key, one for all webhooks. What is over a bound is answered at once, not queued.</summary>
internal static class ConcurrencyLimits
{
    public const string Setting = "RateLimit:ConcurrentRequests";
    public const string Keys = "keys";
    public const string Webhook = "webhook";

    private const int Default = 1000;
    private const int WebhookLimit = 1000;

    public static void AddConcurrencyLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            var limit = Read(configuration);
            options.AddPolicy(Keys, context => context.User.FindFirstValue(ClaimTypes.Name) is { } key
                ? RateLimitPartition.GetConcurrencyLimiter(key, _ => Limit(limit))
                : RateLimitPartition.GetNoLimiter(""));
            options.AddPolicy(Webhook, _ => RateLimitPartition.GetConcurrencyLimiter(Webhook, _ => Limit(WebhookLimit)));
            options.OnRejected = (context, _) => new(Rejection(context.HttpContext).ExecuteAsync(context.HttpContext));
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

    // Heleket repeats a webhook after a 503; what it makes of a 429 is not documented.
    private static ProblemResult Rejection(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Webhook
            ? ProblemResult.Unavailable("Too many webhooks are in flight.")
            : new(ProblemRegistry.RateLimited, "The key has too many requests in flight.") { RetryAfter = 1 };
}
