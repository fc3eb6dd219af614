using System.Text.Json;

namespace Heleket.Tests;

public sealed class CreateWireTests
{
    [Fact]
    public async Task The_bytes_of_R3_are_sent_with_its_signature()
    {
        await using var server = ScriptedServer.Answering(200, TestClient.Success);
        using var client = new TestClient(server.Url);

        Assert.IsType<CreateOutcome.Accepted>(await client.CreateAsync());

        var request = Assert.Single(server.Requests);
        Assert.Equal("POST /v1/payout HTTP/1.1", request.Line);
        Assert.Equal(Vectors.R3, request.Text);
        Assert.Equal("0b8a6bf251a276eeb6de68e84c6cd8f3", request.Headers["sign"]);
        Assert.Equal(TestClient.MerchantId, request.Headers["merchant"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("identity", request.Headers["Accept-Encoding"]);
        Assert.Equal(["Accept-Encoding", "Content-Length", "Content-Type", "Host", "merchant", "sign"], request.Headers.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_bytes_of_R7_are_sent_with_its_signature()
    {
        await using var server = ScriptedServer.Answering(200, "{}");
        using var client = new TestClient(server.Url);

        await client.Client.CreatePayoutAsync(new CreatePayoutRequest
        {
            Amount = 1.50m,
            Currency = "TON",
            Network = "TON",
            OrderId = "ton-000001",
            Address = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N",
            IsSubtract = true,
            Memo = "счёт 42 é",
        });

        var request = Assert.Single(server.Requests);
        Assert.Equal(Vectors.R7, request.Text);
        Assert.Equal("c5366017affe44dbe7cbd5c91e02d846", request.Headers["sign"]);
    }

    [Fact]
    public async Task Every_optional_member_is_sent_under_its_wire_name()
    {
        await using var server = ScriptedServer.Answering(200, "{}");
        using var client = new TestClient(server.Url);

        await client.Client.CreatePayoutAsync(TestClient.Request with
        {
            Currency = "USD",
            ToCurrency = "BTC",
            FromCurrency = "USDT",
            CourseSource = "Binance",
            Priority = "high",
            IsSubtract = false,
            UrlCallback = null,
        });

        Assert.Equal(
            """{"amount":"5","currency":"USD","network":"TRON","order_id":"7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","is_subtract":false,"to_currency":"BTC","from_currency":"USDT","course_source":"Binance","priority":"high"}""",
            Assert.Single(server.Requests).Text);
    }

    [Theory]
    [InlineData("5.00000000", "5")]
    [InlineData("100", "100")]
    [InlineData("100.10", "100.1")]
    [InlineData("0.000000000000000001", "0.000000000000000001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000010", "0.000000000000000000000000001")]
    public async Task Amounts_are_decimal_strings_without_exponent_or_trailing_zeros(string amount, string sent)
    {
        await using var server = ScriptedServer.Answering(200, "{}");
        using var client = new TestClient(server.Url);

        await client.Client.CreatePayoutAsync(TestClient.Request with { Amount = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture) });

        Assert.StartsWith($$"""{"amount":"{{sent}}",""", Assert.Single(server.Requests).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulator", "/simulator/v1/payout")]
    [InlineData("simulator/", "/simulator/v1/payout")]
    [InlineData("a/b%20c/", "/a/b%20c/v1/payout")]
    public async Task A_path_in_the_project_URL_is_kept(string path, string expected)
    {
        await using var server = ScriptedServer.Answering(200, TestClient.Success);
        using var client = new TestClient(new Uri(server.Url, path));

        await client.CreateAsync();

        Assert.Equal($"POST {expected} HTTP/1.1", Assert.Single(server.Requests).Line);
    }

    public static TheoryData<CreatePayoutRequest> Impossible() =>
    [
        TestClient.Request with { Amount = 0m },
        TestClient.Request with { Amount = -1m },
        TestClient.Request with { Currency = "" },
        TestClient.Request with { Network = " " },
        TestClient.Request with { Address = "" },
        TestClient.Request with { OrderId = "" },
        TestClient.Request with { OrderId = "order 1" },
        TestClient.Request with { OrderId = "заказ" },
        TestClient.Request with { OrderId = "order\n" },
        TestClient.Request with { OrderId = new string('a', 33) },
        TestClient.Request with { Memo = "" },
        TestClient.Request with { Memo = new string('m', 31) },
        TestClient.Request with { Memo = new string('m', 30) + "😀" },
        TestClient.Request with { UrlCallback = new Uri("hooks", UriKind.Relative) },
    ];

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public async Task What_Heleket_could_not_take_is_never_sent(CreatePayoutRequest request)
    {
        await using var server = ScriptedServer.Answering(200, TestClient.Success);
        using var client = new TestClient(server.Url);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Client.CreatePayoutAsync(request));

        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_memo_is_counted_in_characters_not_in_UTF16_units()
    {
        var memo = new string('a', 29) + "😀";
        await using var server = ScriptedServer.Answering(200, TestClient.Success);
        using var client = new TestClient(server.Url);

        Assert.IsType<CreateOutcome.Accepted>(await client.Client.CreatePayoutAsync(TestClient.Request with { Memo = memo }));

        using var sent = JsonDocument.Parse(Assert.Single(server.Requests).Body);
        Assert.Equal(memo, sent.RootElement.GetProperty("memo").GetString());
    }
}
