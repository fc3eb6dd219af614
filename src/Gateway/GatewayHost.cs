using Microsoft.Extensions.DependencyInjection.Extensions;
using Payouts.Console;
using Payouts.Console.Live;
using Payouts.Console.Policies;
using Payouts.Gateway.AddressBook;
using Payouts.Gateway.Approvals;
using Payouts.Gateway.Audit;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Catalog;
using Payouts.Gateway.Clients;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Events;
using Payouts.Gateway.Health;
using Payouts.Gateway.Http;
using Payouts.Gateway.Keys;
using Payouts.Gateway.Limits;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Pages;
using Payouts.Gateway.Pauses;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Policies;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Sessions;
using Payouts.Gateway.Webhooks;
using Payouts.Grains.Interfaces;
using Payouts.Hosting;

namespace Payouts.Gateway;

/// <summary>The HTTP side of the service, for any host that has an Orleans client or silo.</summary>
public static class GatewayHost
{
    /// <summary>Where the gateway listens unless <c>ASPNETCORE_URLS</c> is set.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    // Each endpoint has its own, much lower limit. A larger body is rejected and then drained up to this size, so that
    // the caller reads the response instead of seeing a reset connection.
    private const long MaxDrainedBodyBytes = 16 * 1024 * 1024;

    /// <summary>Registers what the routes need, except the Orleans client.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="settings">Already validated.</param>
    public static void AddGateway(this WebApplicationBuilder builder, GatewaySettings settings)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxDrainedBodyBytes;
            // A body of 64 KiB that trickles in holds its concurrency permit for half a minute, not for five.
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 2048, gracePeriod: TimeSpan.FromSeconds(5));
        });

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddProblems();
        services.AddOpenApiDocument();
        services.AddApiKeys(settings.Keys);
        services.AddSessions(settings.Sessions);
        services.AddConcurrencyLimits(settings.ConcurrentRequests);
        services.AddSingleton(settings.Addresses);
        services.AddSingleton<Deciders>();
        services.AddSingleton<WebhookMetrics>();
        services.AddSingleton<WebhookLimiter>();
        services.AddSingleton<GrainCalls>();
        services.AddSingleton<OfferedServices>();
        services.AddHostedService(provider => provider.GetRequiredService<OfferedServices>());
        builder.AddConsole(settings.Console, settings.Sessions.Ways(settings.Keys));
        services.AddSingleton(provider => new PolicyPeople(settings.IsSecondPersonRequired, provider.GetRequiredService<ApiKeys>(), settings.Sessions));
        services.AddSingleton<AskPolicyApproval>(provider => () => provider.GetRequiredService<PolicyPeople>().Approval);
        services.AddSingleton(provider => new StartFact("policy", () => provider.GetRequiredService<PolicyPeople>().Fact));
        services.AddSingleton<EventFollower>();
        services.AddSingleton<EventHints>();
        services.AddSingleton<FollowPayouts>(provider => provider.GetRequiredService<EventHints>().FollowAsync);
        services.AddSingleton<PageCursor>();
        services.AddSingleton<EventCursor>();
        services.AddSingleton<AddressCursor>();
        services.AddSingleton<AuditCursor>();
        services.AddSingleton(provider => new CursorSeal(
            ClusterIdentity.ClusterId(provider.GetRequiredService<IConfiguration>()["Cluster:Id"]),
            provider.GetRequiredService<ApiKeys>().SharedSecret()));
        services.ReadKeyRingWhenNeeded();
    }

    /// <summary>Maps the pipeline and the routes.</summary>
    public static void MapGateway(this WebApplication app)
    {
        app.UseMiddleware<Access>();
        app.UseHeadAsGet();
        app.UseProblems();
        app.UseRouting();
        app.UseAuthentication();
        app.UseSessions();
        app.UseRateLimiter();
        app.UseAuthorization();

        app.MapPayouts();
        app.MapApprovals();
        app.MapEvents();
        app.MapStats();
        app.MapAddressBooks();
        app.MapCatalog();
        app.MapKeys();
        app.MapPauses();
        app.MapPolicy();
        app.MapLimits();
        app.MapAudit();
        app.MapWebhook();
        app.MapMe();
        if (app.Services.GetRequiredService<ConsoleOptions>().Enabled)
        {
            app.MapSignIn(app.Services.GetRequiredService<SessionSettings>());
        }

        app.MapHealth();
        app.MapSystem();
        app.MapProblemPages();
        app.MapOpenApiDocument();
        app.MapHomePage();
        app.MapConsole();
    }
}
