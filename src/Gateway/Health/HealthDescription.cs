using System.Text.Json.Nodes;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Health;

/// <summary>The OpenAPI description of the probes.</summary>
internal static class HealthDescription
{
    private static readonly NamedSchema Word = WordSchemas.Open("HealthWord", "The state that was asked for.", ["live", "ready"]);

    private static readonly NamedSchema Health = new(nameof(Health), document => Object("The result of a successful check.", new()
    {
        ["status"] = Word.In(document),
    }));

    public static void Live(OperationDescription text) => text
        .Summary("Check liveness", "Whether the process is alive; checks nothing else.")
        .Answer(200, "The process is alive.", Health, new JsonObject { ["status"] = "live" })
        .Problems(ProblemRegistry.Unavailable);

    public static void Ready(OperationDescription text) => text
        .Summary("Check readiness", "Whether the service can serve; asks a silo, which checks its storage.")
        .Answer(200, "The service is ready.", Health, new JsonObject { ["status"] = "ready" })
        .Problems(ProblemRegistry.Unavailable);
}
