using System.Net;
using System.Net.Http.Headers;
using Payouts.Gateway.Tests.Answers;

namespace Payouts.Gateway.Tests.Authentication;

/// <summary>A gateway that no silo has told yet which keys were revoked.</summary>
public sealed class UntoldKeyTests : IAsyncLifetime
{
    private readonly ScriptedCluster _cluster = new() { ShownKeys = () => throw new IOException("no silo"), Services = ScriptedCluster.SomeServices };
    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GoldenGateway.StartAsync(_cluster);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task It_lets_no_key_in_and_says_when_to_come_again()
    {
        using var answer = await AskAsync("/me", "reader");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("\"unavailable\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("/me", "wrong")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/health/live", "reader")).StatusCode);
    }

    [Fact]
    public async Task The_first_call_after_that_is_answered()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("/me", "reader")).StatusCode);

        _cluster.ShownKeys = null;

        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/me", "reader")).StatusCode);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
