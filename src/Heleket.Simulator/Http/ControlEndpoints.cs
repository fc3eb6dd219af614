using Heleket.Simulator.Faults;
using Heleket.Simulator.Walking;
using Heleket.Simulator.Webhooks;
using static Heleket.Simulator.Http.ControlBody;

namespace Heleket.Simulator.Http;

/// <summary>
/// The control API for operators and for tests in another process. Unsigned, JSON in snake_case; README.md lists the
/// calls.
/// </summary>
internal static class ControlEndpoints
{
    public static void Map(RouteGroupBuilder group, HeleketSimulator simulator)
    {
        MoneyControls.Map(group, simulator);
        LedgerControls.Map(group, simulator);
        group.MapGet("/faults", () => Show(simulator.Faults));
        group.MapGet("/webhooks", () => Show(simulator.Webhooks));
        group.MapGet("/services", () => Show(simulator.Services));

        group.MapPost("/faults", (HttpRequest request) => TakeRawAsync<Fault>(request, simulator.Inject));
        group.MapDelete("/faults", () => Do(simulator.ClearFaults));
        group.MapPost("/walks", (HttpRequest request) => TakeAsync<WalkRule>(request, simulator.Script));
        group.MapDelete("/walks", () => Do(simulator.ClearScripts));
        group.MapPost("/webhooks", (HttpRequest request) => TakeRawAsync<WebhookSettings>(request, simulator.SetWebhooks));
        group.MapPost("/webhooks/{orderId}/resend", (string orderId) => Found(simulator.ResendWebhook(orderId)));
        group.MapPost("/payouts/{orderId}/status", (HttpRequest request, string orderId) =>
            TakeFoundAsync<NewStatus>(request, set => simulator.ForceStatus(orderId, set.Step)));
        group.MapPost("/keys", (HttpRequest request) => TakeAsync<NewKey>(request, set => simulator.ChangePayoutKey(set.PayoutKey)));
        group.MapPost("/services", (HttpRequest request) => TakeRawAsync<SimulatedServiceList>(request, simulator.ShowServices));
        group.MapPost("/services/{currency}/{network}", (HttpRequest request, string currency, string network) =>
            TakeFoundAsync<ServiceChange>(request, change => simulator.ChangeService(currency, network, change)));
        group.MapDelete("/services", () => Do(simulator.ResetServices));
        group.MapPost("/reset", () => Do(simulator.Reset));
    }

    private sealed record NewKey(string PayoutKey);

    private sealed record NewStatus(string Step);
}
