using System.Text;
using System.Text.Json;
using CsCheck;

namespace Heleket.Tests;

public sealed class WebhookVerifierTests
{
    private static readonly Gen<char> Scalar = Gen.Char.Where(c => !char.IsSurrogate(c));

    [Theory]
    [InlineData(Vectors.W1, Vectors.W1Sign, "129359", "paid", true)]
    [InlineData(Vectors.W2, Vectors.W2Sign, "ton-000001", "paid", true)]
    [InlineData(Vectors.W3, Vectors.W3Sign, "выплата-42_é", "process", false)]
    [InlineData(Vectors.W4, Vectors.W4Sign, "fail-0001", "fail", false)]
    [InlineData(Vectors.W5, Vectors.W5Sign, "fail-0001", "fail", true)]
    [InlineData(Vectors.W3Escaped, Vectors.W3Sign, "выплата-42_é", "process", false)]
    public void Golden_webhooks_are_genuine(string signedBytes, string sign, string orderId, string status, bool isFinal)
    {
        var webhook = Genuine(Vectors.Delivered(signedBytes, sign));

        Assert.Equal((orderId, orderId, status, isFinal), (webhook.OrderId, webhook.Payout.OrderId, webhook.Payout.Status, webhook.Payout.IsFinal));
    }

    [Fact]
    public void A_genuine_webhook_is_read_whole()
    {
        var payout = Genuine(Vectors.Delivered(Vectors.W1, Vectors.W1Sign)).Payout;

        Assert.Equal(
            new PayoutInfo
            {
                Uuid = "2b852d86-3cf1-43fb-b1bb-36f0b7d12151",
                OrderId = "129359",
                Amount = 207m,
                MerchantAmount = 207.3m,
                Commission = 0.3m,
                IsFinal = true,
                Status = "paid",
                Txid = "0xcf8",
                Currency = "USDT",
                Network = "bsc",
                PayerCurrency = "USDT",
                PayerAmount = 207m,
            },
            payout);
        Assert.Equal("q8Jx/4nT+Zk0/aBcD3f5Gh7iJkLmNoPqRsTuVwXyZ0=", Genuine(Vectors.Delivered(Vectors.W2, Vectors.W2Sign)).Payout.Txid);
        Assert.Null(Genuine(Vectors.Delivered(Vectors.W4, Vectors.W4Sign)).Payout.Txid);
    }

    [Theory]
    [InlineData("35e5695f05abcf56a7f03da271700456")]
    [InlineData("e95c62afeb6066f1239b7a08382b7b0f")]
    [InlineData("927f8de7b8b34946b420f04b9fb740bf")]
    [InlineData("749bd0163a6a6092100de46c411c5373")]
    [InlineData("5D6A017564B16C157217447DE92D680A")]
    [InlineData("5d6a017564b16c157217447de92d680")]
    [InlineData("eff3afba8600af59c98b74155934da2d")]
    public void Signatures_of_every_known_mistake_are_bad(string sign) => BadSignature(Vectors.Delivered(Vectors.W1, sign));

    [Fact]
    public void Signatures_over_another_encoding_are_bad()
    {
        BadSignature(Vectors.Delivered(Vectors.W2, "1c9d3c912e080cea9d7b51c2b6b7c8b6"));
        BadSignature(Vectors.Delivered(Vectors.W3, "55f9a9826f99813bd9faeda88e805e3a"));
        BadSignature(Vectors.Delivered(Vectors.W3, "d92d26ff81cc7d345f20ce225d8cc674"));
    }

    [Fact]
    public void Changing_one_value_makes_the_signature_bad() => BadSignature(
        Vectors.Delivered(Vectors.W5, Vectors.W5Sign).Replace("\"is_final\":true", "\"is_final\":false", StringComparison.Ordinal));

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var body = Encoding.UTF8.GetBytes(Vectors.Delivered(Vectors.W2, Vectors.W2Sign));
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            var forged = (byte[])body.Clone();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsNotType<WebhookOutcome.Genuine>(WebhookVerifier.Verify(forged, Vectors.PayoutKey));
        }
    }

    [Theory]
    [InlineData("""{"type":"payout","a":1.50,"uuid":"u","x":{"sign":"inner"},"order_id":"o","status":"paid","is_final":true}""")]
    [InlineData("""{"order_id":"a/b","status":"paid","uuid":"u","is_final":true,"type":"payout","amount":1e2}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":"1","list":[{"sign":1},[]],"empty":{}}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":true,"trace":1,"trace":{"a":1,"a":2}}""")]
    public void The_sign_is_found_wherever_it_stands(string signedBytes)
    {
        var sign = HeleketSignature.Compute(Encoding.UTF8.GetBytes(signedBytes), Vectors.PayoutKey);
        Genuine(Vectors.Delivered(signedBytes, sign));
        Genuine($$"""{"sign":"{{sign}}",{{signedBytes[1..]}}""");
        Genuine(signedBytes.Replace(",\"status\"", $",\"sign\":\"{sign}\",\"status\"", StringComparison.Ordinal));
        Genuine(signedBytes.Replace(",\"status\"", $",\"\\u0073ign\":\"{sign}\",\"status\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "sign" : "@" , "type" : "payout" , "uuid" : "u", "order_id":"o", "status":"paid", "is_final":true }""")]
    [InlineData("""{ "type" : "payout" , "uuid" : "u" , "sign" : "@" , "order_id":"o", "status":"paid", "is_final":true }""")]
    [InlineData("""{ "type" : "payout" , "uuid" : "u", "order_id":"o", "status":"paid", "is_final":true , "sign" : "@" }""")]
    public void A_body_spaced_out_on_the_way_is_genuine_by_the_second_way(string body)
    {
        const string Signed = """{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":true}""";
        Genuine(body.Replace("@", HeleketSignature.Compute(Encoding.UTF8.GetBytes(Signed), Vectors.PayoutKey), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\n  \"sign\": \"@\",\n  \"a/\": 1.0,\n  \"uuid\": \"u\"\n}")]
    [InlineData("{\n  \"a/\": 1.0,\n  \"sign\": \"@\",\n  \"uuid\": \"u\"\n}")]
    [InlineData("{\n  \"a/\": 1.0,\n  \"uuid\": \"u\",\n  \"sign\": \"@\"\n}")]
    public void A_body_signed_with_its_spaces_is_cut_to_them(string body)
    {
        const string Signed = "{\n  \"a/\": 1.0,\n  \"uuid\": \"u\"\n}";
        var verdict = Verify(body.Replace("@", HeleketSignature.Compute(Encoding.UTF8.GetBytes(Signed), Vectors.PayoutKey), StringComparison.Ordinal));

        Assert.Contains("type", Assert.IsType<WebhookOutcome.Malformed>(verdict).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"sign\":\"\"")]
    [InlineData(",\"sign\":null")]
    [InlineData(",\"sign\":7")]
    [InlineData(",\"sign\":[\"5d6a017564b16c157217447de92d680a\"]")]
    [InlineData(",\"nested\":{\"sign\":\"5d6a017564b16c157217447de92d680a\"}")]
    public void Without_a_sign_that_is_a_string_the_signature_is_bad(string member) => BadSignature(Vectors.W1[..^1] + member + "}");

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"sign\"")]
    [InlineData("{")]
    [InlineData("{\"sign\":\"x\"")]
    [InlineData("{\"sign\":\"x\"}}")]
    [InlineData("{\"sign\":\"x\"} {}")]
    [InlineData("{\"a\":1} {}")]
    [InlineData("{\"sign\":\"x\",}")]
    [InlineData("{\"sign\":\"x\"/* c */}")]
    [InlineData("\uFEFF")]
    [InlineData("{\uFEFF\"sign\":\"x\"}")]
    [InlineData("{\"sign\":\"x\",\"sign\":\"x\"}")]
    [InlineData("{\"sign\":\"x\",\"\\u0073ign\":\"x\"}")]
    [InlineData("{\"a\":1,\"sign\":\"x\",\"a\":1}")]
    [InlineData("{\"a\":\"\\ud800\",\"sign\":\"x\"}")]
    [InlineData("{\"\\ud800\":1,\"sign\":\"x\"}")]
    [InlineData("{\"sign\":\"\\udfff\"}")]
    public void What_is_not_one_object_with_unique_names_is_malformed(string body) => Malformed(body);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_malformed_even_when_signed()
    {
        byte[] signedBytes = [.. "{\"type\":\"payout\",\"uuid\":\"u\",\"order_id\":\"o\",\"status\":\"paid\",\"is_final\":true,\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        var sign = Encoding.ASCII.GetBytes(HeleketSignature.Compute(signedBytes, Vectors.PayoutKey));

        Assert.IsType<WebhookOutcome.Malformed>(
            WebhookVerifier.Verify((byte[])[.. signedBytes.AsSpan(..^1), .. ",\"sign\":\""u8, .. sign, .. "\"}"u8], Vectors.PayoutKey));
    }

    [Fact]
    public void Deep_nesting_is_malformed() => Malformed("{\"sign\":\"x\",\"a\":" + new string('[', 30_000) + new string(']', 30_000) + "}");

    [Fact]
    public void More_than_64_KiB_is_malformed_and_exactly_64_KiB_is_not()
    {
        var body = "{\"sign\":\"x\"}".PadRight(WebhookVerifier.MaxBodyLength);
        BadSignature(body);
        Malformed(body + " ");
    }

    [Theory]
    [InlineData("""{"type":"payment","uuid":"u","order_id":"o","status":"paid","is_final":true}""")]
    [InlineData("""{"uuid":"u","order_id":"o","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"payout","order_id":"o","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"","order_id":"o","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid"}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":"maybe"}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":true,"amount":"many"}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":true,"amount":["1"]}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":true,"currency":{}}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":true,"network":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":null}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":["o"],"status":"paid","is_final":true}""")]
    [InlineData("""{"type":["payout"],"uuid":"u","order_id":"o","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"Payout","uuid":"u","order_id":"o","status":"paid","is_final":true}""")]
    public void What_is_no_payout_is_malformed_only_to_those_who_know_the_key(string signedBytes)
    {
        Malformed(Vectors.Delivered(signedBytes, HeleketSignature.Compute(Encoding.UTF8.GetBytes(signedBytes), Vectors.PayoutKey)));
        BadSignature(Vectors.Delivered(signedBytes, HeleketSignature.Compute(Encoding.UTF8.GetBytes(signedBytes), Vectors.PaymentKey)));
    }

    [Theory]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"\ud800","is_final":true}""")]
    [InlineData("""{"type":"payout","type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","uuid":"u","order_id":"o","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"fail","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":true,"is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","order_id":"p","status":"paid","is_final":true}""")]
    [InlineData("""{"type":"payout","uuid":"u","order_id":"o","status":"paid","is_final":true,"amount":"1","amount":"1"}""")]
    public void What_decides_and_is_there_twice_or_no_text_is_malformed_though_it_is_signed(string signedBytes) =>
        Malformed(Vectors.Delivered(signedBytes, HeleketSignature.Compute(Encoding.UTF8.GetBytes(signedBytes), Vectors.PayoutKey)));

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\uFEFF")]
    public void A_byte_order_mark_is_no_part_of_what_was_signed(string mark)
    {
        Assert.Equal("129359", Genuine(mark + Vectors.Delivered(Vectors.W1, Vectors.W1Sign)).OrderId);
        BadSignature(mark + Vectors.Delivered(Vectors.W1, "35e5695f05abcf56a7f03da271700456"));
        Malformed((mark + Vectors.Delivered(Vectors.W1, Vectors.W1Sign)).PadRight(WebhookVerifier.MaxBodyLength));
    }

    [Fact]
    public void An_empty_key_verifies_nothing() => Assert.Throws<ArgumentException>(
        () => WebhookVerifier.Verify(Encoding.UTF8.GetBytes(Vectors.Delivered(Vectors.W1, Vectors.W1Sign)), ""));

    [Fact]
    public void Whatever_PHP_writes_and_signs_is_genuine_in_any_position_of_sign() => Check.Sample(
        Gen.Select(Gen.String[Scalar, 0, 30], Gen.Int[0, 5]),
        (text, position) =>
        {
            KeyValuePair<string, object?>[] members =
                [new("type", "payout"), new("uuid", "u"), new("order_id", "o" + text), new("status", "paid"), new("is_final", true)];
            var signed = PhpJson.Encode(JsonSerializer.SerializeToElement(new Dictionary<string, object?>(members)));
            var sign = HeleketSignature.Compute(signed, Vectors.PayoutKey);
            var all = members.Take(position).Append(new("sign", sign)).Concat(members.Skip(position));
            var delivered = JsonSerializer.SerializeToElement(new Dictionary<string, object?>(all));

            Assert.Equal("o" + text, Genuine(Encoding.UTF8.GetString(PhpJson.Encode(delivered))).OrderId);
            Assert.Equal("o" + text, Genuine(delivered.GetRawText()).OrderId);
        });

    private static WebhookOutcome Verify(string body) => WebhookVerifier.Verify(Encoding.UTF8.GetBytes(body), Vectors.PayoutKey);

    private static PayoutWebhook Genuine(string body) => Assert.IsType<WebhookOutcome.Genuine>(Verify(body)).Webhook;

    private static void BadSignature(string body) => Assert.NotEmpty(Assert.IsType<WebhookOutcome.BadSignature>(Verify(body)).Why);

    private static void Malformed(string body) => Assert.NotEmpty(Assert.IsType<WebhookOutcome.Malformed>(Verify(body)).Why);
}
