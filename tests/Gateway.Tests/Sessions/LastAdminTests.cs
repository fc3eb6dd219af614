using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Payouts.Gateway.Tests.Answers;

namespace Payouts.Gateway.Tests.Sessions;

/// <summary>The last configured key that may administer keys, where people sign in without one.</summary>
public sealed class LastAdminTests
{
    private static readonly (string, string?)[] Issuer =
        [("Oidc__Authority", "https://issuer.example.com"), ("Oidc__ClientId", "payouts"), ("Oidc__ClientSecret", "secret")];

    [Fact]
    public async Task It_may_be_revoked_when_a_role_of_the_identity_provider_administers_keys() => Assert.Equal(HttpStatusCode.OK, await RevokeAsync(Issuer));

    [Fact]
    public async Task It_stays_when_no_role_does() =>
        Assert.Equal(HttpStatusCode.Conflict, await RevokeAsync([.. Issuer, ("Roles__admin__Scopes__0", "payouts:read")]));

    [Fact]
    public async Task It_stays_without_an_identity_provider() => Assert.Equal(HttpStatusCode.Conflict, await RevokeAsync([]));

    private static async Task<HttpStatusCode> RevokeAsync((string, string?)[] settings)
    {
        await using var gateway = await SessionGateway.StartAsync(new ScriptedCluster(), settings: settings);
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/keys/{SessionGateway.Admin}/revoke", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", SessionGateway.Admin);
        request.Content = new StringContent("""{"reason":"leaving"}""", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
