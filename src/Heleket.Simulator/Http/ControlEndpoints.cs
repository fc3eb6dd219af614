using System.Text.Json;
using System.Text.Json.Serialization;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Walking;
using Heleket.Simulator.Webhooks;

namespace Heleket.Simulator.Http;

/// <summary>
/// The control API for operators and for tests in another process. Unsigned, JSON in snake_case; README.md lists the
/// calls.
/// </summary>
internal static class ControlEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void Map(RouteGroupBuilder group, HeleketSimulator simulator)
    {
        group.MapGet("/ledger", () => Show(simulator.Ledger));
        group.MapGet("/ledger/{orderId}", (string orderId) => simulator.Find(orderId) is { } entry ? Show(entry) : Results.NotFound());
        group.MapGet("/calls", () => Show(simulator.Calls));
        group.MapGet("/balances", () => Show(simulator.Wallets));
        group.MapGet("/faults", () => Show(simulator.Faults));
        group.MapGet("/webhooks", () => Show(simulator.Webhooks));
        group.MapGet("/services", () => Show(simulator.Services));

        group.MapPost("/faults", (HttpRequest request) => TakeAsync<Fault>(request, simulator.Inject));
        group.MapDelete("/faults", () => Do(simulator.ClearFaults));
        group.MapPost("/walks", (HttpRequest request) => TakeAsync<WalkRule>(request, simulator.Script));
        group.MapDelete("/walks", () => Do(simulator.ClearScripts));
        group.MapPost("/webhooks", (HttpRequest request) => TakeAsync<WebhookSettings>(request, simulator.SetWebhooks));
        group.MapPost("/webhooks/{orderId}/resend", (string orderId) => Found(simulator.ResendWebhook(orderId)));
        group.MapPost("/payouts/{orderId}/status", (HttpRequest request, string orderId) =>
            TakeFoundAsync<NewStatus>(request, set => simulator.ForceStatus(orderId, set.Step)));
        group.MapPost("/balances", (HttpRequest request) => TakeAsync<NewBalance>(request, set => simulator.SetBalance(set.Currency, set.Available)));
        group.MapPost("/keys", (HttpRequest request) => TakeAsync<NewKey>(request, set => simulator.ChangePayoutKey(set.PayoutKey)));
        group.MapPost("/services", (HttpRequest request) => TakeAsync<SimulatedServiceList>(request, simulator.ShowServices));
        group.MapPost("/services/{currency}/{network}", (HttpRequest request, string currency, string network) =>
            TakeFoundAsync<ServiceChange>(request, change => simulator.ChangeService(currency, network, change)));
        group.MapDelete("/services", () => Do(simulator.ResetServices));
        group.MapPost("/reset", () => Do(simulator.Reset));
    }

    private static IResult Show<T>(T value) => Results.Json(value, Json);

    private static IResult Do(Action action)
    {
        action();
        return Results.NoContent();
    }

    private static IResult Found(bool found) => found ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> TakeFoundAsync<T>(HttpRequest request, Func<T, bool> use)
    {
        var found = false;
        var result = await TakeAsync<T>(request, value => found = use(value));
        return result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status204NoContent } && !found ? Results.NotFound() : result;
    }

    private static async Task<IResult> TakeAsync<T>(HttpRequest request, Action<T> use)
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(request.Body, Json, request.HttpContext.RequestAborted)
                ?? throw new ArgumentException("The body is null.");
            use(value);
            return Results.NoContent();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return Results.Json(new { e.Message }, Json, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private sealed record NewBalance(string Currency, decimal Available);

    private sealed record NewKey(string PayoutKey);

    private sealed record NewStatus(string Step);
}
