using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Tests.Answers;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Gateway.Tests.Authentication;

/// <summary>Scope by route by client, over the real table of routes and real HTTP.</summary>
public sealed class RouteMatrixTests : IAsyncLifetime
{
    private static readonly SystemReport Calm = new() { Silos = [], Sweeps = [], Heleket = new(CircuitState.Closed, null, null) };

    private GoldenGateway _gateway = null!;

    public static TheoryData<RouteLine> Lines => [.. RouteMatrix.Lines];

    public async ValueTask InitializeAsync() => _gateway = await GoldenGateway.StartAsync(new() { Services = ScriptedCluster.SomeServices, System = Calm }, keys:
    [
        .. Scopes.All.Select(scope => new TestKey($"only {scope}", null, "ana@example.com", scope)),
        .. RouteMatrix.Lines.Select(line => line.Scope).Where(scope => scope is not null and not RouteMatrix.AnyScope).Distinct()
            .Select(scope => new TestKey($"all but {scope}", null, "ana@example.com", [.. Scopes.All.Except(scope!.Split(' '))])),
        new TestKey("all", null, "ana@example.com", [.. Scopes.All]),
        new TestKey("all of one client", RouteMatrix.Client, "ana@example.com", [.. Scopes.All]),
    ]);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void Every_route_has_a_line_and_every_line_a_route()
    {
        var routes = _gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => $"{method} {route.RoutePattern.RawText}"))
            .Where(route => !route.Contains("/golden/", StringComparison.Ordinal))
            .Select(route => route.StartsWith(RouteMatrix.Reference, StringComparison.Ordinal) ? RouteMatrix.Reference : route)
            .ToHashSet(StringComparer.Ordinal);
        var lines = RouteMatrix.Lines.Select(line => line.Route).ToList();

        Assert.True(routes.IsSubsetOf(lines), $"Without a line in RouteMatrix, which says who may call them: {string.Join(", ", routes.Except(lines))}.");
        Assert.True(routes.IsSupersetOf(lines), $"No routes: {string.Join(", ", lines.Except(routes))}.");
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_route_lets_in_whoever_its_line_says(RouteLine line)
    {
        if (line.Scope is null)
        {
            Assert.DoesNotContain((await AskAsync(line, null)).Status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
            return;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(line, null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(line, "no such key")).Status);
        if (line.Scope == RouteMatrix.AnyScope)
        {
            Assert.DoesNotContain((await AskAsync(line, $"only {Scopes.Webhooks}")).Status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
            return;
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(line, $"all but {line.Scope}")).Status);
        foreach (var scope in line.Scope.Split(' '))
        {
            Assert.DoesNotContain((await AskAsync(line, $"only {scope}")).Status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_key_of_one_client_sees_of_anothers_what_the_line_says(RouteLine line)
    {
        if (line.Scope is null)
        {
            Assert.Equal(0, line.Bound);
            return;
        }

        var (status, body) = await AskAsync(line, "all of one client");

        Assert.Equal(line.Bound, (int)status);
        Assert.Contains(line.Shows ?? "", body, StringComparison.Ordinal);
        Assert.True(status != HttpStatusCode.Forbidden || body.Contains("client", StringComparison.Ordinal), $"It is for the client that it was refused: {body}");
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(RouteLine line, string? key)
    {
        var parts = line.Request.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), new Uri(parts[1], UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", key is null ? [] : [$"Bearer {key}"]);
        request.Content = line.Body is null ? null : new StringContent(line.Body, Encoding.UTF8, "application/json");
        using var answer = await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
