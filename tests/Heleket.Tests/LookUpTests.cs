namespace Heleket.Tests;

public sealed class LookUpTests
{
    private const string Found = """{"state":0,"result":{"uuid":"8b03432e-385b-4670-8d06-064591096795","status":"paid","is_final":true}}""";

    [Fact]
    public async Task A_look_up_by_uuid_sends_the_bytes_of_R5_with_its_signature()
    {
        await using var server = ScriptedServer.Answering(200, Found);
        using var client = new TestClient(server.Url);

        Assert.IsType<InfoOutcome.Found>(await client.Client.GetPayoutByUuidAsync("8b03432e-385b-4670-8d06-064591096795"));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST /v1/payout/info HTTP/1.1", Vectors.R5), (request.Line, request.Text));
        Assert.Equal("6f8865a313604c3beae34175ae797811", request.Headers["sign"]);
    }

    [Fact]
    public async Task A_look_up_by_order_id_sends_only_that()
    {
        await using var server = ScriptedServer.Answering(200, Found);
        using var client = new TestClient(server.Url);

        await client.Client.GetPayoutAsync("order-1");

        Assert.Equal("""{"order_id":"order-1"}""", Assert.Single(server.Requests).Text);
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.GetPayoutAsync(new string('a', 33)));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.GetPayoutByUuidAsync(""));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(""" "amount":"3","balance":129,"payer_amount":3 """)]
    [InlineData(""" "amount":3,"balance":"129.00000000","payer_amount":"3.00000000" """)]
    [InlineData(""" "amount":3.0,"balance":1.29e2,"payer_amount":"3","unheard_of":{"of":[1]} """)]
    public async Task Numbers_are_read_in_every_form(string members)
    {
        var payout = await FoundAsync($$"""{"uuid":"u","status":"process","is_final":false,{{members}}}""");

        Assert.Equal((3m, 129m, 3m), (payout.Amount, payout.Balance, payout.PayerAmount));
    }

    [Theory]
    [InlineData("commission")]
    [InlineData("commissions")]
    public async Task The_fee_is_read_under_both_its_names(string name) =>
        Assert.Equal(0.3m, (await FoundAsync($$"""{"uuid":"u","status":"paid","{{name}}":"0.30000000"}""")).Commission);

    [Fact]
    public async Task Of_two_fees_the_one_under_the_documented_name_counts() =>
        Assert.Equal(0.3m, (await FoundAsync("""{"uuid":"u","status":"paid","commissions":"0.4","commission":"0.3"}""")).Commission);

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    public async Task Finality_is_read_from_a_string_too(string word, bool isFinal) =>
        Assert.Equal(isFinal, (await FoundAsync($$"""{"uuid":"u","status":"paid","is_final":"{{word}}"}""")).IsFinal);

    [Theory]
    [InlineData("uuid")]
    [InlineData("status")]
    public async Task A_word_has_at_most_128_characters_on_one_line(string name)
    {
        var longest = new string('w', 128);
        Assert.IsType<InfoOutcome.Found>(await WithWordAsync(longest));
        Assert.IsType<InfoOutcome.Failed>(await WithWordAsync(longest + "w"));
        Assert.IsType<InfoOutcome.Failed>(await WithWordAsync("one\\ntwo"));

        Task<InfoOutcome> WithWordAsync(string word)
        {
            var members = new Dictionary<string, string> { ["uuid"] = "u", ["status"] = "paid", [name] = word };
            var result = string.Join(',', members.Select(member => $"\"{member.Key}\":\"{member.Value}\""));
            return LookUpAsync(200, """{"state":0,"result":{""" + result + "}}");
        }
    }

    [Fact]
    public async Task Nulls_and_missing_members_are_none()
    {
        var payout = await FoundAsync("""{"uuid":"u","status":"process","is_final":null,"txid":null,"amount":null,"balance":"","created_at":""}""");

        Assert.Equal(new PayoutInfo { Uuid = "u", Status = "process", IsFinal = false }, payout);
    }

    [Fact]
    public async Task Times_keep_their_offset()
    {
        var payout = await FoundAsync("""{"uuid":"u","status":"paid","is_final":1,"created_at":"2023-06-21T17:25:55+03:00","updated_at":"2023-06-21T17:34:38+03:00"}""");

        Assert.Equal(new DateTimeOffset(2023, 6, 21, 17, 25, 55, TimeSpan.FromHours(3)), payout.CreatedAt);
        Assert.Equal(TimeSpan.FromHours(3), payout.UpdatedAt!.Value.Offset);
        Assert.True(payout.IsFinal);
    }

    [Theory]
    [InlineData(422, "Payout not found")]
    [InlineData(404, "payout not found.")]
    [InlineData(200, "Not found payout")]
    [InlineData(422, "Payment not found")]
    [InlineData(422, "The payout was not found")]
    public async Task Only_whole_sentences_about_a_payout_say_that_there_is_none(int status, string message) =>
        Assert.IsType<InfoOutcome.NotFound>(await LookUpAsync(status, $$"""{"state":1,"message":"{{message}}"}"""));

    [Theory]
    [InlineData(422, """{"state":1,"message":"The terminal was not found"}""")]
    [InlineData(422, """{"state":1,"message":"Wallet not found"}""")]
    [InlineData(422, """{"state":1,"message":"Payout service not found"}""")]
    [InlineData(422, """{"state":1,"message":"Not found payout service"}""")]
    [InlineData(422, """{"state":1,"errors":{"order_id":["validation.max.string"]}}""")]
    [InlineData(422, """{"state":1,"errors":{"order_id":["x"]},"message":"Payout not found"}""")]
    [InlineData(403, """{"state":1,"message":"Payout not found"}""")]
    [InlineData(404, """{"message":"Payout not found"}""")]
    [InlineData(422, """{"state":0,"message":"Payout not found"}""")]
    [InlineData(404, "<html>Payout not found</html>")]
    [InlineData(404, """{"state":1,"message":"Not Found"}""")]
    [InlineData(404, """{"state":1,"message":"The requested payout was not found on this server"}""")]
    [InlineData(404, """{"state":"1 ","message":"Payout not found"}""")]
    [InlineData(404, """{"state":1,"state":1,"message":"Payout not found"}""")]
    [InlineData(404, """{"state":1,"message":"Payout not found","message":"Payout not found"}""")]
    [InlineData(404, """{"state":1,"message":"Payout not found" """)]
    [InlineData(404, "Payout not found")]
    [InlineData(410, """{"state":1,"message":"Payout not found"}""")]
    [InlineData(405, "")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"paid","status":"fail"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"paid","amount":"1,234.50"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"paid","order_id":[]}}""")]
    [InlineData(401, """{"message":"Invalid Sign."}""")]
    [InlineData(200, """{"state":0,"result":{"status":"paid"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"","status":"paid"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":""}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"paid","address":"\ud800"}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"paid","is_final":[]}}""")]
    [InlineData(200, """{"state":0,"result":{"uuid":"u","status":"paid","order_id":"another"}}""")]
    [InlineData(302, "")]
    public async Task Whatever_else_is_said_says_nothing_about_the_payout(int status, string body) =>
        Assert.NotEmpty(Assert.IsType<InfoOutcome.Failed>(await LookUpAsync(status, body)).Message);

    [Fact]
    public async Task An_answer_that_repeats_the_order_id_is_about_this_payout()
    {
        const string Named = """{"state":0,"result":{"uuid":"u","status":"paid","order_id":"o"}}""";
        Assert.IsType<InfoOutcome.Found>(await LookUpAsync(200, Named));

        await using var server = ScriptedServer.Answering(200, Named);
        using var client = new TestClient(server.Url);
        Assert.IsType<InfoOutcome.Found>(await client.Client.GetPayoutByUuidAsync("U"));
    }

    [Fact]
    public async Task An_answer_about_another_uuid_is_none()
    {
        await using var server = ScriptedServer.Answering(200, Found);
        using var client = new TestClient(server.Url);

        Assert.IsType<InfoOutcome.Failed>(await client.Client.GetPayoutByUuidAsync("another"));
    }

    public static TheoryData<string, Func<object, Task>> Passing() => new()
    {
        { "503", exchange => ((Exchange)exchange).AnswerAsync(503, "<html></html>") },
        { "500", exchange => ((Exchange)exchange).AnswerAsync(500, """{"message":"Server error, #1"}""") },
        { "429", exchange => ((Exchange)exchange).AnswerAsync(429, "") },
        { "HTML", exchange => ((Exchange)exchange).AnswerAsync(200, "<html></html>") },
        { "reset", exchange => { ((Exchange)exchange).Reset(); return Task.CompletedTask; } },
    };

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task Reads_are_repeated_as_often_as_the_settings_say(string name, Func<object, Task> fail)
    {
        await using var recovering = new ScriptedServer(fail, fail, exchange => exchange.AnswerAsync(200, Found));
        using var patient = new TestClient(recovering.Url);
        var found = await patient.Client.GetPayoutAsync("o");
        Assert.True(found is InfoOutcome.Found, $"{name}: {found}");
        Assert.Equal(3, recovering.Requests.Count);

        await using var broken = new ScriptedServer(fail);
        using var hasty = new TestClient(broken.Url, configure: options => options.ReadAttempts = 2);
        Assert.IsType<InfoOutcome.Failed>(await hasty.Client.GetPayoutAsync("o"));
        Assert.Equal(2, broken.Requests.Count);

        await using var once = new ScriptedServer(fail);
        using var single = new TestClient(once.Url, configure: options => options.ReadAttempts = 1);
        Assert.IsType<InfoOutcome.Failed>(await single.Client.GetPayoutAsync("o"));
        Assert.Single(once.Requests);
    }

    [Theory]
    [InlineData(422, """{"state":1,"message":"Payout not found"}""")]
    [InlineData(401, """{"message":"Invalid Sign."}""")]
    public async Task Answers_that_will_not_change_are_not_asked_for_again(int status, string body)
    {
        await using var server = ScriptedServer.Answering(status, body);
        using var client = new TestClient(server.Url);

        await client.Client.GetPayoutAsync("o");

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task No_connection_is_a_failed_look_up()
    {
        using var client = new TestClient(new Uri("http://no-such-host.invalid/"), configure: options => options.ReadAttempts = 1);

        Assert.IsType<InfoOutcome.Failed>(await client.Client.GetPayoutAsync("o"));
    }

    [Fact]
    public async Task Giving_up_a_look_up_is_a_cancellation()
    {
        await using var server = new SilentServer();
        using var client = new TestClient(server.Url);
        using var giveUp = new CancellationTokenSource();

        var lookingUp = client.Client.GetPayoutAsync("o", giveUp.Token);
        await server.Arrived;
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lookingUp);
        server.End();
        Assert.Single(server.Requests);
    }

    private static async Task<PayoutInfo> FoundAsync(string result) =>
        Assert.IsType<InfoOutcome.Found>(await LookUpAsync(200, $$"""{"state":0,"result":{{result}}}""")).Payout;

    private static async Task<InfoOutcome> LookUpAsync(int status, string body)
    {
        await using var server = ScriptedServer.Answering(status, body);
        using var client = new TestClient(server.Url, configure: options => options.ReadAttempts = 1);
        return await client.Client.GetPayoutAsync("o");
    }
}
