using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Payouts.Gateway.Authentication;

/// <summary>Registers keys and scopes, and asks what a caller may see.</summary>
internal static class AuthenticationSetup
{
    public static void AddApiKeys(this IServiceCollection services, ApiKeys keys)
    {
        services.AddSingleton(keys);
        // Not Microsoft's base class of handlers: it asks for a logger and options of its own at every request, and we have a use for neither.
        services.AddScoped<ApiKeyHandler>();
        // The core alone: the rest would keep keys of ASP.NET's own in the home directory, for cookies that we do not have.
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
    }

    /// <summary>For routes that need a key: its bound on requests in flight holds. The scope is the route's own to name.</summary>
    public static RouteGroupBuilder RequireKey(this RouteGroupBuilder routes) =>
        routes.RequireAuthorization().RequireRateLimiting(ConcurrencyLimits.Keys);

    /// <summary>The only client that the key sees, or <see langword="null"/> when it sees all.</summary>
    public static string? BoundClient(this ClaimsPrincipal caller) => caller.FindFirstValue(ApiKey.ClientClaim);

    /// <summary>Whether the key sees that client's payouts.</summary>
    public static bool MaySee(this ClaimsPrincipal caller, string clientId) => (caller.BoundClient() ?? clientId) == clientId;
}
