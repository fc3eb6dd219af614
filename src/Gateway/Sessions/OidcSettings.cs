using Payouts.Hosting;

namespace Payouts.Gateway.Sessions;

/// <summary>The identity provider that people sign in at (<c>Oidc__…</c>).</summary>
/// <param name="Authority">Its issuer.</param>
/// <param name="ClientId">What we are called there.</param>
/// <param name="ClientSecret">Proves that we are it.</param>
/// <param name="RoleClaim">The claim of the ID token that has a person's roles.</param>
/// <param name="RequiredAcr">
/// The <c>acr</c> that the ID token must have, for example one that stands for a second factor; <see langword="null"/>:
/// any.
/// </param>
internal sealed record OidcSettings(Uri Authority, string ClientId, string ClientSecret, string RoleClaim, string? RequiredAcr)
{
    private static readonly string[] Names = ["Oidc__ClientId", "Oidc__ClientSecret", "Oidc__RoleClaim", "Oidc__RequiredAcr"];

    /// <summary>
    /// Reads the settings; <see langword="null"/> if there is no <c>Oidc__Authority</c>. Errors are collected in
    /// <paramref name="read"/>.
    /// </summary>
    public static OidcSettings? Read(SettingReader read)
    {
        if (read.Text("Oidc__Authority") is null)
        {
            foreach (var name in Names.Where(name => read.Text(name) is not null))
            {
                read.Error("Oidc__Authority", $"Oidc__Authority is missing: {name} is set, and without it nobody can sign in there.");
            }

            return null;
        }

        var authority = read.Url("Oidc__Authority");
        if (authority is { Scheme: "http", IsLoopback: false })
        {
            read.Error("Oidc__Authority", "Oidc__Authority must be an https URL, unless it is on this machine.");
        }

        return new(
            authority ?? new("https://authority.invalid/"),
            read.Required("Oidc__ClientId", "the client id that the identity provider gave to this service"),
            read.Required("Oidc__ClientSecret", "the client's secret"),
            read.Text("Oidc__RoleClaim") ?? "roles",
            read.Text("Oidc__RequiredAcr"));
    }
}
