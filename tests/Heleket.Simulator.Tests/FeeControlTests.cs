using System.Net;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

/// <summary>Fees that change, at once or when a payout is settled, and what calc says of them.</summary>
public sealed class FeeControlTests
{
    [Fact]
    public async Task A_new_fee_is_in_calc_on_the_list_and_in_the_debit_and_not_in_payouts_that_exist()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("before", "100");

        await DoneAsync(rig, "control/fees", """{"currency":"usdt","network":"tron","amount":2.5,"percent":0.75}""");

        Assert.Equal(("3.25000000", "103.25000000", "100.00000000"), await CalcAsync(rig, "100", isSubtract: true));
        Assert.Contains("""{"network":"TRON","currency":"USDT","is_available":true,"limit":{"min_amount":"1.00000000","max_amount":"10000000.00000000"},"commission":{"fee_amount":"2.50","percent":"0.75"}}""", await ListAsync(rig), StringComparison.Ordinal);
        await rig.Client.CreateAsync("after", "100");
        Assert.Equal((101m, 1m), (rig.Simulator.Find("before")!.DebitAmount, rig.Simulator.Find("before")!.Commission));
        Assert.Equal((103.25m, 3.25m, 100m), rig.Simulator.Find("after") is { } after ? (after.DebitAmount, after.Commission, after.Received) : default);
    }

    [Fact]
    public async Task Without_a_network_the_coin_costs_the_new_fee_everywhere_and_the_rest_stays()
    {
        await using var rig = await Rig.StartAsync();

        await DoneAsync(rig, "control/fees", """{"currency":"USDT","amount":4}""");

        Assert.All(rig.Simulator.Services.Where(service => service.Currency == "USDT"), service => Assert.Equal((4m, 0m), (service.FeeAmount, service.FeePercent)));
        Assert.DoesNotContain(rig.Simulator.Services, service => service.Currency != "USDT" && service.FeeAmount == 4m);
        rig.Simulator.ResetServices();
        Assert.All(rig.Simulator.Services.Where(service => service.Currency == "USDT"), service => Assert.Equal(1m, service.FeeAmount));
    }

    [Fact]
    public async Task The_fee_at_settlement_is_by_order_id_else_by_the_latest_rule_that_matches()
    {
        await using var rig = await Rig.StartAsync(options => (options.UndocumentedMembers, options.Balances) = (true, new Dictionary<string, decimal> { ["USDT"] = 1000m }));
        await DoneAsync(rig, "control/settle_fees", """{"settle_fee":3,"currency":"usdt","amount":50}""");
        await DoneAsync(rig, "control/settle_fees", """{"settle_fee":0.25,"amount":60}""");
        await DoneAsync(rig, "control/settle_fees", """{"settle_fee":7,"order_id":"own"}""");
        string[] orders = ["raised", "own", "lowered", "told"];
        foreach (var (order, amount) in orders.Zip(["50", "50", "60", "70"]))
        {
            Assert.Equal("1.00000000", (await rig.Client.CreateAsync(order, amount)).Ok().Result.GetProperty("commission").GetString());
        }

        rig.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([(3m, 53m, 50m), (7m, 57m, 50m), (0.25m, 60.25m, 60m), (1m, 71m, 70m)], orders.Select(order => Of(rig.Simulator.Find(order)!)));
        var info = (await rig.Client.InfoAsync("raised")).Ok().Result;
        Assert.Equal(("3.00000000", "53.00000000"), (info.GetProperty("commission").GetString(), info.GetProperty("merchant_amount").GetString()));
        var wallet = Assert.Single(rig.Simulator.Wallets);
        Assert.Equal((1000m - 241.25m, 0m, 241.25m), (wallet.Available, wallet.Reserved, wallet.Paid));
        Assert.Equal(3, (await rig.Client.PlainAsync(HttpMethod.Get, "control/settle_fees")).Json.GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await rig.Client.PlainAsync(HttpMethod.Delete, "control/settle_fees")).Status);
        Assert.Empty(rig.Simulator.SettleFees);
    }

    [Fact]
    public async Task A_receiver_who_pays_the_fee_gets_less_at_settlement_and_never_less_than_nothing()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.SettleFor(new SettleFeeRule(3m));
        rig.Simulator.SettleFor(new SettleFeeRule(500m) { OrderId = "all" });
        foreach (var order in (string[])["some", "all"])
        {
            var terms = RawClient.Terms(order, "50");
            terms["is_subtract"] = false;
            (await rig.Client.PostAsync("v1/payout", terms)).Ok();
        }

        rig.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([(3m, 50m, 47m), (50m, 50m, 0m)], rig.Simulator.Ledger.Select(Of));
    }

    [Fact]
    public async Task A_payout_that_comes_back_after_all_returns_what_its_settling_cost()
    {
        await using var rig = await Rig.StartAsync(options => options.Balances = new Dictionary<string, decimal> { ["USDT"] = 60m });
        rig.Simulator.SettleFor(new SettleFeeRule(13m));
        await rig.Client.CreateAsync("o-1", "50");

        rig.Simulator.ForceStatus("o-1", "paid!");
        Assert.Equal(-3m, rig.Simulator.Wallets[0].Available);
        rig.Simulator.ForceStatus("o-1", "fail!");

        Assert.Equal(new WalletView("USDT", 60m, 0m, 0m, 1000m) { Opening = 60m, Debited = 63m, Returned = 63m }, rig.Simulator.Wallets[0]);
    }

    [Fact]
    public async Task A_payout_from_another_coin_is_debited_in_that_coin_at_settlement()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.SettleFor(new SettleFeeRule(0.5m));
        var terms = RawClient.Terms("o-1", "2");
        (terms["currency"], terms["network"], terms["from_currency"]) = ("LTC", "LTC", "USDT");
        (await rig.Client.PostAsync("v1/payout", terms)).Ok();
        Assert.Equal(("USDT", 200.1m), (rig.Simulator.Ledger[0].DebitCurrency, rig.Simulator.Ledger[0].DebitAmount));

        rig.Simulator.ForceStatus("o-1", "paid!");

        Assert.Equal((250m, 250m), (rig.Simulator.Ledger[0].DebitAmount, rig.Simulator.Wallets.Single(wallet => wallet.Currency == "USDT").Paid));
    }

    [Fact]
    public async Task Is_subtract_can_mean_the_opposite_in_calc_and_in_the_ledger()
    {
        await using var rig = await Rig.StartAsync(options => options.IsSubtractInverted = true);

        Assert.Equal(("1.00000000", "100.00000000", "99.00000000"), await CalcAsync(rig, "100", isSubtract: true));
        Assert.Equal(("1.00000000", "101.00000000", "100.00000000"), await CalcAsync(rig, "100", isSubtract: false));
        await rig.Client.CreateAsync("o-1", "100");
        Assert.Equal((1m, 100m, 99m), Of(rig.Simulator.Ledger[0]));
    }

    [Fact]
    public async Task Calc_leaves_members_out_as_told_and_only_such_as_it_has()
    {
        await using var rig = await Rig.StartAsync(options => options.CalcOmits = ["merchant_amount", "payout_amount"]);

        Assert.Equal("""{"commission":"1.00000000"}""", (await rig.Client.PostAsync("v1/payout/calc", RawClient.Terms("ignored"))).Ok().Result.GetRawText());
        await Assert.ThrowsAsync<ArgumentException>(() => Rig.StartAsync(options => options.CalcOmits = ["fee"]));
    }

    [Theory]
    [InlineData("control/fees", """{"currency":"USDT"}""", "amount or percent must be given.")]
    [InlineData("control/fees", """{"amount":1}""", "'currency' must be given.")]
    [InlineData("control/fees", """{"currency":"USDT","amount":-1}""", "amount must be from 0 to 10000000000, with at most 8 decimals.")]
    [InlineData("control/fees", """{"currency":"USDT","percent":101}""", "percent must be from 0 to 100, with at most 8 decimals.")]
    [InlineData("control/fees", """{"currency":"USDT","fee":1}""", "fee is unknown.")]
    [InlineData("control/settle_fees", """{"order_id":"o-1"}""", "'settle_fee' must be given.")]
    [InlineData("control/settle_fees", """{"settle_fee":-1}""", "settle_fee must be from 0 to 10000000000, with at most 8 decimals.")]
    [InlineData("control/settle_fees", """{"settle_fee":1,"pair":"USDT"}""", "pair is unknown.")]
    public async Task A_mistake_names_the_member(string path, string body, string message)
    {
        await using var rig = await Rig.StartAsync();

        var answer = await rig.Client.PostTextAsync(path, body);

        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task A_pair_that_is_not_on_offer_is_not_found()
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await rig.Client.PostTextAsync("control/fees", """{"currency":"USDT","network":"BTC","amount":1}""")).Status);
    }

    private static (decimal Commission, decimal Debit, decimal Received) Of(LedgerEntry entry) => (entry.Commission, entry.DebitAmount, entry.Received);

    private static async Task<(string?, string?, string?)> CalcAsync(Rig rig, string amount, bool isSubtract)
    {
        var terms = RawClient.Terms("ignored", amount);
        terms["is_subtract"] = isSubtract;
        var result = (await rig.Client.PostAsync("v1/payout/calc", terms)).Ok().Result;
        return (result.GetProperty("commission").GetString(), result.GetProperty("merchant_amount").GetString(), result.GetProperty("payout_amount").GetString());
    }

    private static async Task<string> ListAsync(Rig rig) => (await rig.Client.PostAsync("v1/payout/services")).Ok().Result.GetRawText();

    private static async Task DoneAsync(Rig rig, string path, string body) =>
        Assert.Equal((HttpStatusCode.NoContent, ""), (await rig.Client.PostTextAsync(path, body)) is var answer ? (answer.Status, answer.Text) : default);
}
