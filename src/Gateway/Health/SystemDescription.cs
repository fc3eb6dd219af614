using System.Text.Json.Nodes;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Gateway.Health;

/// <summary>The OpenAPI description of the system.</summary>
internal static class SystemDescription
{
    public static void Read(OperationDescription text) => text
        .Summary("Read how the service is", "Asks silos, sweepers and the store, and answers within three seconds, whatever does not.")
        .Scope(Scopes.Operate)
        .Answer(200, "What they said.", SystemShape.System.Schema, Example())
        .Problems(ProblemRegistry.Unavailable);

    private static JsonNode Example() => SystemShape.System.Example(new("0.1.0", "Production", Examples.Start, new()
    {
        Silos = [new("10.0.0.7:11111@153218000", SiloState.Active, Examples.Start.AddDays(-2), "0.1.0")],
        Sweeps = [.. Enumerable.Range(0, 16).Select(shard => new SweepReport(shard, Examples.Start.AddSeconds(-shard / 2), 0, shard % 3))],
        OldestOpenSince = Examples.Start.AddMinutes(-4),
        Heleket = new(CircuitState.Closed, Examples.Start.AddSeconds(-12), null),
        LastWebhookAt = Examples.Start.AddSeconds(-40),
        CatalogReadAt = Examples.Start.AddSeconds(-20),
        ControlsAgeSeconds = 1,
        FeedEndAt = Examples.Start.AddSeconds(-1),
        FeedLagSeconds = 0,
    }));
}
