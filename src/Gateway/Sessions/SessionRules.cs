using System.Security.Claims;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;

namespace Payouts.Gateway.Sessions;

/// <summary>Whether a session still is one, and who calls with it: asked at every request.</summary>
internal sealed class SessionRules(SessionSettings settings, ApiKeys keys, KeyRefresh refresh, SignOuts signOuts, TimeProvider time)
{
    /// <summary>The caller, with what he may do now; <see langword="null"/> if the session is over.</summary>
    /// <exception cref="ClusterUnavailableException">The cluster does not say whether he was signed out, or his key revoked.</exception>
    public async Task<ClaimsPrincipal?> CallerAsync(ClaimsPrincipal? kept, HttpContext http) =>
        Session.Of(kept) is { } session && time.GetUtcNow() - session.Since < SessionScheme.Whole && !await HasEndedAsync(session, http)
            ? session.Way switch
            {
                SignInWay.Key => OfKey(session, http),
                SignInWay.Oidc when settings.Oidc is not null => OfRoles(session),
                SignInWay.Development when settings.HasPeople && ApiKeyHandler.IsLoopback(http.Connection.RemoteIpAddress) => OfRoles(session),
                _ => null,
            }
            : null;

    private async ValueTask<bool> HasEndedAsync(Session session, HttpContext http)
    {
        try
        {
            if (session.Way == SignInWay.Key)
            {
                await refresh.BeToldAsync(http.RequestAborted);
            }

            return await signOuts.HasEndedAsync(session.Person, session.Since, http.RequestAborted);
        }
        catch (ClusterUnavailableException) when (!http.Request.Headers.ContainsKey(SessionScheme.ConsoleHeader))
        {
            // A page shows nothing but what the API answers, and that is 503: somebody who is signed in sees the reason
            // and keeps what he typed.
            return false;
        }
    }

    private ClaimsPrincipal? OfKey(Session session, HttpContext http)
    {
        if (keys.OfPerson(session.Key ?? "") is not { Person: { } person } key || Session.Fold(person) != session.Person)
        {
            return null;
        }

        if (SessionScheme.IsActivity(http.Request))
        {
            key.Use.Mark(time.GetUtcNow());
        }

        return Caller(session, key.Name, key.Scopes, key.ClientId);
    }

    private ClaimsPrincipal? OfRoles(Session session) =>
        session.Roles.Any(settings.Roles.Has) ? Caller(session, session.Person, settings.Roles.ScopesOf(session.Roles), clientId: null) : null;

    private static ClaimsPrincipal Caller(Session session, string name, IEnumerable<string> scopes, string? clientId) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.Name, name),
            new(CallerClaims.Person, session.Person),
            new(CallerClaims.Via, SessionScheme.Name),
            session.Beginning,
            .. session.Key is null ? Array.Empty<Claim>() : [new(CallerClaims.Key, session.Key)],
            .. session.Roles.Select(role => new Claim(Session.RoleClaim, role)),
            .. scopes.Select(scope => new Claim(ApiKey.ScopeClaim, scope)),
            .. clientId is null ? Array.Empty<Claim>() : [new(ApiKey.ClientClaim, clientId)],
        ],
        SessionScheme.Name));
}
