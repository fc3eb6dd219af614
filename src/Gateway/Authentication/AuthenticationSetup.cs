using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Payouts.Gateway.Authentication;

/// <summary>Registers keys and scopes, and decides what a caller may see.</summary>
internal static class AuthenticationSetup
{
    public static void AddApiKeys(this IServiceCollection services, ImmutableArray<ApiKey> configured)
    {
        services.AddSingleton(provider => new ApiKeys(configured, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KeyRefresh>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRefresh>());
        services.AddHostedService<KeyUseReport>();
        // Not based on AuthenticationHandler: it resolves a logger and options on every request, and we need neither.
        services.AddScoped<ApiKeyHandler>();
        services.AddAuthenticationCore(schemes =>
        {
            schemes.DefaultScheme = ApiKey.SchemeName;
            schemes.AddScheme<ApiKeyHandler>(ApiKey.SchemeName, displayName: null);
        });
        var authorization = services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All)
        {
            authorization.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireClaim(ApiKey.ScopeClaim, scope));
        }

        authorization.AddPolicy(Scopes.AnyToTighten, policy => policy.RequireAuthenticatedUser().RequireClaim(ApiKey.ScopeClaim, Scopes.ToTighten));
        authorization.AddPolicy(Scopes.AnyToDecide, policy => policy.RequireAuthenticatedUser().RequireClaim(ApiKey.ScopeClaim, Scopes.ToDecide));
    }

    /// <summary>Requires a key and applies its limit on requests in flight. Each route names its own scope.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="limit">Which of the limits of <see cref="ConcurrencyLimits"/>.</param>
    public static RouteGroupBuilder RequireKey(this RouteGroupBuilder routes, string limit = ConcurrencyLimits.Keys) =>
        routes.RequireAuthorization().RequireRateLimiting(limit);

    /// <summary>The only client that the key sees, or <see langword="null"/> when it sees all.</summary>
    public static string? BoundClient(this ClaimsPrincipal caller) => caller.FindFirstValue(ApiKey.ClientClaim);

    /// <summary>Whether the key sees that client's payouts.</summary>
    public static bool MaySee(this ClaimsPrincipal caller, string clientId) => (caller.BoundClient() ?? clientId) == clientId;
}
