using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Payouts.Gateway.Sessions;

/// <summary>Registers sessions, and puts them behind the keys in the pipeline.</summary>
internal static class SessionSetup
{
    // Every cookie and every form is sealed for this name: all releases and all gateways have the same.
    private const string Application = "payouts";

    public static void AddSessions(this IServiceCollection services, SessionSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<SignOuts>();
        services.AddSingleton<SessionRules>();
        services.AddSingleton<SessionEvents>();
        services.AddSingleton<SignInLimiter>();
        services.AddKeyRing();
        services.AddAntiforgery(forms => forms.Cookie = new SecureCookie
        {
            Name = SessionScheme.FormCookie,
            Path = "/",
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
        });
        var authentication = services.AddAuthentication().AddCookie(SessionScheme.Name, options =>
        {
            options.Cookie.Name = SessionScheme.Cookie;
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = SessionScheme.Idle;
            options.SlidingExpiration = true;
            options.LoginPath = SessionScheme.Page;
            options.EventsType = typeof(SessionEvents);
        });
        if (settings.Oidc is { } oidc)
        {
            authentication.AddOidc(oidc, settings.Roles);
            services.Replace(ServiceDescriptor.Singleton<IAuthenticationSchemeProvider, SchemesWithoutRequestHandlers>());
        }
    }

    /// <summary>
    /// Authenticates by the cookie a request that has no Authorization header and comes from the console. It costs a
    /// request with a key one look at a header.
    /// </summary>
    public static void UseSessions(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.Headers.Authorization.Count == 0 && context.Request.Headers[SessionScheme.ConsoleHeader] is ["1"]
            ? WithSessionAsync(context, next)
            : next(context));

    private static async Task WithSessionAsync(HttpContext context, RequestDelegate next)
    {
        if ((await context.AuthenticateAsync(SessionScheme.Name)).Principal is { } caller)
        {
            context.User = caller;
        }

        await next(context);
    }

    private static void AddKeyRing(this IServiceCollection services)
    {
        services.AddSingleton<KeyRingRepository>();
        services.AddDataProtection().SetApplicationName(Application);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = provider.GetRequiredService<KeyRingRepository>();
            // As everything in the documents, the ring is as safe as their database; and whoever can write there needs
            // no cookie. Said here, it is not warned of with each new key.
            keys.XmlEncryptor = new NullXmlEncryptor();
        }));
    }

    /// <summary>
    /// Removes the service that reads the ring at start, when a gateway may have no silo yet: that would take as long as
    /// a call may, and most gateways never need the ring. To be called last: whatever needs data protection adds it.
    /// </summary>
    public static void ReadKeyRingWhenNeeded(this IServiceCollection services)
    {
        foreach (var early in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly).ToList())
        {
            services.Remove(early);
        }
    }

    /// <summary>
    /// Secure also where TLS ends in front of us: asked for by its policy, ASP.NET Core refuses to make a form for a
    /// request without TLS. Browsers take it on http://127.0.0.1 too.
    /// </summary>
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var cookie = base.Build(context, expiresFrom);
            cookie.Secure = true;
            return cookie;
        }
    }

    /// <summary>
    /// The identity provider's answer has a route of its own. ASP.NET Core would make its handler for every request, to
    /// ask whether it is one.
    /// </summary>
    private sealed class SchemesWithoutRequestHandlers(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options)
    {
        private static readonly Task<IEnumerable<AuthenticationScheme>> None = Task.FromResult<IEnumerable<AuthenticationScheme>>([]);

        public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() => None;
    }
}
