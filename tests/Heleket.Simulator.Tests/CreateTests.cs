using System.Net;
using System.Text.Json;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

public sealed class CreateTests
{
    [Fact]
    public async Task A_create_answers_in_the_documented_form_and_debits_the_fee_too()
    {
        await using var rig = await Rig.StartAsync(options => options.Balances["USDT"] = 135m);

        var answer = (await rig.Client.CreateAsync("o-1")).Ok();

        var uuid = answer.Result.GetProperty("uuid").GetString();
        Assert.Equal(
            $$$"""{"state":0,"result":{"uuid":"{{{uuid}}}","amount":"5","currency":"USDT","network":"TRON","address":"{{{RawClient.Address}}}","txid":null,"status":"process","is_final":false,"balance":129,"payer_currency":"USDT","payer_amount":5}}""",
            answer.Text);
        Assert.Equal("application/json", answer.ContentType);
    }

    [Fact]
    public async Task Numbers_can_be_strings_and_slashes_are_escaped_as_php_does()
    {
        await using var rig = await Rig.StartAsync(options => options.NumbersAsStrings = true);

        var answer = (await rig.Client.PostAsync("v1/payout", With("address", "a/b"))).Ok();

        Assert.Contains("\"address\":\"a\\/b\"", answer.Text, StringComparison.Ordinal);
        Assert.Equal("999999994.00000000", answer.Result.GetProperty("balance").GetString());
        Assert.Equal("5.00000000", answer.Result.GetProperty("payer_amount").GetString());
    }

    [Fact]
    public async Task A_memo_is_counted_in_characters_as_php_does()
    {
        await using var rig = await Rig.StartAsync();
        var memo = new string('a', 29) + "😀";

        var answer = await rig.Client.PostAsync("v1/payout", With("memo", memo));

        Assert.DoesNotContain("validation.max.string", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_shows_the_stored_payout_in_its_current_state_and_debits_nothing()
    {
        await using var rig = await Rig.StartAsync();
        var first = (await rig.Client.CreateAsync("o-1", "5")).Ok();
        await rig.TickUntilAsync("o-1", payout => payout.IsFinal);
        rig.Simulator.SetBalance("USDT", 0);

        var second = (await rig.Client.CreateAsync("o-1", "700")).Ok();

        Assert.Equal(first.Result.GetProperty("uuid").GetString(), second.Result.GetProperty("uuid").GetString());
        Assert.Equal("5", second.Result.GetProperty("amount").GetString());
        Assert.Equal("paid", second.Result.GetProperty("status").GetString());
        Assert.True(second.Result.GetProperty("is_final").GetBoolean());
        Assert.Equal((2, 1), (rig.Simulator.Find("o-1")!.CreateCalls, rig.Simulator.Find("o-1")!.Stored));
    }

    [Fact]
    public async Task Fifty_creates_at_once_with_one_order_id_make_one_payout()
    {
        await using var rig = await Rig.StartAsync(options => options.Balances["USDT"] = 6m);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => rig.Client.CreateAsync("same")));

        Assert.Single(answers.Select(answer => answer.Ok().Result.GetProperty("uuid").GetString()).Distinct());
        var entry = Assert.Single(rig.Simulator.Ledger);
        Assert.Equal((50, 1), (entry.CreateCalls, entry.Stored));
        Assert.Equal(0, rig.Simulator.Wallets.Single(wallet => wallet.Currency == "USDT").Available);
    }

    [Theory]
    [InlineData("amount", null, "validation.required")]
    [InlineData("amount", "", "validation.required")]
    [InlineData("amount", "5,0", "validation.numeric")]
    [InlineData("amount", "-5", "validation.numeric")]
    [InlineData("amount", "1e3", "validation.numeric")]
    [InlineData("amount", "1234567890123456789", "validation.numeric")]
    [InlineData("amount", 5, "validation.string")]
    [InlineData("currency", null, "validation.required")]
    [InlineData("address", null, "validation.required")]
    [InlineData("network", null, "validation.required")]
    [InlineData("is_subtract", null, "validation.required")]
    [InlineData("is_subtract", "yes", "validation.boolean")]
    [InlineData("order_id", null, "validation.required")]
    [InlineData("order_id", "a b", "validation.alpha_dash")]
    [InlineData("order_id", "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x", "validation.max.string")]
    [InlineData("url_callback", "ftp://a.example/", "validation.url")]
    [InlineData("url_callback", "x", "validation.min.string")]
    [InlineData("from_currency", "BTC", "validation.in")]
    [InlineData("priority", "soon", "validation.in")]
    [InlineData("memo", "0123456789012345678901234567890", "validation.max.string")]
    public async Task A_field_that_does_not_pass_is_named_with_laravels_key(string field, object? value, string key)
    {
        await using var rig = await Rig.StartAsync();

        (await rig.Client.PostAsync("v1/payout", With(field, value))).Invalid(field, key);

        Assert.Empty(rig.Simulator.Ledger);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("true")]
    public async Task All_forms_of_true_mean_that_the_balance_pays_the_fee(string form)
    {
        await using var rig = await Rig.StartAsync();

        (await rig.Client.PostAsync("v1/payout", With("is_subtract", JsonElement.Parse(form)))).Ok();

        Assert.Equal(6, rig.Simulator.Ledger[0].DebitAmount);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("\"0\"")]
    [InlineData("false")]
    public async Task All_forms_of_false_mean_that_the_receiver_pays_the_fee(string form)
    {
        await using var rig = await Rig.StartAsync();

        var answer = (await rig.Client.PostAsync("v1/payout", With("is_subtract", JsonElement.Parse(form)))).Ok();

        Assert.Equal(5, rig.Simulator.Ledger[0].DebitAmount);
        Assert.Equal(4, answer.Result.GetProperty("payer_amount").GetInt32());
    }

    [Theory]
    [InlineData("currency", "NOPE", "The currency was not found")]
    [InlineData("network", "BTC", "The service was not found")]
    [InlineData("amount", "0", "The withdrawal amount is too small")]
    [InlineData("amount", "0.9", "Minimum amount 1 USDT")]
    [InlineData("amount", "10000000.01", "Maximum amount 10000000 USDT")]
    [InlineData("amount", "600", "Not enough funds")]
    public async Task A_refusal_has_the_documented_words_and_stores_nothing(string field, string value, string message)
    {
        await using var rig = await Rig.StartAsync(options => options.Balances["USDT"] = 600m);

        (await rig.Client.PostAsync("v1/payout", With(field, value))).Refused(message);

        Assert.Empty(rig.Simulator.Ledger);
        Assert.Equal(1, rig.Simulator.CreateCalls("o-1"));
        (await rig.Client.CreateAsync("o-1")).Ok();
    }

    [Fact]
    public async Task Checks_come_in_the_documented_order()
    {
        await using var rig = await Rig.StartAsync(options =>
        {
            options.Balances.Remove("USDT");
            options.Services = [new SimulatedService("TRON", "USDT", 2m, 100m, 3m, 0m)];
        });
        var terms = RawClient.Terms("o-1", "2.5");
        terms["is_subtract"] = false;
        rig.Simulator.ChangePayoutKey("simulator-payout-key");

        (await rig.Client.PostAsync("v1/payout", terms)).Refused("You are forbidden");
        rig.Time.Advance(TimeSpan.FromHours(24));
        (await rig.Client.PostAsync("v1/payout", terms)).Refused("The withdrawal amount is too small");
        terms["is_subtract"] = true;
        (await rig.Client.PostAsync("v1/payout", terms)).Refused("Wallet not found");
        rig.Simulator.SetBalance("USDT", 5.49m);
        (await rig.Client.PostAsync("v1/payout", terms)).Refused("Not enough funds");
        rig.Simulator.SetBalance("USDT", 5.5m);
        (await rig.Client.PostAsync("v1/payout", terms)).Ok();
    }

    [Fact]
    public async Task A_single_network_coin_needs_no_network_and_any_case_will_do()
    {
        await using var rig = await Rig.StartAsync();
        var terms = RawClient.Terms("o-1", "1");
        (terms["currency"], terms["network"]) = ("btc", null);

        var answer = (await rig.Client.PostAsync("v1/payout", terms)).Ok();

        Assert.Equal("BTC", answer.Result.GetProperty("currency").GetString());
        Assert.Equal("BTC", answer.Result.GetProperty("network").GetString());
    }

    [Fact]
    public async Task Fiat_is_paid_in_the_target_coin_and_debited_from_usdt_if_asked()
    {
        await using var rig = await Rig.StartAsync(options => options.UndocumentedMembers = true);
        var terms = RawClient.Terms("o-1", "1000");
        (terms["currency"], terms["to_currency"], terms["network"], terms["from_currency"]) = ("USD", "LTC", null, "USDT");

        var answer = (await rig.Client.PostAsync("v1/payout", terms)).Ok().Result;

        Assert.Equal("1000", answer.GetProperty("amount").GetString());
        Assert.Equal("USD", answer.GetProperty("currency").GetString());
        Assert.Equal("LTC", answer.GetProperty("payer_currency").GetString());
        Assert.Equal(10, answer.GetProperty("payer_amount").GetDecimal());
        Assert.Equal("1000.10000000", answer.GetProperty("convert").GetProperty("from_amount").GetString());
        Assert.Equal(("USDT", 1000.1m), (rig.Simulator.Ledger[0].DebitCurrency, rig.Simulator.Ledger[0].DebitAmount));

        rig.Simulator.SetBalance("USDT", 1m);
        terms["order_id"] = "o-2";
        (await rig.Client.PostAsync("v1/payout", terms)).Refused("Not enough balance for convert USDT to LTC");
        terms["to_currency"] = "NOPE";
        (await rig.Client.PostAsync("v1/payout", terms)).Refused("Not found service to_currency");
        terms["to_currency"] = null;
        (await rig.Client.PostAsync("v1/payout", terms)).Invalid("to_currency", "validation.required");
    }

    [Fact]
    public async Task A_new_payout_key_blocks_payouts_for_a_day()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.ChangePayoutKey("new");

        var old = await rig.Client.CreateAsync("o-1");
        using var client = new RawClient(rig.Host.BaseAddress, "new");

        Assert.Equal(HttpStatusCode.Unauthorized, old.Status);
        (await client.CreateAsync("o-1")).Refused("You are forbidden");
        rig.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        (await client.CreateAsync("o-1")).Refused("You are forbidden");
        rig.Time.Advance(TimeSpan.FromTicks(1));
        (await client.CreateAsync("o-1")).Ok();
    }

    private static Dictionary<string, object?> With(string field, object? value) => new(RawClient.Terms("o-1")) { [field] = value };
}
