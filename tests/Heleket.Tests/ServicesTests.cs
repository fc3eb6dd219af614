namespace Heleket.Tests;

/// <summary>An odd entry of the services list hides no other (docs/lifecycle.md, "Never believed blindly").</summary>
public sealed class ServicesTests
{
    private const string Good = """{"network":"TRON","currency":"USDT","is_available":true,"limit":{"min_amount":"1","max_amount":"10"},"commission":{"fee_amount":"1","percent":"0.5"}}""";

    private static readonly HeleketService GoodOne = new("TRON", "USDT", true, 1m, 10m, 1m, 0.5m);

    [Theory]
    [InlineData("""{"network":null,"currency":"TON"}""", "`network` null, `currency` \"TON\"")]
    [InlineData("""{"currency":"TON"}""", "`network` is missing, `currency` \"TON\"")]
    [InlineData("""{"network":"TON","currency":""}""", "`network` \"TON\", `currency` \"\"")]
    [InlineData("""{"network":"TON","currency":"  "}""", "`currency` \"  \"")]
    [InlineData("""{"network":["TON"],"currency":"TON"}""", "`network` [\"TON\"]")]
    [InlineData("""{"network":7,"currency":"TON"}""", "`network` 7")]
    [InlineData("""{"network":"\ud800","currency":"TON"}""", "`network`")]
    [InlineData("null", "null is no object")]
    [InlineData("\"TON\"", "\"TON\" is no object")]
    [InlineData("7", "7 is no object")]
    [InlineData("[]", "[] is no object")]
    [InlineData("{}", "`network` is missing, `currency` is missing")]
    public async Task An_entry_that_names_no_pair_is_left_out_and_said(string odd, string said)
    {
        var read = await ReadAsync($"[{odd},{Good}]");

        Assert.Equal([GoodOne], read.Services);
        var which = Assert.Single(read.LeftOut);
        Assert.StartsWith("entry 1 (", which, StringComparison.Ordinal);
        Assert.Contains(said, which, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_odd_entry_is_said_in_short()
    {
        var read = await ReadAsync($"""[{Good},"{new string('x', 5000)}"]""");

        Assert.Equal($"entry 2 (\"{new string('x', 39)}… (5002 characters) is no object)", Assert.Single(read.LeftOut));
    }

    [Theory]
    [InlineData("limit", """{"min_amount":"1","max_amount":"unlimited"}""", "max_amount")]
    [InlineData("limit", """{"min_amount":{},"max_amount":"10"}""", "min_amount")]
    [InlineData("limit", """{"min_amount":"-1","max_amount":"10"}""", "min_amount")]
    [InlineData("limit", """{"min_amount":"1","max_amount":"1,000.50"}""", "max_amount")]
    [InlineData("limit", """{"min_amount":"1","max_amount":"99999999999999999999999999999999"}""", "max_amount")]
    [InlineData("limit", """{"min_amount":true,"max_amount":"10"}""", "min_amount")]
    [InlineData("commission", """{"fee_amount":"N/A","percent":"0.5"}""", "fee_amount")]
    [InlineData("commission", """{"fee_amount":"1","percent":[]}""", "percent")]
    [InlineData("commission", """{"fee_amount":"-1","percent":"0.5"}""", "fee_amount")]
    [InlineData("is_available", "\"perhaps\"", "is_available")]
    public async Task A_limit_or_fee_that_cannot_be_read_is_left_out_of_its_entry_and_said(string member, string value, string odd)
    {
        var entry = System.Text.Json.Nodes.JsonNode.Parse(Good)!;
        entry[member] = System.Text.Json.Nodes.JsonNode.Parse(value);

        var read = await ReadAsync($"[{entry.ToJsonString()}]");

        Assert.Equal(
            GoodOne with
            {
                MinAmount = odd == "min_amount" ? null : 1m,
                MaxAmount = odd == "max_amount" ? null : 10m,
                FeeAmount = odd == "fee_amount" ? null : 1m,
                Percent = odd == "percent" ? null : 0.5m,
            },
            Assert.Single(read.Services));
        Assert.Equal([$"{odd} of USDT on TRON"], read.OddMembers);
        Assert.Empty(read.LeftOut);
    }

    [Theory]
    [InlineData("limit", "\"none\"")]
    [InlineData("limit", "null")]
    [InlineData("limit", """{"min_amount":"","max_amount":null}""")]
    [InlineData("commission", "[]")]
    public async Task What_is_not_said_is_absent_and_no_oddity(string member, string value)
    {
        var entry = System.Text.Json.Nodes.JsonNode.Parse(Good)!;
        entry[member] = System.Text.Json.Nodes.JsonNode.Parse(value);

        var read = await ReadAsync($"[{entry.ToJsonString()}]");

        var one = Assert.Single(read.Services);
        Assert.Null(member == "limit" ? one.MinAmount ?? one.MaxAmount : one.FeeAmount ?? one.Percent);
        Assert.Empty(read.OddMembers);
    }

    [Theory]
    [InlineData("1", "0", null)]
    [InlineData("1", "0.00000000", null)]
    [InlineData("1", "0.5", null)]
    [InlineData("0", "0", null)]
    [InlineData("1", "-5", null)]
    [InlineData("1", "1", "1")]
    [InlineData("0", "5", "5")]
    [InlineData("x", "5", "5")]
    public async Task A_maximum_of_zero_or_below_the_minimum_is_none(string least, string most, string? expected)
    {
        var read = await ReadAsync($$$"""[{"network":"TRON","currency":"USDT","is_available":true,"limit":{"min_amount":"{{{least}}}","max_amount":"{{{most}}}"}}]""");

        Assert.Equal(expected is null ? null : decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Assert.Single(read.Services).MaxAmount);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(""","is_available":null""", true)]
    [InlineData(""","is_available":false""", false)]
    [InlineData(""","is_available":0""", false)]
    [InlineData(""","is_available":"0" """, false)]
    [InlineData(""","is_available":"false" """, false)]
    [InlineData(""","is_available":1""", true)]
    public async Task A_pair_is_available_unless_Heleket_says_no(string member, bool isAvailable) =>
        Assert.Equal(isAvailable, Assert.Single((await ReadAsync($$$"""[{"network":"TRON","currency":"USDT"{{{member}}}}]""")).Services).IsAvailable);

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"none\"")]
    public async Task What_is_no_list_is_an_error(string result) => await Assert.ThrowsAsync<HeleketException>(() => ReadAsync(result));

    [Fact]
    public async Task An_empty_list_is_read_as_what_it_is() => Assert.Empty((await ReadAsync("[]")).Services);

    private static async Task<HeleketServices> ReadAsync(string result)
    {
        await using var server = ScriptedServer.Answering(200, $$"""{"state":0,"result":{{result}}}""");
        using var client = new TestClient(server.Url);
        return await client.Client.GetServicesAsync();
    }
}
