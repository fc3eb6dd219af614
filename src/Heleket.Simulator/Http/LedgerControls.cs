using Heleket.Simulator.Ledgers;
using Microsoft.AspNetCore.Http.Features;
using static Heleket.Simulator.Http.ControlBody;

namespace Heleket.Simulator.Http;

/// <summary>The control calls about the ledger.</summary>
internal static class LedgerControls
{
    public static void Map(RouteGroupBuilder group, HeleketSimulator simulator)
    {
        group.MapGet("/ledger", () => Show(simulator.Ledger));
        group.MapGet("/ledger/{orderId}", (string orderId) => simulator.Find(orderId) is { } entry ? Show(entry) : Results.NotFound());
        group.MapPatch("/ledger/{id}", (HttpRequest request, string id) => MakeAsync<LedgerPatch, object>(request, patch => simulator.Patch(id, patch)));
        group.MapPost("/foreign", (HttpRequest request) => MakeAsync<ForeignPayouts, object>(request, simulator.AddForeign));
        group.MapPost("/duplicates", (HttpRequest request) => MakeAsync<DuplicatePayout, object>(request, simulator.AddDuplicate));
        group.MapPost("/seed", (HttpRequest request) => SeedAsync(request.HttpContext, simulator));
    }

    /// <summary>200 with the number stored, or 400 with the bad lines; then nothing is stored.</summary>
    private static async Task<IResult> SeedAsync(HttpContext context, HeleketSimulator simulator)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var seed = simulator.BeginSeed();
        try
        {
            await SeedReader.ReadAsync(context.Request.BodyReader, seed, context.RequestAborted);
        }
        catch (ArgumentException mistake)
        {
            return Mistake(mistake.Message);
        }

        var stored = simulator.Store(seed);
        return seed.BadCount == 0 ? Show(new { stored }) : Results.Json(
            new { message = $"Nothing was stored. Bad lines: {seed.BadCount}. Line {seed.Bad[0].Line}: {seed.Bad[0].Message}", lines = seed.Bad },
            Json,
            statusCode: StatusCodes.Status400BadRequest);
    }
}
