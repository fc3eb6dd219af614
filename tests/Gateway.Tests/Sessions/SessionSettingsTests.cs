using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Sessions;
using Payouts.Hosting;

namespace Payouts.Gateway.Tests.Sessions;

public sealed class SessionSettingsTests
{
    [Fact]
    public void A_role_replaces_the_default_one_of_its_name_and_leaves_the_others()
    {
        var (roles, faults) = Read(("Roles__Maker__Scopes__0", "payouts:create"), ("Roles__night-watch__Scopes__0", "payouts:operate"), ("Roles__night-watch__Scopes__1", "payouts:read"));

        Assert.Empty(faults);
        Assert.Equal(["payouts:create"], roles.Roles.ScopesOf(["maker"]));
        Assert.Equal(["payouts:operate", "payouts:read"], roles.Roles.ScopesOf(["NIGHT-WATCH", "viewer"]));
        Assert.Equal(["payouts:read", "payouts:approve", "payouts:admin"], roles.Roles.ScopesOf(["checker", "admin", "nothing"]));
        Assert.False(roles.Roles.Has("nothing"));
    }

    [Fact]
    public void A_role_with_a_scope_that_there_is_not_stops_the_host() =>
        Assert.Equal(
            ["Roles__a__Scopes__0 must be one of payouts:read, payouts:create, payouts:approve, payouts:operate, payouts:webhooks, payouts:admin."],
            Read(("Roles__a__Scopes__0", "read")).Faults);

    [Fact]
    public void A_role_has_a_short_plain_name() => Assert.Single(Read(("Roles__a b__Scopes__0", "payouts:read")).Faults);

    [Fact]
    public void An_identity_provider_is_whole_or_not_there()
    {
        Assert.Null(Read().Settings.Oidc);
        Assert.Equal(["Oidc__Authority is missing: Oidc__ClientId is set, and without it nobody can sign in there."], Read(("Oidc__ClientId", "us")).Faults);
        Assert.Equal(
            ["Oidc__ClientId is missing: set it to the client id that the identity provider gave to this service.", "Oidc__ClientSecret is missing: set it to the client's secret."],
            Read(("Oidc__Authority", "https://id.example")).Faults);
        Assert.Equal(
            new(new("https://id.example"), "us", "secret", "roles", null),
            Read(("Oidc__Authority", "https://id.example"), ("Oidc__ClientId", "us"), ("Oidc__ClientSecret", "secret")).Settings.Oidc);
    }

    [Theory]
    [InlineData("http://id.example", "Oidc__Authority must be an https URL, unless it is on this machine.")]
    [InlineData("id.example", "Oidc__Authority must be an absolute http or https URL.")]
    public void An_identity_provider_is_reached_over_tls(string authority, string sentence) =>
        Assert.Equal([sentence], Read(("Oidc__Authority", authority), ("Oidc__ClientId", "us"), ("Oidc__ClientSecret", "secret")).Faults);

    private static (SessionSettings Settings, IReadOnlyList<string> Faults) Read(params (string Name, string Value)[] settings)
    {
        var read = new SettingReader(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value))).Build());
        var sessions = SessionSettings.Read(read, new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = "Production" });
        try
        {
            read.RequireNoErrors();
            return (sessions, []);
        }
        catch (OptionsValidationException exception)
        {
            return (sessions, [.. exception.Failures]);
        }
    }
}
