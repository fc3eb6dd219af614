using System.Collections.Immutable;
using System.Security.Claims;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Sessions;

/// <summary>Who decides, as the gateway knows it.</summary>
internal sealed class Deciders(SessionSettings settings)
{
    /// <summary>The person who calls; <see langword="null"/> for a key that belongs to nobody.</summary>
    /// <remarks>
    /// Who comes with a key has no roles of an identity provider: those count whose scopes the key has.
    /// </remarks>
    public Decider? Of(ClaimsPrincipal caller)
    {
        if (caller.FindFirstValue(CallerClaims.Person) is not { } person)
        {
            return null;
        }

        var given = caller.FindAll(Session.RoleClaim).Select(role => role.Value).ToImmutableArray();
        var key = caller.FindFirstValue(CallerClaims.Key);
        return new(
            person,
            key is not null ? "key" : "oidc",
            given.IsEmpty ? [.. settings.Roles.Within([.. caller.FindAll(ApiKey.ScopeClaim).Select(scope => scope.Value)])] : given,
            caller.HasClaim(ApiKey.ScopeClaim, Scopes.Approve),
            caller.HasClaim(ApiKey.ScopeClaim, Scopes.Operate),
            key);
    }

    /// <summary>The key belongs to nobody.</summary>
    public static ProblemResult PersonRequired() => new(ProblemRegistry.PersonRequired, "A person has to decide, and the key belongs to nobody.");
}
