namespace Heleket.Tests;

/// <summary>History, fees, services, balance, transfers, test webhooks.</summary>
public sealed class MerchantTests
{
    private const string Cursor = "eyJpZCI6MjkxNTU0MywiX3BvaW50c1RvTmV4dEl0ZW1zIjp0cnVlfQ";
    private const string Page1 = """
        {"state":0,"result":{"merchant_uuid":"m","items":[
          {"uuid":"a","amount":"3","currency":"USDT","network":"TRON","address":"TJ","txid":null,"status":"process","is_final":false,"balance":"129.00000000","created_at":"2023-06-21T17:25:55+03:00","updated_at":"2023-06-21T17:34:38+03:00"},
          {"uuid":"b","amount":"5.40000000","currency":"DOGE","network":"doge","address":"DE","txid":"5e","order_id":null,"payment_status":null,"status":"paid","is_final":true,"balance":"26.77966652"}],
          "paginate":{"count":2,"hasPages":true,"nextCursor":"eyJpZCI6MjkxNTU0MywiX3BvaW50c1RvTmV4dEl0ZW1zIjp0cnVlfQ","previousCursor":null,"perPage":15}}}
        """;

    private const string Page2 = """
        {"state":0,"result":{"items":[{"uuid":"c","status":"paid","is_final":true,"order_id":"o-3"}],"paginate":{"count":1,"hasPages":true,"nextCursor":null,"previousCursor":"x","perPage":15}}}
        """;

    private const string Refusal = """{"state":1,"message":"Not enough funds","errors":{"amount":["validation.required","validation.numeric"]}}""";

    [Fact]
    public async Task The_history_follows_the_cursor_and_signs_only_the_body()
    {
        await using var server = new ScriptedServer(exchange => exchange.AnswerAsync(200, Page1), exchange => exchange.AnswerAsync(200, Page2));
        using var client = new TestClient(server.Url);

        // R6 has Heleket's clock; ours is another.
        var from = new DateTimeOffset(2026, 5, 3, 21, 0, 0, TimeSpan.Zero);
        var to = new DateTimeOffset(2026, 5, 16, 22, 59, 59, TimeSpan.FromHours(2));
        var payouts = await client.Client.ListPayoutsAsync(from, to).ToListAsync();

        Assert.Equal(["a", "b", "c"], payouts.Select(payout => payout.Uuid));
        Assert.Equal([null, null, "o-3"], payouts.Select(payout => payout.OrderId));
        Assert.Equal((3m, 129m), (payouts[0].Amount, payouts[0].Balance));
        Assert.Equal(
            ["POST /v1/payout/list HTTP/1.1", $"POST /v1/payout/list?cursor={Cursor} HTTP/1.1"],
            server.Requests.Select(request => request.Line));
        Assert.All(server.Requests, request => Assert.Equal((Vectors.R6, "931a6edc2d559d0b54393227359b0446"), (request.Text, request.Headers["sign"])));
    }

    [Fact]
    public async Task A_page_is_only_asked_for_when_it_is_needed()
    {
        await using var server = ScriptedServer.Answering(200, Page1);
        using var client = new TestClient(server.Url);

        Assert.Equal("a", (await client.Client.ListPayoutsAsync().FirstAsync()).Uuid);

        Assert.Equal("{}", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task A_cursor_is_escaped()
    {
        await using var server = new ScriptedServer(
            exchange => exchange.AnswerAsync(200, Page1.Replace(Cursor, "a b&c=+/", StringComparison.Ordinal)),
            exchange => exchange.AnswerAsync(200, Page2));
        using var client = new TestClient(server.Url);

        Assert.Equal(3, await client.Client.ListPayoutsAsync().CountAsync());

        Assert.Equal("POST /v1/payout/list?cursor=a%20b%26c%3D%2B%2F HTTP/1.1", server.Requests[1].Line);
    }

    [Fact]
    public async Task A_history_that_goes_in_a_circle_ends_in_an_error()
    {
        await using var server = ScriptedServer.Answering(200, Page1);
        using var client = new TestClient(server.Url);

        await Assert.ThrowsAsync<HeleketException>(async () => await client.Client.ListPayoutsAsync().CountAsync());
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"state":0,"result":{"items":[{"uuid":"a"}]}}""")]
    [InlineData("""{"state":0,"result":{"items":[7]}}""")]
    [InlineData("""{"state":0,"result":{"items":[],"paginate":"none"}}""")]
    [InlineData("""{"state":0,"result":{"items":[],"paginate":{"nextCursor":{}}}}""")]
    [InlineData("""{"state":0,"result":{"items":[],"items":[]}}""")]
    [InlineData("""{"state":0,"result":{}}""")]
    [InlineData("""{"state":0}""")]
    public async Task An_item_that_cannot_be_read_is_not_passed_over(string body)
    {
        await using var server = ScriptedServer.Answering(200, body);
        using var client = new TestClient(server.Url);

        var error = await Assert.ThrowsAsync<HeleketException>(async () => await client.Client.ListPayoutsAsync().CountAsync());

        Assert.True(error.IsTransportFailure);
    }

    [Fact]
    public async Task Services_are_read_with_their_limits_and_fees()
    {
        await using var server = ScriptedServer.Answering(200, """
            {"state":0,"result":[
              {"network":"TRON","currency":"USDT","is_available":true,"limit":{"min_amount":"1.00000000","max_amount":"10000000.00000000"},"commission":{"fee_amount":"1.00","percent":"0.50"}},
              {"network":"BTC","currency":"BTC","is_available":false,"is_enabled":true,"limit":{"min_amount":0.001,"max_amount":null}}]}
            """);
        using var client = new TestClient(server.Url);

        var read = await client.Client.GetServicesAsync();

        Assert.Equal(
            [new HeleketService("TRON", "USDT", true, 1m, 10_000_000m, 1m, 0.5m), new HeleketService("BTC", "BTC", false, 0.001m, null, null, null)],
            read.Services);
        Assert.Empty(read.LeftOut);
        Assert.Empty(read.OddMembers);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST /v1/payout/services HTTP/1.1", "{}"), (request.Line, request.Text));
        Assert.Equal("bf82cfee3384b545fa8f239897715f75", request.Headers["sign"]);
    }

    [Fact]
    public async Task The_balance_is_asked_for_with_the_payment_key()
    {
        await using var server = ScriptedServer.Answering(200, """
            {"state":0,"result":[{"balance":{"merchant":[{"uuid":"m","balance":"5.00000000","balance_usd":"5","currency_code":"USDT"}],"user":[{"uuid":"u","balance":52,"currency_code":"BTC"}]}}]}
            """);
        using var client = new TestClient(server.Url);

        var balance = await client.Client.GetBalanceAsync();

        Assert.Equal([new WalletBalance("m", 5m, "USDT")], balance.Merchant);
        Assert.Equal([new WalletBalance("u", 52m, "BTC")], balance.User);
        var request = Assert.Single(server.Requests);
        Assert.Equal(HeleketSignature.Compute(request.Body, Vectors.PaymentKey), request.Headers["sign"]);
        Assert.Equal("POST /v1/balance HTTP/1.1", request.Line);
    }

    [Fact]
    public async Task Without_a_payment_key_there_is_no_balance()
    {
        await using var server = ScriptedServer.Answering(200, "{}");
        using var client = new TestClient(server.Url, configure: options => options.PaymentKey = null);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => client.Client.GetBalanceAsync());

        Assert.Contains("HELEKET_PAYMENT_API_KEY", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_fee_preview_sends_what_it_takes_and_reads_the_three_amounts()
    {
        await using var server = ScriptedServer.Answering(200, """{"state":0,"result":{"commission":"1.00000000","merchant_amount":6,"payout_amount":"5.00000000"}}""");
        using var client = new TestClient(server.Url);

        Assert.Equal(new FeePreview(1m, 6m, 5m), await client.Client.CalculateAsync(TestClient.Request with { Memo = "m", Priority = "high" }));

        var request = Assert.Single(server.Requests);
        Assert.Equal("POST /v1/payout/calc HTTP/1.1", request.Line);
        Assert.Equal(
            """{"amount":"5","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","currency":"USDT","is_subtract":true,"network":"TRON","priority":"high"}""",
            request.Text);
    }

    [Fact]
    public async Task Transfers_are_sent_to_their_own_paths_and_read()
    {
        await using var server = ScriptedServer.Answering(200, """
            {"state":0,"result":{"user_wallet_transaction_uuid":"u","user_wallet_balance":"15.00000000","merchant_transaction_uuid":"m","merchant_balance":"20.00000000"}}
            """);
        using var client = new TestClient(server.Url);

        Assert.Equal(new TransferResult("u", 15m, "m", 20m), await client.Client.TransferToPersonalAsync(15.00m, "USDT"));
        Assert.Equal(new TransferResult("u", 15m, "m", 20m), await client.Client.TransferToBusinessAsync(0.5m, "USDT"));

        Assert.Equal(
            [("POST /v1/transfer/to-personal HTTP/1.1", """{"amount":"15","currency":"USDT"}"""), ("POST /v1/transfer/to-business HTTP/1.1", """{"amount":"0.5","currency":"USDT"}""")],
            server.Requests.Select(request => (request.Line, request.Text)));
    }

    [Fact]
    public async Task A_transfer_is_never_repeated()
    {
        await using var server = ScriptedServer.Answering(503, "<html></html>");
        using var client = new TestClient(server.Url);

        var error = await Assert.ThrowsAsync<HeleketException>(() => client.Client.TransferToPersonalAsync(1m, "USDT"));

        Assert.Equal((503, true, false), (error.HttpStatus, error.IsTransportFailure, error.ProvablyNotSent));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_transfer_given_up_under_way_is_no_mere_cancellation()
    {
        await using var server = new SilentServer();
        using var client = new TestClient(server.Url);
        using var giveUp = new CancellationTokenSource();

        var transferring = client.Client.TransferToBusinessAsync(1m, "USDT", giveUp.Token);
        await server.Arrived;
        await giveUp.CancelAsync();

        var error = await Assert.ThrowsAsync<HeleketException>(() => transferring);
        Assert.Equal((null, true, false), (error.HttpStatus, error.IsTransportFailure, error.ProvablyNotSent));
        server.End();
    }

    [Fact]
    public async Task A_test_webhook_is_asked_for_with_the_members_given()
    {
        await using var server = ScriptedServer.Answering(200, """{"state":0,"result":[]}""");
        using var client = new TestClient(server.Url);

        await client.Client.SendTestWebhookAsync(
            new TestWebhookRequest { UrlCallback = new Uri("https://m.example/h"), Currency = "USDT", Network = "TRON", Status = "fail", OrderId = "o" });

        var request = Assert.Single(server.Requests);
        Assert.Equal("POST /v1/test-webhook/payout HTTP/1.1", request.Line);
        Assert.Equal("""{"url_callback":"https://m.example/h","currency":"USDT","network":"TRON","status":"fail","order_id":"o"}""", request.Text);
    }

    [Fact]
    public async Task A_refusal_is_an_exception_that_tells_the_words_and_the_fields()
    {
        await using var server = ScriptedServer.Answering(422, Refusal);
        using var client = new TestClient(server.Url);

        var error = await Assert.ThrowsAsync<HeleketException>(() => client.Client.CalculateAsync(TestClient.Request));

        Assert.Equal((422, "Not enough funds", false), (error.HttpStatus, error.ProviderMessage, error.IsTransportFailure));
        Assert.Equal(["validation.required", "validation.numeric"], error.Errors["amount"]);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_call_that_cannot_connect_is_an_exception_that_says_so()
    {
        using var client = new TestClient(new Uri("http://no-such-host.invalid/"));

        var error = await Assert.ThrowsAsync<HeleketException>(() => client.Client.TransferToPersonalAsync(1m, "USDT"));

        Assert.Equal((null, true, true), (error.HttpStatus, error.IsTransportFailure, error.ProvablyNotSent));
    }
}
