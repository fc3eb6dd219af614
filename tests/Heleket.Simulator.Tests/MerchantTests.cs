using System.Net;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

public sealed class MerchantTests
{
    private const string PaymentKey = "simulator-payment-key";

    [Fact]
    public async Task A_look_up_goes_by_order_id_first_then_by_uuid()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("a");
        await rig.Client.CreateAsync("b");
        var (a, b) = (rig.Simulator.Find("a")!.Uuid, rig.Simulator.Find("b")!.Uuid);

        var both = (await rig.Client.PostAsync("v1/payout/info", new { uuid = a, order_id = "b" })).Ok();
        var one = (await rig.Client.PostAsync("v1/payout/info", new { uuid = a.ToUpperInvariant() })).Ok();

        Assert.Equal(b, both.Result.GetProperty("uuid").GetString());
        Assert.Equal(a, one.Result.GetProperty("uuid").GetString());
    }

    [Fact]
    public async Task A_look_up_says_what_is_wrong()
    {
        await using var rig = await Rig.StartAsync();
        var neither = await rig.Client.PostAsync("v1/payout/info", new { });

        Assert.Equal("""{"state":1,"errors":{"uuid":["validation.required_without"],"order_id":["validation.required_without"]}}""", neither.Text);
        (await rig.Client.InfoAsync(new string('x', 33))).Invalid("order_id", "validation.max.string");
        (await rig.Client.PostAsync("v1/payout/info", new { uuid = "7" })).Invalid("uuid", "validation.uuid");
        (await rig.Client.InfoAsync("nobody")).Refused("Payout not found");
        await using var other = await Rig.StartAsync(options => options.UnknownPayoutStatus = 404);
        (await other.Client.InfoAsync("nobody")).Refused("Payout not found", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_order_id_too_long_for_a_look_up_can_be_created_all_the_same()
    {
        await using var rig = await Rig.StartAsync();

        (await rig.Client.CreateAsync(new string('x', 100))).Ok();
    }

    [Fact]
    public async Task Services_are_listed_in_the_documented_form()
    {
        await using var rig = await Rig.StartAsync();

        var services = (await rig.Client.PostAsync("v1/payout/services")).Ok().Result;

        Assert.Equal(
            """{"network":"TRON","currency":"USDT","is_available":true,"limit":{"min_amount":"1.00000000","max_amount":"10000000.00000000"},"commission":{"fee_amount":"1.00","percent":"0.00"}}""",
            services[0].GetRawText());
        Assert.Equal(new SimulatorOptions().Services.Count, services.GetArrayLength());
    }

    [Fact]
    public async Task Balances_show_the_business_and_the_personal_wallets()
    {
        await using var rig = await Rig.StartAsync(options =>
        {
            options.Balances = new Dictionary<string, decimal> { ["USDT"] = 20m };
            options.PersonalBalances = new Dictionary<string, decimal> { ["USDT"] = 52m };
        });
        await rig.Client.CreateAsync("o-1", "14");

        var balance = (await rig.Client.PostAsync("v1/balance", key: PaymentKey)).Ok().Result[0].GetProperty("balance");

        Assert.Equal(["uuid", "balance", "currency_code"], balance.GetProperty("merchant")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("5.00000000", balance.GetProperty("merchant")[0].GetProperty("balance").GetString());
        Assert.Equal("52.00000000", balance.GetProperty("user")[0].GetProperty("balance").GetString());
    }

    [Fact]
    public async Task Transfers_move_money_every_time_they_are_asked()
    {
        await using var rig = await Rig.StartAsync(options =>
        {
            options.Balances = new Dictionary<string, decimal> { ["USDT"] = 35m, ["BTC"] = 1m };
            options.PersonalBalances = new Dictionary<string, decimal> { ["USDT"] = 0m, ["LTC"] = 1m };
        });

        var first = (await rig.Client.PostAsync("v1/transfer/to-personal", new { amount = "15", currency = "USDT" })).Ok().Result;
        Assert.Equal("15.00000000", first.GetProperty("user_wallet_balance").GetString());
        Assert.Equal("20.00000000", first.GetProperty("merchant_balance").GetString());
        var second = (await rig.Client.PostAsync("v1/transfer/to-personal", new { amount = "15", currency = "USDT" })).Ok().Result;
        Assert.NotEqual(first.GetProperty("merchant_transaction_uuid").GetString(), second.GetProperty("merchant_transaction_uuid").GetString());
        (await rig.Client.PostAsync("v1/transfer/to-personal", new { amount = "15", currency = "USDT" })).Refused("Not enough funds");
        var back = (await rig.Client.PostAsync("v1/transfer/to-business", new { amount = "30", currency = "usdt" })).Ok().Result;
        Assert.Equal("35.00000000", back.GetProperty("merchant_balance").GetString());
        (await rig.Client.PostAsync("v1/transfer/to-personal", new { amount = "1", currency = "BTC" })).Refused("No found user wallet");
        (await rig.Client.PostAsync("v1/transfer/to-business", new { amount = "1", currency = "LTC" })).Refused("Merchant wallet not found");
        (await rig.Client.PostAsync("v1/transfer/to-business", new { currency = "LTC" })).Invalid("amount", "validation.required");
    }

    [Fact]
    public async Task An_invoice_is_refunded_up_to_what_was_paid()
    {
        await using var rig = await Rig.StartAsync(options => options.Invoices =
        [
            new SimulatedInvoice("26109ba0-b05b-4ee0-93d1-fd62c822ce95", "inv-1", "USDT", 10m),
            new SimulatedInvoice("95bfcabb-a0ab-48f1-80b3-ce3bc2dbb653", "inv-2", "USDT", 10m, Completed: false),
        ]);

        (await RefundAsync("inv-1", "7")).Ok();
        (await RefundAsync("inv-1", "4")).Refused("The refund amount should not be more than the amount paid");
        Assert.Equal("""{"state":0,"result":[]}""", (await RefundAsync("inv-1", null)).Text);
        (await RefundAsync("inv-2", null)).Refused("Refunds are made only for completed payments");
        (await RefundAsync("inv-3", null)).Refused("Payment was not found");
        (await RefundAsync(null, null)).Invalid("uuid", "validation.required_without");
        Assert.Equal(999_999_990m, rig.Simulator.Wallets.Single(wallet => wallet.Currency == "USDT").Available);

        Task<RawResponse> RefundAsync(string? orderId, string? amount) =>
            rig.Client.PostAsync("v1/payment/refund", new { address = "x", is_subtract = true, order_id = orderId, amount });
    }

    [Fact]
    public async Task Rates_need_no_signature()
    {
        await using var rig = await Rig.StartAsync();

        var answer = await rig.Client.PlainAsync(HttpMethod.Get, "v1/exchange-rate/eth/list");

        Assert.Equal("""{"from":"ETH","to":"USD","course":"4000.00000000"}""", answer.Ok().Result[0].GetRawText());
    }

    [Fact]
    public async Task The_other_path_of_the_fee_preview_is_there_on_demand()
    {
        await using var without = await Rig.StartAsync();
        await using var with = await Rig.StartAsync(options => options.CalculateAlias = true);

        Assert.Equal(HttpStatusCode.NotFound, (await without.Client.PostAsync("v1/payout/calculate", RawClient.Terms("o"))).Status);
        (await with.Client.PostAsync("v1/payout/calculate", RawClient.Terms("o"))).Ok();
    }
}
