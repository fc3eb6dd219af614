using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Gateway.Health;

/// <summary>The OpenAPI description of the probes.</summary>
internal static class HealthDescription
{
    public static void Live(OperationDescription text) => text
        .Summary("Check liveness", "Whether the process is alive; checks nothing else.")
        .Answer(200, "The process is alive.", HealthShape.Live.Schema, HealthShape.Live.Example("live"))
        .Problems(ProblemRegistry.Unavailable);

    public static void Ready(OperationDescription text) => text
        .Summary("Check readiness", "Whether the service can serve; asks a silo, which checks its storage and what it knows of pauses.")
        .Answer(200, "The service is ready.", HealthShape.Ready.Schema, HealthShape.Ready.Example(new(new HealthReport(HasStarted: true, ["network:TRON"]), [])))
        .Problems(ProblemRegistry.Unavailable);
}
