using System.Collections.Immutable;
using Payouts.Console.SignIn;
using Payouts.Gateway.Authentication;
using Payouts.Hosting;

namespace Payouts.Gateway.Sessions;

/// <summary>Who may sign in, and what they may then do.</summary>
/// <param name="Roles"><c>Roles__*</c>.</param>
/// <param name="Oidc"><c>Oidc__*</c>; <see langword="null"/> without an identity provider.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="HasPeople">Whether Development's people may sign in, from this machine.</param>
internal sealed record SessionSettings(Roles Roles, OidcSettings? Oidc, string Environment, bool HasPeople)
{
    /// <summary>Whether somebody may administer keys without having one.</summary>
    public bool HasAdmins => Oidc is not null && Roles.Grant(Scopes.Admin);

    /// <summary>How people sign in, where the keys of the configuration are these.</summary>
    public SignInWays Ways(ImmutableArray<ApiKey> keys) => new(Environment, Oidc is not null, keys.Any(key => key.Person is not null), HasPeople ? DevelopmentPeople.All : []);

    /// <summary>Reads the settings. Errors are collected in <paramref name="read"/>.</summary>
    public static SessionSettings Read(SettingReader read, IHostEnvironment environment) =>
        new(Roles.Read(read), OidcSettings.Read(read), environment.EnvironmentName, environment.IsDevelopment());
}
