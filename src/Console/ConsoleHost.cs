using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payouts.Console.AddressBook;
using Payouts.Console.Approvals;
using Payouts.Console.Assets;
using Payouts.Console.Attention;
using Payouts.Console.Audit;
using Payouts.Console.Go;
using Payouts.Console.Help;
using Payouts.Console.Http;
using Payouts.Console.Keys;
using Payouts.Console.Limits;
using Payouts.Console.Live;
using Payouts.Console.NewPayout;
using Payouts.Console.Now;
using Payouts.Console.Pauses;
using Payouts.Console.Payouts;
using Payouts.Console.Policies;
using Payouts.Console.Shell;
using Payouts.Console.SignIn;
using Payouts.Console.Statistics;

namespace Payouts.Console;

/// <summary>
/// The operators' console, for the host of a gateway: pages that are a client of the API with the rights of the person
/// who looks at them, and no others. The host registers the authentication scheme <c>session</c>, antiforgery and <see cref="FollowPayouts"/>.
/// </summary>
public static class ConsoleHost
{
    /// <summary>Registers what its pages need.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="options">Already validated.</param>
    /// <param name="ways">How people sign in to this host.</param>
    public static void AddConsole(this WebApplicationBuilder builder, ConsoleOptions options, SignInWays ways)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddSingleton(options);
        if (!options.Enabled)
        {
            return;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents();
        services.AddScoped<CurrentRequest>();
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.AddSingleton<ApiConnection>();
        services.AddSingleton<FormLimiter>();
        services.AddSingleton(ways);
        services.AddScoped(provider => provider.GetRequiredService<ApiConnection>().ClientFor(provider.GetRequiredService<CurrentRequest>()));
        services.AddSingleton<IStartupFilter, ConsoleHeaders>();
        services.AddSingleton<LiveStreams>();
        services.AddSingleton<Follower>();
        services.AddSingleton(new PageFeed("now", typeof(PayoutRow)));
        services.AddSingleton(new PageFeed("payouts", typeof(PayoutRow), query => ListFilter.Read(query).ForNew()));
        services.AddSingleton(new PageFeed("payout", typeof(PayoutBody)));
    }

    /// <summary>Maps its routes, all under <c>/console</c>.</summary>
    /// <param name="app">The host.</param>
    public static void MapConsole(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (!app.Services.GetRequiredService<ConsoleOptions>().Enabled)
        {
            return;
        }

        app.MapAssets();
        // The filter asks for the session itself: it answers with the sign-in's page, not with a 401.
        var console = app.MapGroup("/console").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter<RouteGroupBuilder, Guard>();
        console.MapPreferences();
        console.MapGo();
        console.MapNow();
        console.MapPayouts();
        console.MapDecisions();
        console.MapLive();
        console.MapNewPayout();
        console.MapAttention();
        console.MapApprovals();
        console.MapPauses();
        console.MapKeys();
        console.MapPolicy();
        console.MapAddressBooks();
        console.MapLimits();
        console.MapAudit();
        console.MapStatistics();
        console.MapHelp();
        console.MapSignIn();
        console.MapNotFound();
    }
}
