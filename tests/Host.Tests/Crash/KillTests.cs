using System.Net;
using Heleket.Simulator.Payouts;
using Payouts.Grains;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Harness;

namespace Payouts.Host.Tests.Crash;

/// <summary>
/// What must hold after <c>kill -9</c> under load (docs/failure-modes.md, "Paid twice"; docs/lifecycle.md, "Never
/// twice"; docs/lifecycle.md, "Never lost"). The tests share one run.
/// </summary>
public sealed class KillTests(CrashRun run) : IClassFixture<CrashRun>
{
    private static readonly HttpStatusCode[] Allowed = [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable];

    private readonly string _seed = $"Seed {CrashRun.Seed}";

    [Fact]
    public void Every_accepted_payout_is_there_and_confirmed_and_no_other()
    {
        Assert.Equal(run.Load.Accepted.Keys.Order(StringComparer.Ordinal), run.Listed.Select(payout => payout.Id));
        Assert.All(run.Listed, payout => Assert.True(payout.Status == "confirmed", $"{_seed}: {payout}"));
        Assert.All(run.Listed, payout => Assert.Equal(run.Load.Accepted[payout.Id].Amount, payout.Amount));
    }

    [Fact]
    public void Heleket_has_each_of_them_exactly_once()
    {
        var ledger = run.World.Simulator.Ledger;

        Assert.Equal(run.Load.Accepted.Keys.Order(StringComparer.Ordinal), ledger.Select(entry => entry.OrderId).Order(StringComparer.Ordinal));
        Assert.All(ledger, entry => Assert.Equal((1, MoneyState.Paid), (entry.Stored, entry.Money)));
        Assert.All(ledger, entry => Assert.Equal(run.Load.Accepted[entry.OrderId].Amount, entry.Amount));
        Assert.All(run.World.Simulator.Wallets, wallet =>
            Assert.Equal(ledger.Where(entry => entry.DebitCurrency == wallet.Currency).Sum(entry => entry.DebitAmount), wallet.Paid));
    }

    [Fact]
    public void The_run_was_as_rough_as_it_should_be()
    {
        Assert.Equal(4, run.World.Lives.Count);
        Assert.True(run.Load.BrokenConnections > 0, $"{_seed}: no client noticed a kill.");
        Assert.Contains(run.World.Simulator.Ledger, entry => entry.CreateCalls > 1);
    }

    [Fact]
    public async Task Statistics_equal_a_recount_of_the_file_and_of_the_list()
    {
        var stored = Readings.ReadFile(run.World.DatabaseFile);

        Assert.Equal(stored, run.Listed);
        foreach (var client in PayoutLoad.Clients)
        {
            Assert.Equal(Recount.Statistics(client, stored), (await run.Api.GetAsync($"/clients/{client}/stats")).Text);
        }

        Assert.Equal(Recount.Statistics(null, stored), (await run.Api.GetAsync("/stats")).Text);
    }

    [Fact]
    public void No_client_saw_anything_but_success_or_unavailable() =>
        Assert.All(run.Load.Answers, status => Assert.True(Allowed.Contains(status), $"{_seed}: a client saw {(int)status}."));

    [Fact]
    public void Nothing_secret_is_in_the_logs_of_any_life()
    {
        Assert.All(run.World.Lives, life => Assert.Contains("Now listening", life.Output, StringComparison.Ordinal));
        Assert.All(run.World.Lives, life => Assert.Contains(" INF Payouts.Gateway.Access: POST /payouts 201 in ", life.Output, StringComparison.Ordinal));
        string[] secrets =
        [
            CrashRun.PayoutKey, CrashRun.UnknownKey, Api.FullKey, Api.ReadKey, Api.CreateKey, Api.BoundKey, PayoutLoad.Marker, "\"sign\"", "\"wallet_address\"", "\"order_id\"",
            .. PayoutLoad.Addresses,
        ];
        var log = string.Join('\n', run.World.Lives.Select(life => life.Output));
        Assert.All(secrets, secret => Assert.False(log.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret} is in the log: {LineWith(log, secret)}"));
    }

    private static string? LineWith(string log, string secret) =>
        log.Split('\n').FirstOrDefault(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
}
