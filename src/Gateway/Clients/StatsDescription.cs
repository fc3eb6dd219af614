using System.Text.Json.Nodes;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Clients;

/// <summary>The OpenAPI description of statistics.</summary>
internal static class StatsDescription
{
    public static void OfClient(OperationDescription text) => text
        .Summary("Read a client's statistics", "Exact. A client nobody has paid has zeros; a client that the key may not see is not found.")
        .Path("client_id", "The client's id.", Text(pattern: TextRules.ClientIdPattern), Examples.ClientId)
        .Scope(Scopes.Read)
        .Answer(200, "The totals.", StatsShape.Stats.Schema, Example(Examples.ClientId))
        .Invalid("/client_id", "must be 1 to 64 of A-Z a-z 0-9 . _ : -")
        .Problems(ProblemRegistry.NotFound, ProblemRegistry.Unavailable);

    public static void OfAll(OperationDescription text) => text
        .Summary("Read the statistics of all clients", "The same totals over all clients; not for a key that is bound to one.")
        .Scope(Scopes.Read)
        .Answer(200, "The totals, with client_id null.", StatsShape.Stats.Schema, Example(clientId: null))
        .Problems(ProblemRegistry.Unavailable);

    private static JsonNode Example(string? clientId) => StatsShape.Stats.Example(new()
    {
        ClientId = clientId,
        Payouts = 3,
        Totals = [new("USDT", PayoutStatus.Confirmed, 2, 51m), new("USDT", PayoutStatus.Pending, 1, 4.25m)],
        FirstPayoutAt = Examples.Start,
        LastPayoutAt = Examples.Start.AddHours(2),
    });
}
