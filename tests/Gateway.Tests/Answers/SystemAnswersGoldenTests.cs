using System.Text;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Health;
using Payouts.Harness;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>GET /system, byte for byte as it was but for the release (<see cref="GoldenFile"/>).</summary>
public sealed class SystemAnswersGoldenTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 9, 59, 0, 7, TimeSpan.Zero);

    private static readonly SystemReport Whole = new()
    {
        Silos =
        [
            new("10.0.0.1:11111@1", SiloState.Active, At.AddDays(-1), "0.1.0"), new("10.0.0.2:11111@2", SiloState.Joining, At, null),
            new("10.0.0.3:11111@3", SiloState.Leaving, At, "0.0.9"), new("10.0.0.4:11111@4", SiloState.Dead, null, null),
        ],
        Sweeps = [new(0, At, 0, 7), new(1, At.AddMinutes(-2), 110, 0)],
        OldestUnknownSince = At.AddMinutes(-42),
        OldestOpenSince = At.AddHours(-1),
        Heleket = new(CircuitState.Open, At.AddSeconds(-20), At.AddSeconds(75)),
        LastWebhookAt = At.AddMinutes(-3),
        CatalogReadAt = At.AddMinutes(-1),
        ControlsAgeSeconds = 3,
        FeedEndAt = At.AddSeconds(-1),
        FeedLagSeconds = 12,
    };

    private static readonly SystemReport Silent = new()
    {
        Silos = [new("10.0.0.1:11111@1", SiloState.Active, null, null)],
        Sweeps = [new(0, null, null, null)],
        Heleket = new(CircuitState.HalfOpen, null, null),
    };

    private static readonly SystemReport Calm = Silent with { Heleket = new(CircuitState.Closed, At, null) };

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GoldenGateway.StartAsync(new());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task The_system_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "GET /system. VERSION stands for the release.");
        _gateway.Cluster.System = Whole;
        await answers.AskAsync("Everything was said", "GET /system");
        await answers.AskAsync("The headers alone", "HEAD /system");
        _gateway.Cluster.System = Silent;
        await answers.AskAsync("Hardly anything was said", "GET /system");
        _gateway.Cluster.System = null;
        await answers.AskAsync("No silo answers", "GET /system");
        await answers.AskAsync("By a key that may not operate", "GET /system", key: "reader");
        await answers.AskAsync("No key", "GET /system", key: null);

        var version = Release.Of(typeof(ProblemRegistry).Assembly);
        GoldenFile.Check("system.txt", Encoding.UTF8.GetBytes(answers.Text.Replace($"{{\"version\":\"{version}\"", "{\"version\":\"VERSION\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_reports_between_them_have_every_member_and_every_word()
    {
        var coverage = new MemberCoverage(typeof(SystemReport), typeof(SiloReport), typeof(SweepReport), typeof(HeleketReport));

        Assert.Equal("", string.Join('\n', coverage.Missing([Whole, Silent, Calm])));
    }
}
