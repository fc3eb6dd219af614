using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Gateway.Health;

/// <summary>What the probes are answered (docs/http-api.md, "Health").</summary>
internal static class HealthShape
{
    private static readonly NamedSchema Word = WordSchemas.Open("HealthWord", "The state that was asked for.", ["live", "ready"]);

    public static readonly Shape<string> Live = new Shape<string>("Health", "The result of a successful check.")
        .Text("status", Word, status => status);

    public static readonly Shape<HealthReport> Ready = new Shape<HealthReport>("Readiness", "The service is ready.")
        .Text("status", Word, _ => "ready")
        .List("paused", "What is paused: all, asset:CODE, network:CODE or client:ID. What waits for it is no reason to restart anything.", report => report.Paused);
}
