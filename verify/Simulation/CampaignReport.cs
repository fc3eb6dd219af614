using System.Text.Json;
using Payouts.Simulation.Audit;

namespace Payouts.Simulation;

/// <summary>What came of many scenarios.</summary>
internal sealed record CampaignReport(
    SimulationOptions Options, int Scenarios, long Steps, Tally Tally, IReadOnlyList<ScenarioRun> Findings, TimeSpan Took)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public bool IsGood => Findings.Count == 0;

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Options.Seed,
            Seeds = Scenarios,
            Payouts = Tally.Counts.GetValueOrDefault("payouts"),
            Steps,
            Findings = Findings.Count,
            Seconds = Math.Round(Took.TotalSeconds, 1),
            Happened = Tally.Counts,
        },
        Json);
}
