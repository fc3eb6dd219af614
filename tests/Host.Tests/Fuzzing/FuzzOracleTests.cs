using System.Text;
using Heleket;
using Payouts.Fuzz.Http;
using Payouts.Fuzz.Mutation;
using Payouts.Fuzz.Readers;
using Payouts.Fuzz.Responses;
using Payouts.Fuzz.Webhooks;

namespace Payouts.Host.Tests.Fuzzing;

/// <summary>The oracles of verify/Fuzz can tell wrong from right: otherwise "no findings" would mean nothing.</summary>
public sealed class FuzzOracleTests
{
    private static readonly CreatePayoutRequest Asked = Exchanges.Requests[0];

    private const string Echo = """{"state":0,"result":{"uuid":"u","status":"process","amount":"5","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""";

    [Theory]
    [InlineData("", "", true)]
    [InlineData("\"5\"", "5.000e0", true)]
    [InlineData("\"5\"", "\"5.0000000000000000000000000000000001\"", false)]
    [InlineData("\"state\":0", "\"state\":1", false)]
    [InlineData("USDT", "USDC", false)]
    [InlineData("Vaqm", "VaqM", false)]
    [InlineData("\"amount\":\"5\",", "", false)]
    [InlineData("\"uuid\"", "\"order_id\":\"another\",\"uuid\"", false)]
    [InlineData("\"status\"", "\"amount\":\"5\",\"status\"", false)]
    [InlineData("\"status\"", "\"txid\":1,\"txid\":{\"a\":\"\\ud800\"},\"status\"", true)]
    [InlineData("{\"state\"", "\uFEFF{\"state\"", true)]
    public void An_echo_is_told_from_another(string member, string other, bool echoes) =>
        Assert.Equal(echoes, Answered(200, member.Length == 0 ? Echo : Echo.Replace(member, other, StringComparison.Ordinal)).Echoes(Asked));

    [Theory]
    [InlineData(422, """{"state":1,"message":"Not enough funds"}""", true)]
    [InlineData(429, "", true)]
    [InlineData(500, """{"state":1,"message":"Not enough funds"}""", false)]
    [InlineData(422, """{"state":0,"message":"Not enough funds"}""", false)]
    [InlineData(422, """{"state":1,"errors":{"order_id":["validation.unique"]}}""", false)]
    [InlineData(422, """{"state":1,"message":"Server error, #1"}""", false)]
    [InlineData(422, """{"state":1""", false)]
    [InlineData(422, """{"message":"Not enough funds"}""", false)]
    [InlineData(403, """{"state":1,"message":"You are forbidden"}""", true)]
    [InlineData(403, """{"state":1,"message":"Something new"}""", false)]
    public void A_refusal_is_told_from_what_may_be_none(int status, string body, bool mayRefuse) => Assert.Equal(mayRefuse, Answered(status, body).MayRefuse());

    [Theory]
    [InlineData(403, "<html></html>", true)]
    [InlineData(425, """{"message":"Too early"}""", true)]
    [InlineData(404, """{"state":1,"message":"Something new"}""", true)]
    [InlineData(422, """{"message":"Not enough funds"}""", true)]
    [InlineData(422, "<html></html>", false)]
    [InlineData(422, """{"state":1,"message":"Something new"}""", false)]
    [InlineData(403, """{"state":0}""", false)]
    [InlineData(403, """{"message":"Server error"}""", false)]
    [InlineData(400, """{"errors":["the order id is taken"]}""", false)]
    [InlineData(409, "", false)]
    [InlineData(502, "<html></html>", false)]
    public void An_answer_of_a_proxy_is_told_from_what_may_be_Helekets(int status, string body, bool mayBe) => Assert.Equal(mayBe, Answered(status, body).MayBeRefusedBefore());

    [Theory]
    [InlineData("\"payer_amount\":\"1,234.50\"", null, "payer_amount", true)]
    [InlineData("\"payer_amount\":\"1,234.50\"", null, "", false)]
    [InlineData("\"payer_amount\":\"7\"", 7, "", true)]
    [InlineData("\"payer_amount\":\"7\"", 8, "", false)]
    [InlineData("\"payer_amount\":7,\"payer_amount\":7", 7, "", false)]
    [InlineData("\"amount\":\"many\"", null, "amount", false)]
    [InlineData("\"amount\":1,\"amount\":1", null, "", false)]
    public void What_is_left_out_is_told_from_what_is_lost(string members, int? payerAmount, string leftOut, bool shows) => Assert.Equal(
        shows,
        ResponseOracle.Shows(
            System.Text.Json.JsonElement.Parse($$"""{"uuid":"u","status":"s",{{members}}}"""),
            new PayoutInfo { Uuid = "u", Status = "s", IsFinal = false, PayerAmount = payerAmount, LeftOut = leftOut.Length == 0 ? [] : [leftOut] }));

    [Fact]
    public void A_webhook_is_what_was_signed_in_any_spelling_and_nothing_else()
    {
        var chance = Chance.Of(1, "test", 1);
        var webhook = GenuineWebhook.Draw(chance, WebhookForgery.PayoutKey, "129359");
        var delivered = webhook.Delivered().Write();

        Assert.True(webhook.IsSaidBy(Encoding.UTF8.GetBytes(delivered), out _));
        Assert.True(webhook.IsSaidBy(WebhookForgery.Rewritten(webhook, chance), out _));
        Assert.False(webhook.IsSaidBy(Encoding.UTF8.GetBytes(delivered.Replace("207.00", "208.00", StringComparison.Ordinal)), out _));
        Assert.False(webhook.IsSaidBy(Encoding.UTF8.GetBytes(delivered.Replace("{\"type\":\"payout\",", "{", StringComparison.Ordinal)), out _));
        Assert.False(webhook.IsSaidBy(Encoding.UTF8.GetBytes(webhook.Delivered(webhook.Sign.ToUpperInvariant()).Write()), out _));
    }

    [Theory]
    [InlineData(500, "application/problem+json", """{"code":"internal-error","type":"/problems/internal-error","status":500,"title":"t","detail":"d","instance":"/","trace_id":"t"}""")]
    [InlineData(400, "text/plain", "no")]
    [InlineData(400, "application/problem+json", """{"code":"unheard-of","type":"/problems/unheard-of","status":400,"title":"t","detail":"d","instance":"/","trace_id":"t"}""")]
    [InlineData(200, "application/json", """{"result":"accepted"}""")]
    [InlineData(200, "application/json", """{"data":[],"next_cursor":null,"has_more":false}""")]
    public void Answers_that_no_caller_may_get_are_findings(int status, string type, string body) =>
        Assert.NotNull(HttpOracle.Violation(new HttpCase { Kind = "test", Path = "/payouts" }, new RawResponse(status, new Dictionary<string, string> { ["Content-Type"] = type }, Encoding.UTF8.GetBytes(body))));

    [Theory]
    [InlineData("25.50", "25.5")]
    [InlineData("000.00000001", "0.00000001")]
    [InlineData("0", null)]
    [InlineData("1e2", null)]
    [InlineData("0.000000001", null)]
    public void Amounts_are_read_by_the_contract(string text, string? amount) => Assert.Equal(amount, AmountCases.Expected(text)?.ToString());

    [Theory]
    [InlineData("2024-02-29T23:59:59.5+01:00", "2024-02-29T22:59:59.5Z")]
    [InlineData("2023-02-29T00:00:00Z", null)]
    [InlineData("2023-01-01T00:00:60Z", null)]
    public void Times_are_counted_by_the_calendar(string text, string? time) =>
        Assert.Equal(time is null ? null : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).UtcTicks, TimeCases.Expected(text));

    private static ResponseOracle Answered(int status, string body) => new(new FakeResponse(status, Encoding.UTF8.GetBytes(body), [], Delivery.Whole));
}
