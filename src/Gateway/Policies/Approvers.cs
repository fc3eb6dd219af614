using Payouts.Gateway.Authentication;
using Payouts.Gateway.Sessions;

namespace Payouts.Gateway.Policies;

/// <summary>Who may approve payouts, as far as this host can tell.</summary>
internal static class Approvers
{
    /// <summary>How many persons; <see langword="null"/>: an identity provider knows of others.</summary>
    public static int? Count(ApiKeys keys, SessionSettings sessions)
    {
        if (sessions.Oidc is not null && sessions.Roles.Grant(Scopes.Approve))
        {
            return null;
        }

        var withKeys = keys.Configured
            .Where(key => key.ClientId is null && key.Scopes.Contains(Scopes.Approve) && keys.OfPerson(key.Name) is not null)
            .Select(key => key.Person!);
        var inDevelopment = sessions.HasPeople
            ? DevelopmentPeople.All.Where(person => sessions.Roles.ScopesOf([person.Role]).Contains(Scopes.Approve)).Select(person => person.Name)
            : [];
        return withKeys.Concat(inDevelopment).Select(Session.Fold).Distinct().Count();
    }
}
