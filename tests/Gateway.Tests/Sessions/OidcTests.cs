using System.Net;
using System.Text.Json.Nodes;
using Payouts.Gateway.Tests.Answers;

namespace Payouts.Gateway.Tests.Sessions;

/// <summary>Signing in at an identity provider, by the system's clock: its tokens are checked by it.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private readonly ScriptedCluster _cluster = new();
    private SmallIssuer _issuer = null!;
    private SessionGateway _gateway = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await SmallIssuer.StartAsync();
        _gateway = await StartAsync();
        _browser = new(_gateway);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _gateway.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_person_with_one_of_our_roles_signs_in()
    {
        var answer = await SignInAsync("/console/attention");

        Assert.Equal((HttpStatusCode.SeeOther, "/console/attention"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        var entry = Assert.Single(_cluster.Entries).Draft;
        Assert.Equal(("sign-in.begun", "ana@example.com", "ana@example.com", "session", "\"oidc\""), (entry.Action, entry.Target, entry.Actor.Person, entry.Actor.Via, Assert.Single(entry.Changes).After));
        var me = await _browser.MeAsync();
        Assert.Equal(("ana@example.com", null, "checker"), ((string?)me["person"], (string?)me["key"], (string?)me["role"]));
        Assert.Equal("""["payouts:read","payouts:approve"]""", me["scopes"]!.ToJsonString());
        Assert.Equal(["__Host-payouts"], _browser.Cookies.Keys);
        Assert.Equal(("code", "S256", "openid profile email", ""), (Asked("response_type"), Asked("code_challenge_method"), Asked("scope"), Asked("acr_values")));
    }

    [Fact]
    public async Task A_person_with_several_roles_has_the_scopes_of_all()
    {
        _issuer.Alter = token => token["roles"] = new JsonArray("maker", "operator");
        await SignInAsync();

        var me = await _browser.MeAsync();

        Assert.Equal("maker, operator", (string?)me["role"]);
        Assert.Equal("""["payouts:read","payouts:create","payouts:operate","payouts:webhooks"]""", me["scopes"]!.ToJsonString());
    }

    [Fact]
    public async Task The_session_counts_at_another_gateway_as_long_as_that_knows_the_role()
    {
        await using var other = await StartAsync(("Roles__checker__Scopes__0", "payouts:operate"));
        await using var without = await SessionGateway.StartAsync(_cluster, TimeProvider.System);
        await SignInAsync();

        _browser.Gateway = other;
        Assert.Equal("""["payouts:operate"]""", (await _browser.MeAsync())["scopes"]!.ToJsonString());
        _browser.Gateway = without;
        Assert.False(await _browser.IsSignedInAsync());
    }

    public static TheoryData<string, string?> Faults() => new()
    {
        { "iss", "\"https://another.example\"" },
        { "iss", null },
        { "aud", "\"another-client\"" },
        { "aud", null },
        { "nonce", "\"another-nonce\"" },
        { "nonce", null },
        { "exp", "1000000000" },
        { "exp", null },
        { "nbf", "4000000000" },
        { "sub", null },
        { "email_verified", "false" },
        { "email_verified", "\"no\"" },
        { "email_verified", null },
        { "email", null },
        { "email", "\" \"" },
        { "email", "\"ana\\u0000@example.com\"" },
        { "roles", null },
        { "roles", "[]" },
        { "roles", "\"somebody-elses\"" },
        { "roles", "{\"checker\":true}" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_token_with_a_fault_makes_no_session(string claim, string? value)
    {
        _issuer.Alter = token =>
        {
            token.Remove(claim);
            if (value is not null)
            {
                token[claim] = JsonNode.Parse(value);
            }
        };

        await IsRefusedAsync();
    }

    [Fact]
    public async Task A_token_that_the_issuer_did_not_sign_makes_no_session()
    {
        _issuer.IsForged = true;

        await IsRefusedAsync();
    }

    [Theory]
    [InlineData("mfa", true)]
    [InlineData("password", false)]
    [InlineData(null, false)]
    public async Task Where_an_acr_is_required_it_is_asked_for_and_a_token_without_it_makes_no_session(string? acr, bool isEnough)
    {
        await using var strict = await StartAsync(("Oidc__RequiredAcr", "mfa"));
        _browser.Gateway = strict;
        _issuer.Alter = token => token["acr"] = acr;

        await SignInAsync();

        Assert.Equal("mfa", Asked("acr_values"));
        Assert.Equal(isEnough, _browser.Cookies.ContainsKey("__Host-payouts"));
    }

    [Fact]
    public async Task The_roles_can_be_in_another_claim()
    {
        await using var other = await StartAsync(("Oidc__RoleClaim", "groups"));
        _browser.Gateway = other;
        _issuer.Alter = token => token["groups"] = "admin";

        await SignInAsync();

        Assert.Equal("admin", (string?)(await _browser.MeAsync())["role"]);
    }

    [Fact]
    public async Task An_answer_counts_only_in_the_browser_that_asked_and_once()
    {
        var back = await AnswerOfIssuerAsync("/console");
        using var another = new Browser(_gateway);

        Assert.StartsWith("/console/sign-in?failed=refused", (await another.GetAsync(back)).Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Empty(another.Cookies);
        Assert.Equal("/console", (await _browser.GetAsync(back)).Headers.Location?.OriginalString);
        _browser.Cookies.Remove("__Host-payouts");
        Assert.StartsWith("/console/sign-in?failed=refused", (await _browser.GetAsync(back)).Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Empty(_browser.Cookies);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/console/../docs")]
    public async Task One_returns_to_the_console_alone(string returnUrl) => Assert.Equal("/console", (await SignInAsync(returnUrl)).Headers.Location?.OriginalString);

    [Fact]
    public async Task Who_declines_at_the_issuer_is_back_at_the_sign_in_page()
    {
        var begun = (await _browser.GetAsync("/console/sign-in/oidc?returnUrl=/console/help")).Headers.Location!;
        var state = begun.Query.Split("state=")[1].Split('&')[0];

        var answer = await _browser.GetAsync($"/console/sign-in/oidc/callback?error=access_denied&state={state}");

        Assert.Equal("/console/sign-in?failed=refused&returnUrl=%2Fconsole%2Fhelp", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task An_issuer_out_of_reach_is_no_error_of_ours()
    {
        await using var lost = await StartAsync(("Oidc__Authority", "http://127.0.0.1:1"));
        _browser.Gateway = lost;

        var answer = await _browser.GetAsync("/console/sign-in/oidc?returnUrl=/console/help");

        Assert.Equal((HttpStatusCode.SeeOther, "/console/sign-in?failed=provider&returnUrl=%2Fconsole%2Fhelp"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    private Task<SessionGateway> StartAsync(params (string Name, string? Value)[] settings) => SessionGateway.StartAsync(_cluster, TimeProvider.System, settings:
        [("Oidc__Authority", _issuer.Url), ("Oidc__ClientId", "payouts"), ("Oidc__ClientSecret", "secret"), .. settings]);

    private string Asked(string parameter) => _issuer.Asked[parameter].ToString();

    private async Task IsRefusedAsync()
    {
        var answer = await SignInAsync("/console/help");

        Assert.Equal((HttpStatusCode.SeeOther, "/console/sign-in?failed=refused&returnUrl=%2Fconsole%2Fhelp"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.DoesNotContain("__Host-payouts", _browser.Cookies.Keys);
        Assert.False(await _browser.IsSignedInAsync());
    }

    private async Task<HttpResponseMessage> SignInAsync(string returnUrl = "/console") => await _browser.GetAsync(await AnswerOfIssuerAsync(returnUrl));

    /// <summary>Where the issuer sends the browser back to.</summary>
    private async Task<Uri> AnswerOfIssuerAsync(string returnUrl)
    {
        var begun = await _browser.GetAsync($"/console/sign-in/oidc?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        return (await _browser.GetAsync(begun.Headers.Location!)).Headers.Location!;
    }
}
