using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payouts.Console;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>The console's own table of routes: nobody keeps a list beside it.</summary>
internal static class Routes
{
    // Answers that are no page of their own.
    private static readonly ImmutableArray<string> NoPages = ["/console/assets/{name}", "/console/live", "/console/go", "/console/{**rest}"];

    /// <summary>Every page.</summary>
    public static ImmutableArray<string> Pages { get; } = [.. All("GET").Where(route => !NoPages.Contains(route))];

    /// <summary>Every form.</summary>
    public static ImmutableArray<string> Posts { get; } = All("POST");

    private static ImmutableArray<string> All(string method)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddConsole(new ConsoleOptions(true, [], null, ImmutableDictionary<string, string>.Empty), new("Development", Oidc: false, Key: true, []));
        builder.Services.AddAntiforgery();
        using var app = builder.Build();
        app.MapConsole();
        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) ?? method == "GET")
                .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal),
        ];
    }
}
