using System.Text.Json;

namespace Payouts.Simulation;

/// <summary>What came of many stories.</summary>
internal sealed record CampaignReport(
    SimulationOptions Options, int Stories, long Steps, Tally Tally, IReadOnlyList<Telling> Findings, TimeSpan Took)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public bool IsGood => Findings.Count == 0;

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Options.Seed,
            Seeds = Stories,
            Payouts = Tally.Counts.GetValueOrDefault("payouts"),
            Steps,
            Findings = Findings.Count,
            Seconds = Math.Round(Took.TotalSeconds, 1),
            Happened = Tally.Counts,
        },
        Json);
}
