using Payouts.Chaos;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Harness;

namespace Payouts.Host.Tests.Chaos;

/// <summary>
/// Short runs of verify/Chaos: real processes, with approvals and limits in force, faults by a seed, and the audit of what
/// clients and persons were told, what is stored, and what Heleket has.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly ChaosOptions Short = new() { Payouts = 300, Kills = 0, Freezes = 0, Duration = TimeSpan.FromSeconds(30) };

    [Fact]
    public Task Killed_and_frozen_silos_cost_no_payout() => HoldsAsync(Short with { Seed = 11, Kills = 2, Freezes = 1 });

    [Fact]
    public Task A_killed_database_comes_back_and_nothing_accepted_is_lost() =>
        HoldsAsync(Short with { Seed = 12, Silos = 2, PostgresKills = 1, SimulatorRestarts = 1, GatewayKills = 1 });

    [Fact]
    public Task Killed_silos_cost_no_payout_on_MongoDB()
    {
        var mongo = Environment.GetEnvironmentVariable("PAYOUTS_TEST_MONGO");
        Assert.SkipWhen(string.IsNullOrEmpty(mongo), "PAYOUTS_TEST_MONGO names no MongoDB server.");
        return HoldsAsync(Short with { Seed = 13, Storage = ChaosStorage.Mongo, Mongo = mongo, Kills = 2, Freezes = 1 });
    }

    private async Task HoldsAsync(ChaosOptions options)
    {
        Assert.SkipWhen(PostgresServer.Binaries is null, "PostgreSQL is not installed here, and another's server is not ours to kill.");

        var report = await ChaosRun.RunAsync(options, output.WriteLine);

        output.WriteLine(report.ToJson());
        Assert.True(report.IsGood, $"{report.ToJson()}\n{string.Join('\n', report.Findings)}");
        Assert.Equal(options.Kills + options.Freezes + options.PostgresKills + options.GatewayKills + options.SimulatorRestarts, report.Faults.Values.Sum());
        Assert.Equal(options.Freezes, report.FrozenAndEvicted);
        Assert.Equal(options.Pauses, report.Pauses);

        // The policy was there: persons let payouts go and rejected others, and limits were reached.
        Assert.True(report is { SentWithApproval: > 0, Rejected: > 0, LimitHolds.Used: > 0 }, report.ToJson());
        Assert.True(report.Refused + report.WaitedForRoom > 0, report.ToJson());
    }
}
