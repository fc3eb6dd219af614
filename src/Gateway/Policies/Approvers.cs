using Payouts.Gateway.Authentication;
using Payouts.Gateway.Sessions;

namespace Payouts.Gateway.Policies;

/// <summary>Who may do what takes a person, as far as this host can tell.</summary>
internal static class Approvers
{
    /// <summary>How many persons may do it, to any client; <see langword="null"/>: an identity provider knows of others.</summary>
    /// <param name="scope">What it takes.</param>
    /// <param name="keys">The configured ones belong to persons; those that were revoked do not count.</param>
    /// <param name="sessions">Who else signs in.</param>
    public static int? Count(string scope, ApiKeys keys, SessionSettings sessions)
    {
        if (sessions.Oidc is not null && sessions.Roles.Grant(scope))
        {
            return null;
        }

        var withKeys = keys.Configured
            .Where(key => key.ClientId is null && key.Scopes.Contains(scope) && keys.OfPerson(key.Name) is not null)
            .Select(key => key.Person!);
        var inDevelopment = sessions.HasPeople
            ? DevelopmentPeople.All.Where(person => sessions.Roles.ScopesOf([person.Role]).Contains(scope)).Select(person => person.Name)
            : [];
        return withKeys.Concat(inDevelopment).Select(Session.Fold).Distinct().Count();
    }
}
