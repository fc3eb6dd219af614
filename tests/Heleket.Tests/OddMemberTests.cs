using System.Text;

namespace Heleket.Tests;

/// <summary>docs/lifecycle.md, "Never believed blindly": what informs is read if it can be, and never hides an answer.</summary>
public sealed class OddMemberTests
{
    private const string Order = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a";

    private static readonly string TooLong = $"\"{new string('a', 64)},{new string('b', 64)}\"";
    private static readonly string Deep = new string('[', 2000) + "\"h\"" + new string(']', 2000);

    private static readonly Dictionary<string, string[]> Odd = new()
    {
        ["txid"] = [TooLong, "[\"0xcf8\"]", "[\"0xcf8\",\"0xcf9\"]", "{\"hash\":\"0xcf8\",\"hash\":1}", "1234567890", "1.2e63", "true", "false", "\"a\\nb\"", "\"\\ud800\"", Deep],
        ["payer_amount"] = ["\"1,234.50\"", "\"N/A\"", "{}", "[]", "[5]", "true", "1e400", "1e-400", "\"79228162514264337593543950336\"", "0.00000000000000000000000000001", "\"5\\u0000\"", "\"0x5\"", "\"\\ud800\""],
        ["balance"] = ["\"N/A\"", "\"unlimited\"", "{\"USDT\":5}", "false", "\"1 234\""],
        ["merchant_amount"] = ["\"207,30\"", "[]", "\"-\""],
        ["commission"] = ["{}", "[]", "{\"fee\":\"1\",\"fee\":\"2\"}", "\"0.5%\"", Deep],
        ["commissions"] = ["{}", "\"1 %\""],
        ["payer_currency"] = ["[\"USDT\"]", "{}", "true", "\"US\\u0000DT\"", "\"\\udc00\"", TooLong],
        ["created_at"] = ["1750000000", "\"soon\"", "\"0000-00-00 00:00:00\"", "{\"date\":\"2026-05-04 00:00:00.000000\",\"timezone_type\":3}", "\"\\udfff\"", "false"],
        ["updated_at"] = ["1750000000", "\"-0001-11-30T00:00:00+03:00\"", "[]"],
    };

    public static TheoryData<string> Names() => [.. Odd.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_create_is_accepted_without_what_cannot_be_read(string name)
    {
        foreach (var value in Values(name))
        {
            await using var server = ScriptedServer.Answering(200, Answer(name, value));
            using var client = new TestClient(server.Url);

            IsReadWithout(name, value, Assert.IsType<CreateOutcome.Accepted>(await client.CreateAsync()).Payout);
            IsLoggedOnce(client, name, value, $"create {Order}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_look_up_finds_it_without_what_cannot_be_read(string name)
    {
        foreach (var value in Values(name))
        {
            await using var server = ScriptedServer.Answering(200, Answer(name, value));
            using var client = new TestClient(server.Url);

            IsReadWithout(name, value, Assert.IsType<InfoOutcome.Found>(await client.Client.GetPayoutAsync(Order)).Payout);
            IsLoggedOnce(client, name, value, $"info {Order}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_history_goes_on_without_what_cannot_be_read(string name)
    {
        foreach (var value in Values(name))
        {
            await using var server = ScriptedServer.Answering(200, Result($$"""{"items":[{{Payout(name, value)}},{{Payout("x", "1")}}],"paginate":{"nextCursor":null} }"""));
            using var client = new TestClient(server.Url);

            var payouts = await client.Client.ListPayoutsAsync().ToListAsync();

            Assert.Equal(2, payouts.Count);
            IsReadWithout(name, value, payouts[0]);
            IsLoggedOnce(client, name, value, "list u");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_webhook_is_genuine_without_what_cannot_be_read(string name)
    {
        foreach (var value in Values(name))
        {
            var signed = $$"""{"type":"payout",{{Payout(name, value)[1..]}}""";
            var sign = HeleketSignature.Compute(Encoding.UTF8.GetBytes(signed), Vectors.PayoutKey);

            var verdict = WebhookVerifier.Verify(Encoding.UTF8.GetBytes(Vectors.Delivered(signed, sign)), Vectors.PayoutKey);
            var forged = WebhookVerifier.Verify(Encoding.UTF8.GetBytes(Vectors.Delivered(signed, new string('0', 32))), Vectors.PayoutKey);

            IsReadWithout(name, value, Assert.IsType<WebhookOutcome.Genuine>(verdict).Webhook.Payout);
            Assert.IsNotType<WebhookOutcome.Genuine>(forged);
        }
    }

    [Fact]
    public async Task All_of_them_at_once_are_left_out_with_one_line()
    {
        var members = string.Join(',', Odd.Select(pair => $"\"{pair.Key}\":{pair.Value[0]}"));
        await using var server = ScriptedServer.Answering(200, Result($$"""{{{members}},"uuid":"u","status":"paid","is_final":true}"""));
        using var client = new TestClient(server.Url);

        var payout = Assert.IsType<InfoOutcome.Found>(await client.Client.GetPayoutAsync(Order)).Payout;

        Assert.Equal(Odd.Keys.Order(StringComparer.Ordinal), payout.LeftOut.Order(StringComparer.Ordinal));
        Assert.Single(client.Log.Lines, line => line.Contains("left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("txid", "null")]
    [InlineData("txid", "\"\"")]
    [InlineData("balance", "\"\"")]
    [InlineData("created_at", "null")]
    [InlineData("trace", "{\"a\":1,\"a\":[1e400,\"\\ud800\"]}")]
    [InlineData("trace", "1,\"trace\":2,\"trace\":{}")]
    [InlineData("trace", "1,\"\\ud800\":1,\"\\udc00txid\":2,\"txi\\ud800\":3")]
    [InlineData("TXID", "[]")]
    public async Task Nothing_and_what_nobody_reads_is_not_worth_a_line(string name, string value)
    {
        await using var server = ScriptedServer.Answering(200, Result(Payout(name, value))[..^1] + $$""","message":["\ud800"],"message":1,"errors":{"a":1,"a":2},"time":{{Deep}} }""");
        using var client = new TestClient(server.Url);

        var payout = Assert.IsType<CreateOutcome.Accepted>(await client.CreateAsync()).Payout;

        Assert.Empty(payout.LeftOut);
        Assert.DoesNotContain(client.Log.Lines, line => line.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fee_that_cannot_be_read_under_one_name_is_read_under_the_other()
    {
        await using var server = ScriptedServer.Answering(200, """{"state":0,"result":{"uuid":"u","status":"paid","commission":{},"commissions":"0.30"}}""");
        using var client = new TestClient(server.Url);

        var payout = Assert.IsType<InfoOutcome.Found>(await client.Client.GetPayoutAsync(Order)).Payout;

        Assert.Equal((0.3m, "commission"), (payout.Commission, Assert.Single(payout.LeftOut)));
    }

    [Fact]
    public async Task A_hash_of_128_characters_is_kept()
    {
        var longest = new string('h', 128);
        await using var server = ScriptedServer.Answering(200, Result($$"""{"uuid":"u","status":"paid","txid":"{{longest}}"}"""));
        using var client = new TestClient(server.Url);

        Assert.Equal(longest, Assert.IsType<InfoOutcome.Found>(await client.Client.GetPayoutAsync(Order)).Payout.Txid);
    }

    [Theory]
    [InlineData("""{"user_wallet_transaction_uuid":["u"],"user_wallet_balance":"N/A","merchant_transaction_uuid":"m","merchant_balance":1}""", "m", "user_wallet_transaction_uuid,user_wallet_balance")]
    [InlineData("[]", null, "")]
    public async Task A_transfer_that_was_made_is_made_whatever_is_odd_about_its_answer(string result, string? uuid, string leftOut)
    {
        await using var server = ScriptedServer.Answering(200, $$"""{"state":0,"result":{{result}} }""");
        using var client = new TestClient(server.Url);

        var made = await client.Client.TransferToPersonalAsync(1m, "USDT");

        Assert.Equal((uuid, leftOut), (made.MerchantTransactionUuid, string.Join(',', made.LeftOut)));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(423)]
    public async Task A_proxys_page_is_an_exception_with_its_status(int status)
    {
        await using var server = ScriptedServer.Answering(status, "<html></html>");
        using var client = new TestClient(server.Url);

        var error = await Assert.ThrowsAsync<HeleketException>(() => client.Client.GetServicesAsync());

        Assert.Equal((status, true, false), (error.HttpStatus, error.IsTransportFailure, error.ProvablyNotSent));
        Assert.Single(server.Requests);
    }

    /// <summary>Odd values, and two of them.</summary>
    private static IEnumerable<string> Values(string name) => Odd[name].Append($"1,\"{name}\":2").Append($"\"1\",\"\\u00{(int)name[0]:x2}{name[1..]}\":null");

    private static string Answer(string name, string value) => Result(Payout(name, value));

    private static string Result(string result) => $$"""{"state":0,"result":{{result}} }""";

    private static string Payout(string name, string value) => $$"""
        {"uuid":"u","order_id":"{{Order}}","amount":"5","currency":"USDT","{{name}}":{{value}},"network":"TRON","address":"{{TestClient.Address}}","status":"paid","is_final":true}
        """;

    private static void IsReadWithout(string name, string value, PayoutInfo payout)
    {
        Assert.True(payout.LeftOut.SequenceEqual([name]), $"{name}:{value} left out [{string.Join(", ", payout.LeftOut)}].");
        Assert.Equal(("u", "paid", true, 5m, Order), (payout.Uuid, payout.Status, payout.IsFinal, payout.Amount, payout.OrderId));
        Assert.Equal((null, null, null, null), (payout.Txid, payout.PayerCurrency, payout.CreatedAt, payout.UpdatedAt));
        Assert.Equal((null, null, null, null), (payout.PayerAmount, payout.Balance, payout.MerchantAmount, payout.Commission));
    }

    private static void IsLoggedOnce(TestClient client, string name, string value, string call)
    {
        var line = Assert.Single(client.Log.Lines, line => line.Contains("left out", StringComparison.Ordinal));
        Assert.Contains($"{call}: ", line, StringComparison.Ordinal);
        Assert.EndsWith($": {name}", line.TrimEnd(), StringComparison.Ordinal);
        Assert.True(value.Length < 6 || !line.Contains(value.Trim('"'), StringComparison.Ordinal), line);
    }
}
