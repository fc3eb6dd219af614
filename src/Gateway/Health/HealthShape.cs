using System.Collections.Immutable;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Gateway.Health;

/// <summary>What is answered when the service is ready.</summary>
/// <param name="Report">What a silo said.</param>
/// <param name="Warnings">What this gateway knows besides (<see cref="Policies.PolicyPeople"/>).</param>
internal sealed record Readiness(HealthReport Report, ImmutableArray<string> Warnings);

/// <summary>What the probes are answered (docs/http-api.md, "Health").</summary>
internal static class HealthShape
{
    private static readonly NamedSchema Word = WordSchemas.Open("HealthWord", "The state that was asked for.", ["live", "ready"]);

    public static readonly Shape<string> Live = new Shape<string>("Health", "The result of a successful check.")
        .Text("status", Word, status => status);

    public static readonly Shape<Readiness> Ready = new Shape<Readiness>("Readiness", "The service is ready.")
        .Text("status", Word, _ => "ready")
        .List("paused", "What is paused: all, asset:CODE, network:CODE or client:ID. What waits for it is no reason to restart anything.", ready => ready.Report.Paused)
        .List("warnings", "What its operators should know; no reason to restart anything. no_second_admin: fewer than two persons are known who may administer, so no change of the policy can be approved. second_person_off: one person alone changes the policy.", ready => ready.Warnings);
}
