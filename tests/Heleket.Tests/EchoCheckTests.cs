namespace Heleket.Tests;

public sealed class EchoCheckTests
{
    private const string Evm = "0x52908400098527886E0F7030069857D2E4169EE7";

    [Theory]
    [InlineData("ETH", Evm, "0x52908400098527886e0f7030069857d2e4169ee7")]
    [InlineData("BSC", Evm, "0X52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("btc", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")]
    [InlineData("LTC", "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9", "LTC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KGMN4N9")]
    [InlineData("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")]
    [InlineData("BCH", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "BITCOINCASH:QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A")]
    [InlineData("BCH", "ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq", "PPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVN0H829PQ")]
    [InlineData("TRON", TestClient.Address, TestClient.Address)]
    public void Forms_of_one_address_are_the_same(string network, string asked, string echoed) => Assert.Empty(Differences(network, asked, echoed));

    [Theory]
    [InlineData("TRON", TestClient.Address, "tdd97yGUPESTpcrJMqU6h2ozZbibv4Vaqm")]
    [InlineData("ETH", Evm, "0x52908400098527886e0f7030069857d2e4169ee8")]
    [InlineData("ETH", Evm, "52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("BTC", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "1bvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")]
    [InlineData("BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")]
    [InlineData("SOL", "bc1qw508d6qejxtdg4y5r3zarvary", "BC1QW508D6QEJXTDG4Y5R3ZARVARY")]
    [InlineData("BTC", "bitcoincash:qpm2", "qpm2")]
    [InlineData("TON", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2n")]
    [InlineData("TRON", TestClient.Address, "")]
    [InlineData("TRON", "41238af61c3a6cfc81d54d70fbca85317e52db8726", "41238AF61C3A6CFC81D54D70FBCA85317E52DB8726")] // hexadecimal without 0x
    [InlineData("ETH", "0xg1", "0xG1")]
    [InlineData("BTC", "1bvbmseystwetqtfn5au4m4gfg7xjanvn2", "1BVBMSEYSTWETQTFN5AU4M4GFG7XJANVN2")] // Base58 that is by chance of one case
    [InlineData("LTC", "lvg2kjofng45nbpy53h7fe1wkyexvrhmh9", "LVG2KJOFNG45NBPY53H7FE1WKYEXVRHMH9")]
    [InlineData("BCH", "1bvbmseystwetqtfn5au4m4gfg7xjanvn2", "1BVBMSEYSTWETQTFN5AU4M4GFG7XJANVN2")]
    public void Other_addresses_differ(string network, string asked, string echoed) => Assert.Equal(["address"], Differences(network, asked, echoed));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_asks_may_say_which_addresses_are_the_same(bool same)
    {
        var seen = new List<(string, string, string)>();
        var asked = TestClient.Request with
        {
            Network = "TON",
            Address = "EQ",
            IsSameAddress = (network, one, other) =>
            {
                seen.Add((network, one, other));
                return same;
            },
        };

        Assert.Equal(same ? [] : ["address"], EchoCheck.Differences(asked, new PayoutInfo { Uuid = "u", Status = "s", IsFinal = false, Network = "ton", Address = "UQ" }));
        Assert.Equal([("TON", "EQ", "UQ")], seen);
    }

    [Fact]
    public void What_is_left_out_does_not_differ() =>
        Assert.Empty(EchoCheck.Differences(TestClient.Request, new PayoutInfo { Uuid = "u", Status = "process", IsFinal = false }));

    [Fact]
    public void Amounts_are_compared_as_numbers_and_codes_without_case() => Assert.Empty(EchoCheck.Differences(
        TestClient.Request, new PayoutInfo { Uuid = "u", Status = "s", IsFinal = false, Amount = 5.000m, Currency = "usdt", Network = "tron" }));

    [Fact]
    public void All_differences_are_named() => Assert.Equal(
        ["amount", "currency", "network", "address", "order_id"],
        EchoCheck.Differences(
            TestClient.Request,
            new PayoutInfo { Uuid = "u", Status = "s", IsFinal = false, Amount = 4m, Currency = "BTC", Network = "BTC", Address = "x", OrderId = "y" }));

    [Fact]
    public void Both_sides_are_needed()
    {
        Assert.Throws<ArgumentNullException>("asked", () => EchoCheck.Differences(null!, new PayoutInfo { Uuid = "u", Status = "s", IsFinal = false }));
        Assert.Throws<ArgumentNullException>("echo", () => EchoCheck.Differences(TestClient.Request, null!));
    }

    private static IReadOnlyList<string> Differences(string network, string asked, string echoed) => EchoCheck.Differences(
        TestClient.Request with { Network = network, Address = asked },
        new PayoutInfo { Uuid = "u", Status = "s", IsFinal = false, Address = echoed });
}
