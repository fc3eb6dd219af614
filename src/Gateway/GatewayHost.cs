using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Clients;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Health;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Webhooks;

namespace Payouts.Gateway;

/// <summary>The HTTP side of the service, for any host that has an Orleans client or silo.</summary>
public static class GatewayHost
{
    /// <summary>Where the gateway listens unless <c>ASPNETCORE_URLS</c> says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    private static readonly string[] UrlSettings = ["urls", "http_ports", "https_ports"];

    // Each endpoint has its own, much lower limit. What is over that is answered and then drained up to here, so that the caller
    // reads the answer instead of a reset connection.
    private const long MaxDrainedBodyBytes = 16 * 1024 * 1024;

    /// <summary>Registers what the routes need, except the Orleans client.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        if (UrlSettings.All(name => string.IsNullOrEmpty(builder.Configuration[name])))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        ListenUrls.Check(builder.Configuration["urls"]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxDrainedBodyBytes;
            // A body of 64 KiB that trickles in holds one of a bounded number of places for half a minute, not for five.
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 2048, gracePeriod: TimeSpan.FromSeconds(5));
        });

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddProblems();
        services.AddOpenApiDocument();
        services.AddApiKeys();
        services.AddConcurrencyLimits();
        services.AddSingleton<WebhookMetrics>();
        services.AddSingleton<WebhookPlaces>();
        services.AddSingleton<GrainCalls>();
        services.AddSingleton<OfferedServices>();
        services.AddHostedService(provider => provider.GetRequiredService<OfferedServices>());
        services.AddSingleton(provider => new PageCursor(
            provider.GetRequiredService<IConfiguration>()["Cluster:Id"] ?? ClusterIdentity.DefaultClusterId,
            provider.GetRequiredService<ApiKeys>().SharedSecret()));
    }

    /// <summary>Maps the pipeline and the routes.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static void MapGateway(this WebApplication app)
    {
        // Resolved here so that a bad setting stops the host before it listens.
        _ = app.Services.GetRequiredService<ApiKeys>();
        _ = app.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value;

        app.UseMiddleware<Access>();
        app.UseProblems();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();

        app.MapPayouts();
        app.MapStats();
        app.MapWebhook();
        app.MapHealth();
        app.MapProblemPages();
        app.MapOpenApiDocument();
        app.MapHomePage();
    }
}
