using CsCheck;
using Heleket.Simulator.Http;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Simulator.Tests;

public sealed class MoneyTests
{
    private static readonly string[] Steps = ["process", "check", "fail?", "fail!", "cancel!", "system_fail!", "paid?", "paid!"];

    private static readonly Gen<(int Order, int Amount, bool IsSubtract, string Step, int Seconds)> Moves =
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 60], Gen.Bool, Gen.Int[0, Steps.Length - 1].Select(i => Steps[i]), Gen.Int[0, 3]);

    [Fact]
    public void Available_and_reserved_and_paid_always_add_up() =>
        Moves.Array[1, 40].Sample(
            moves =>
            {
                var time = new FakeTimeProvider();
                var options = new SimulatorOptions { Balances = new Dictionary<string, decimal> { ["USDT"] = 200m } };
                var simulator = new HeleketSimulator(options, time, NullLogger<HeleketSimulator>.Instance);
                foreach (var move in moves)
                {
                    Create(simulator, move.Order, move.Amount, move.IsSubtract);
                    if (move.Seconds == 0)
                    {
                        simulator.ForceStatus($"o-{move.Order}", move.Step);
                    }

                    time.Advance(TimeSpan.FromSeconds(move.Seconds));
                    var wallet = Assert.Single(simulator.Wallets);
                    Assert.Equal(200m, wallet.Available + wallet.Reserved + wallet.Paid);
                    Assert.Equal(SumOf(simulator, MoneyState.Reserved), wallet.Reserved);
                    Assert.Equal(SumOf(simulator, MoneyState.Paid), wallet.Paid);
                }

                Assert.All(simulator.Ledger, payout => Assert.Equal(1, payout.Stored));
            },
            iter: 300);

    [Fact]
    public async Task Fees_are_fixed_and_by_percent_and_depend_on_the_priority()
    {
        await using var rig = await Rig.StartAsync(options => options.Services =
        [
            new SimulatedService("BSC", "USDT", 1m, 1000m, 1m, 0.5m),
            new SimulatedService("TRON", "USDT", 1m, 1000m, 1m, 0.5m),
        ]);

        Assert.Equal(("1.05000000", "11.05000000", "10.00000000"), await CalcAsync(network: "BSC", isSubtract: true, priority: null));
        Assert.Equal(("1.05000000", "10.00000000", "8.95000000"), await CalcAsync(network: "BSC", isSubtract: false, priority: "recommended"));
        Assert.Equal(("2.10000000", "12.10000000", "10.00000000"), await CalcAsync(network: "BSC", isSubtract: true, priority: "highest"));
        Assert.Equal(("1.05000000", "11.05000000", "10.00000000"), await CalcAsync(network: "TRON", isSubtract: true, priority: "highest"));

        async Task<(string?, string?, string?)> CalcAsync(string network, bool isSubtract, string? priority)
        {
            var terms = RawClient.Terms("ignored", "10");
            (terms["network"], terms["is_subtract"], terms["priority"]) = (network, isSubtract, priority);
            terms.Remove("order_id");
            var result = (await rig.Client.PostAsync("v1/payout/calc", terms)).Ok().Result;
            return (result.GetProperty("commission").GetString(), result.GetProperty("merchant_amount").GetString(), result.GetProperty("payout_amount").GetString());
        }
    }

    private static decimal SumOf(HeleketSimulator simulator, MoneyState state) =>
        simulator.Ledger.Where(payout => payout.Money == state).Sum(payout => payout.DebitAmount);

    private static void Create(HeleketSimulator simulator, int order, int amount, bool isSubtract)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object?>(RawClient.Terms($"o-{order}", $"{amount}")) { ["is_subtract"] = isSubtract });
        simulator.PayoutResponses.Create(new ApiRequest(new Form(body)));
    }
}
