using System.Text.Json.Nodes;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Health;

/// <summary>What the document says of the probes.</summary>
internal static class HealthDescription
{
    private static readonly NamedSchema Word = WordSchemas.Open("HealthWord", "The good answer to what was asked.", ["live", "ready"]);

    private static readonly NamedSchema Health = new(nameof(Health), document => Object("A good answer.", new()
    {
        ["status"] = Word.In(document),
    }));

    public static void Live(OperationDescription text) => text
        .Summary("Whether the process lives", "Asks nobody else.")
        .Answer(200, "It does.", Health, new JsonObject { ["status"] = "live" })
        .Problems(ProblemRegistry.Unavailable);

    public static void Ready(OperationDescription text) => text
        .Summary("Whether the service can serve", "Asks a silo, which asks its storage.")
        .Answer(200, "It can.", Health, new JsonObject { ["status"] = "ready" })
        .Problems(ProblemRegistry.Unavailable);
}
