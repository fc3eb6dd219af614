using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Gateway.Clients;

/// <summary>The routes of statistics (docs/http-api.md, "Statistics").</summary>
internal static class StatsEndpoints
{
    public static void MapStats(this IEndpointRouteBuilder routes)
    {
        var stats = routes.MapGroup("/").RequireKey().RequireAuthorization(Scopes.Read).WithTag("Statistics", "Counts and sums, exact at every moment.");
        stats.MapGet("/clients/{client_id}/stats", ReadClientAsync).WithName("ReadClientStats").Describe(StatsDescription.OfClient);
        stats.MapGet("/stats", ReadAllAsync).WithName("ReadStats").Describe(StatsDescription.OfAll);
        stats.MapGet("/stats/series", ReadSeriesAsync).WithName("ReadSeries").Describe(SeriesDescription.Read);
    }

    private static async Task<Results<ShapeResult<ClientStats>, ProblemResult>> ReadClientAsync(
        [Microsoft.AspNetCore.Mvc.FromRoute(Name = "client_id")] string clientId, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (TextRules.ClientId(clientId) is { } fault)
        {
            return ProblemResult.Invalid([new("/client_id", fault)]);
        }

        if (!caller.MaySee(clientId))
        {
            return Hidden();
        }

        return await ReadAsync(clientId, grains, cancellationToken);
    }

    private static async Task<Results<ShapeResult<ClientStats>, ProblemResult>> ReadAllAsync(
        ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken) =>
        caller.BoundClient() is null
            ? await ReadAsync(IClientGrain.AllClients, grains, cancellationToken)
            : new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to one client.");

    private static async Task<Results<ShapeResult<Series>, ProblemResult>> ReadSeriesAsync(
        HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        var reading = SeriesReader.Read(http.Query);
        if (reading.Query is not { } query)
        {
            return ProblemResult.Invalid(reading.Errors);
        }

        if (reading.ClientId is { } asked && !caller.MaySee(asked))
        {
            return Hidden();
        }

        var clientId = reading.ClientId ?? caller.BoundClient();
        var points = await grains.RunAsync(factory => factory.GetGrain<IClientGrain>(clientId ?? IClientGrain.AllClients).GetSeries(query), cancellationToken);
        return new ShapeResult<Series>(SeriesShape.Series, new Series(query, clientId, points));
    }

    private static ProblemResult Hidden() => new(ProblemRegistry.NotFound, "No client with this id is visible to this key.");

    private static async Task<ShapeResult<ClientStats>> ReadAsync(string key, GrainCalls grains, CancellationToken cancellationToken) =>
        new(StatsShape.Stats, await grains.RunAsync(factory => factory.GetGrain<IClientGrain>(key).GetStats(), cancellationToken));
}
