namespace Heleket.Tests;

/// <summary>Answers that came whole: what each means for the money.</summary>
public sealed class CreateResponseTests
{
    [Theory]
    [InlineData(422, """{"state":1,"message":"Not enough funds"}""", RefusalReason.InsufficientFunds)]
    [InlineData(200, """{"state":1,"message":"Not enough funds"}""", RefusalReason.InsufficientFunds)]
    [InlineData(422, """{"state":"1","message":"not ENOUGH funds."}""", RefusalReason.InsufficientFunds)]
    [InlineData(422, """{"state":1,"message":"Not enough balance for convert USDT to LTC"}""", RefusalReason.InsufficientFunds)]
    [InlineData(422, """{"state":1,"message":"Wallet not found"}""", RefusalReason.WalletNotFound)]
    [InlineData(422, """{"state":1,"message":"You are forbidden"}""", RefusalReason.PayoutsBlocked)]
    [InlineData(403, """{"state":1,"message":"You are forbidden"}""", RefusalReason.PayoutsBlocked)]
    [InlineData(404, """{"state":1,"message":"The terminal was not found"}""", RefusalReason.ProviderUnavailable)]
    [InlineData(400, """{"state":1,"message":"Not enough funds"}""", RefusalReason.InsufficientFunds)]
    [InlineData(400, """{"state":1,"message":"Minimum amount 0.5 USDT"}""", RefusalReason.BelowMinimum)]
    [InlineData(422, """{"state":1,"message":"The terminal was not found"}""", RefusalReason.ProviderUnavailable)]
    [InlineData(422, """{"state":1,"message":"Error convert to_currency"}""", RefusalReason.ConversionFailed)]
    [InlineData(429, """{"message":"Too Many Attempts."}""", RefusalReason.RateLimited)]
    [InlineData(429, "<html>slow down</html>", RefusalReason.RateLimited)]
    [InlineData(429, "", RefusalReason.RateLimited)]
    [InlineData(401, """{"message":"Invalid Sign."}""", RefusalReason.AuthenticationFailed)]
    [InlineData(401, "<html></html>", RefusalReason.AuthenticationFailed)]
    [InlineData(403, """{"message":"Invalid Sign."}""", RefusalReason.AuthenticationFailed)]
    [InlineData(200, """{"message":"Invalid Sign."}""", RefusalReason.AuthenticationFailed)]
    [InlineData(422, """{"state":1,"errors":{"amount":["validation.required"]}}""", RefusalReason.ValidationFailed)]
    [InlineData(200, """{"state":1,"errors":{"amount":"validation.required"},"message":"Not enough funds"}""", RefusalReason.ValidationFailed)]
    [InlineData(422, """{"state":1,"message":"The given data was invalid.","errors":{"address":["validation.regex"],"address":["validation.string"]}}""", RefusalReason.ValidationFailed)]
    [InlineData(422, """{"state":1,"message":"The currency was not found"}""", RefusalReason.CurrencyNotFound)]
    [InlineData(422, """{"state":1,"message":"The service was not found"}""", RefusalReason.ServiceNotFound)]
    [InlineData(422, """{"state":1,"message":"Not found service to_currency"}""", RefusalReason.ServiceNotFound)]
    [InlineData(422, """{"state":1,"message":"The withdrawal amount is too small"}""", RefusalReason.AmountTooSmall)]
    [InlineData(422, """{"state":1,"message":"Minimum amount 0.5 USDT"}""", RefusalReason.BelowMinimum)]
    [InlineData(422, """{"state":1,"message":"Maximum amount 10000000 USDT"}""", RefusalReason.AboveMaximum)]
    [InlineData(422, """{"state":1,"message":"Something new"}""", RefusalReason.Other)]
    [InlineData(200, """{"state":1,"message":"Something new"}""", RefusalReason.Other)]
    [InlineData(422, """{"state":1,"message":"Something new","trace":1,"trace":{"\ud800":"\udc00"},"result":1,"result":2}""", RefusalReason.Other)]
    [InlineData(422, "\uFEFF{\"state\":1,\"message\":\"Wallet not found\"}", RefusalReason.WalletNotFound)]
    public async Task Understood_words_are_a_refusal(int status, string body, RefusalReason reason)
    {
        var refused = Assert.IsType<CreateOutcome.Refused>(await CreateAsync(status, body));

        Assert.Equal(reason, refused.Reason);
        Assert.NotEmpty(refused.Message);
    }

    [Theory]
    [InlineData(500, """{"message":"Server error, #1","code":500,"error":null}""")]
    [InlineData(500, """{"state":1,"message":"Not enough funds"}""")]
    [InlineData(503, """{"message":"Invalid Sign."}""")]
    [InlineData(422, """{"state":1,"message":"Server error, #1"}""")]
    [InlineData(200, """{"state":1,"message":"Server error"}""")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(403, """{"state":0,"message":"You are forbidden"}""")]
    [InlineData(405, """{"state":0,"result":1,"result":{},"message":"\ud800"}""")]
    [InlineData(403, """{"state":1,"message":"Server error, #1"}""")]
    [InlineData(400, """{"message":"The order_id has already been taken"}""")]
    [InlineData(422, "<html>Unprocessable</html>")]
    [InlineData(422, "")]
    [InlineData(422, "[]")]
    [InlineData(422, "{}")]
    [InlineData(422, """{"state":1}""")]
    [InlineData(422, """{"state":1,"message":""}""")]
    [InlineData(422, """{"state":1,"message":7}""")]
    [InlineData(422, """{"state":1,"message":"Not enough funds" """)]
    [InlineData(422, """{"state":1,"message":"Not enough funds","message":"x"}""")]
    [InlineData(404, """{"state":1,"message":"Not enough funds","message":"x"}""")]
    [InlineData(402, """{"state":1,"state":1,"errors":{"order_id":[null],"uuid":["validation.required_without"]}}""")]
    [InlineData(422, """{"state":0,"message":"Not enough funds"}""")]
    [InlineData(408, """{"message":"Request Timeout"}""")]
    [InlineData(409, """{"state":1,"message":"Conflict"}""")]
    [InlineData(429, """{"state":0,"result":{"uuid":"u","status":"process"}}""")]
    [InlineData(429, """{"message":"The order_id has already been taken"}""")]
    [InlineData(401, """{"state":0}""")]
    [InlineData(401, """{"state":1,"errors":{"order_id":["validation.unique"]}}""")]
    [InlineData(422, """{"state":1,"errors":{"order_id":["validation.unique"]}}""")]
    [InlineData(422, """{"state":1,"errors":{"amount":["validation.required"],"order_id":["validation.unique"]}}""")]
    [InlineData(422, """{"state":1,"message":"The order_id has already been taken"}""")]
    [InlineData(422, """{"state":1,"errors":["The order id has already been taken"]}""")]
    [InlineData(200, """{"message":"Not enough funds"}""")]
    [InlineData(200, """{"message":"Invalid Sign.The order id has already been taken"}""")]
    [InlineData(200, """{"result":{"uuid":"u","status":"process"}}""")]
    [InlineData(200, """{"state":2,"message":"Not enough funds"}""")]
    [InlineData(200, """{"state":true,"message":"Not enough funds"}""")]
    [InlineData(200, """{"state":0}""")]
    [InlineData(200, """{"state":0,"result":[]}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u"}}""")]
    [InlineData(200, """{"state":0,"result":{"status":"process"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"","status":"process"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process","amount":"five"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process","amount":"5","currency":"USDT","network":"TRON"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"paid","is_final":true,"currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process","is_final":"perhaps"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process","address":"\ud800"}}""")]
    [InlineData(200, "<html>OK</html>")]
    [InlineData(200, "null")]
    [InlineData(200, "")]
    [InlineData(201, """{"state":0,"result":{"uuid":"u","status":"process"}}""")]
    [InlineData(204, "")]
    [InlineData(302, "")]
    [InlineData(422, """{"state":0e0,"message":"You are forbidden"}""")]
    [InlineData(422, """{"state":" 5","message":"The terminal was not found"}""")]
    [InlineData(422, """{"state":{"a":1},"errors":{"amount":["validation.required"]}}""")]
    [InlineData(422, """{"state":"","message":"The payout was not found."}""")]
    [InlineData(422, """{"state":1,"state":1,"message":"Not enough funds"}""")]
    [InlineData(422, """{"state":1,"errors":{"amount":["validation.required"]},"errors":{}}""")]
    [InlineData(200, """{"state":0,"state":0,"result":{"uuid":"u","status":"process","amount":"5","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(200, """{"state":0,"result":{},"result":{"uuid":"u","status":"process","amount":"5","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","uuid":"u","status":"process","amount":"5","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":5,"status":"process","amount":"5","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"fail","status":"process","amount":"5","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process","amount":"5","amount":"5","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(422, """{"state":1,"errors":{"amount":[["the \u006frder_id is taken"]]}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process","amount":"5.0000000000000000000000000000000001","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process","amount":4.9999999999999999999999999999999999,"currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process","amount":"5\u0000","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"process","amount":"5e0\u0000","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}}""")]
    public async Task All_else_is_unknown_and_never_a_refusal(int status, string body) =>
        Assert.NotEmpty(Assert.IsType<CreateOutcome.Unknown>(await CreateAsync(status, body)).Message);

    public static TheoryData<int, string> OfAProxy()
    {
        int[] statuses = [400, 402, 403, 404, 405, 406, 407, 410, 411, 413, 414, 415, 418, 419, 421, 423, 425, 426, 431, 451, 494, 499];
        string[] bodies = ["<html>Forbidden</html>", "", "{}", """{"message":"Forbidden"}""", """{"state":1,"message":"Something new"}""", "{\"state\":1"];
        return [.. statuses.SelectMany(status => bodies.Select(body => new TheoryDataRow<int, string>(status, body)))];
    }

    [Theory]
    [MemberData(nameof(OfAProxy))]
    [InlineData(403, """{"message":"You are forbidden"}""")]
    [InlineData(403, """{"state":"blocked","message":"You are forbidden"}""")]
    [InlineData(403, """{"error":{"code":1020,"state":1}}""")]
    [InlineData(400, """{"state":1,"errors":{"amount":["validation.required"]}}""")]
    [InlineData(404, """{"state":1,"message":"The payout was not found."}""")]
    [InlineData(422, """{"message":"Not enough funds"}""")]
    [InlineData(422, """{"message":"The given data was invalid.","errors":{"address":["validation.regex"]}}""")]
    public async Task A_4xx_that_is_not_in_Helekets_words_comes_from_before_Heleket_and_ends_nothing(int status, string body)
    {
        var refused = Assert.IsType<CreateOutcome.RefusedBefore>(await CreateAsync(status, body));

        Assert.StartsWith($"HTTP {status}", refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Message.Length, 1, 600);
    }

    [Fact]
    public async Task The_words_of_what_stands_before_Heleket_are_kept_and_cut()
    {
        var refused = Assert.IsType<CreateOutcome.RefusedBefore>(await CreateAsync(403, $$"""{"message":"Blocked. {{new string('w', 5000)}}"}"""));

        Assert.Contains("Blocked. www", refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Message.Length, 500, 600);
    }

    [Theory]
    [InlineData("""{"uuid":"u","status":"process","amount":"5","currency":"USDT","network":"TRON"}""", "process", false)]
    [InlineData("""{"uuid":"u","status":"process","is_final":false,"amount":5,"currency":"usdt","network":"tron"}""", "process", false)]
    [InlineData("""{"uuid":"u","status":"check","is_final":0,"amount":"5.00000000","currency":"USDT","network":"TRON","order_id":null}""", "check", false)]
    [InlineData("""{"uuid":"u","status":"paid","is_final":true,"amount":"5.0","currency":"USDT","network":"TRON","txid":"abc"}""", "paid", true)]
    [InlineData("""{"uuid":"u","status":"fail","is_final":"1","amount":"5","currency":"USDT","network":"TRON","convert":{"x":[]}}""", "fail", true)]
    [InlineData("""{"uuid":"u","status":"unheard_of","is_final":"false","amount":"5","currency":"USDT","network":"TRON"}""", "unheard_of", false)]
    public async Task A_matching_echo_is_accepted_in_whatever_state_the_payout_is(string result, string status, bool isFinal)
    {
        var shown = result[..^1] + $$""","address":"{{TestClient.Address}}"}""";
        var payout = Assert.IsType<CreateOutcome.Accepted>(await CreateAsync(200, $$"""{"state":0,"result":{{shown}}}""")).Payout;

        Assert.Equal(("u", status, isFinal), (payout.Uuid, payout.Status, payout.IsFinal));
    }

    [Theory]
    [InlineData("\"amount\":\"5\"", "\"amount\":\"5.00000001\"", "amount")]
    [InlineData("\"currency\":\"USDT\"", "\"currency\":\"USDC\"", "currency")]
    [InlineData("\"network\":\"TRON\"", "\"network\":\"bsc\"", "network")]
    [InlineData("TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", "TDD97yguPESTpcrJMqU6h2ozZbibv4VaqM", "address")]
    [InlineData("\"txid\":null", "\"order_id\":\"another\"", "order_id")]
    public async Task An_echo_that_differs_is_not_ours(string member, string other, string name)
    {
        var outcome = Assert.IsType<CreateOutcome.EchoMismatch>(
            await CreateAsync(200, TestClient.Success.Replace(member, other, StringComparison.Ordinal)));

        Assert.Equal([name], outcome.Differs);
        Assert.Equal("a7c0caec-a594-4aaa-b1c4-77d511857594", outcome.Payout.Uuid);
    }

    [Fact]
    public async Task Words_about_the_order_id_are_found_behind_any_number_of_others() =>
        Assert.IsType<CreateOutcome.Unknown>(await CreateAsync(422, $$"""{"state":1,"message":"{{new string('w', 5000)}} order_id"}"""));

    [Theory]
    [InlineData("5.00000000000000000000000000000000000000")]
    [InlineData("0.05e2")]
    [InlineData("5000000000000000000000000000e-27")]
    public async Task An_amount_is_the_same_however_it_is_spelt(string amount) =>
        Assert.IsType<CreateOutcome.Accepted>(await CreateAsync(200, TestClient.Success.Replace("\"amount\":\"5\"", $"\"amount\":{amount}", StringComparison.Ordinal)));

    [Fact]
    public async Task A_refusal_keeps_at_most_500_characters_of_the_words()
    {
        var outcome = await CreateAsync(422, $$"""{"state":1,"message":"{{new string('w', 5000)}}"}""");

        Assert.Equal(new string('w', 500), Assert.IsType<CreateOutcome.Refused>(outcome).Message);
    }

    private static async Task<CreateOutcome> CreateAsync(int status, string body)
    {
        await using var server = ScriptedServer.Answering(status, body);
        using var client = new TestClient(server.Url);

        var outcome = await client.CreateAsync();

        Assert.Single(server.Requests);
        return outcome;
    }
}
