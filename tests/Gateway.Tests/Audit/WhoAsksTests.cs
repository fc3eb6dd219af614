using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Tests.Answers;

namespace Payouts.Gateway.Tests.Audit;

/// <summary>Whoever changes a control is in the log with the way and the address that the call came by.</summary>
public sealed class WhoAsksTests
{
    [Theory]
    [InlineData("/keys", 3)]
    [InlineData("/pauses", 2)]
    [InlineData("/policy/proposals", 3)]
    [InlineData("/clients/{client_id}/addresses", 3)]
    [InlineData("/me/sign-out-everywhere", 1)]
    public async Task Every_change_of_a_control_says_who_asks(string prefix, int changes)
    {
        await using var gateway = await GoldenGateway.StartAsync(new());
        var routes = gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith(prefix, StringComparison.Ordinal))
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == false)
            .ToList();

        Assert.Equal(changes, routes.Count);
        Assert.All(routes, route => Assert.NotNull(route.Metadata.GetMetadata<SaysWhoAsks>()));
    }
}
