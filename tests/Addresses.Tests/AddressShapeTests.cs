namespace Payouts.Addresses.Tests;

/// <summary>What looks alike to a person is found, and nothing else (docs/http-api.md, "Addresses").</summary>
public sealed class AddressShapeTests
{
    /// <summary>
    /// Valid addresses of each kind beside others that were ground to have the same ends, as poisoners do: the inside
    /// was changed until the checksum gave the last characters in some case.
    /// </summary>
    public static TheoryData<string, string, string> LookAlikes => new()
    {
        { "TRON", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", "TDD97yguPESTpcrHzs5cA2wjm1rrdcVaQM" },
        { "BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2D1jXfYRCMsdPtnovFNa" },
        { "BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1qw508d6qejruhh4y4r3zarvary0c5xw7knnf3t4" },
        { "LTC", "MQMcJhpWHYVeQArcZR3sBgyPZxxRtnH441", "MQMcJhpWHYVeQArcRg9D3kQhQuBcPpH441" },
        { "LTC", "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea", "ltc1qg42tkwuuxu7x5zxczdkdel39gfstuap2cnmfea" },
        { "DOGE", "DPpJVPpvPNP6i6tMj4rTycAGh8wReTqaSU", "DPpJVPpvPNP6i6tMWTVNYoY4qwVxLbqaSu" },
        { "DASH", "Xx4dYKgz3Zcv6kheaqog3fynaKWjbahb6b", "Xx4dYKgz3Zcv6kheSct8UhTqUvmLMghb6b" },
        { "BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "qpm2qsznhka25h76t9mms6s4cwef74vcwv9xy5dx6a" },
        { "TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF", "EQDKbjIcfM6ezt8KjKJJAA31JJSqX7XOA4ff-W72r5gqPrHF" },
        { "SOL", "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", "7EcDhSYGxXyscszYEp35KHN8vvw3svBuLKTzXwCFLtV" },
        {
            "XMR", "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge",
            "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRf4ufhV4VLB14qo9mtmXCqY45DJ852K5Jv23t4RGe"
        },
        { "ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aae00000000000000000000000000000000eaed" },
    };

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public void A_look_alike_is_found_in_every_family(string network, string known, string poison)
    {
        Assert.Null(WalletAddress.Validate(network, known));
        Assert.Null(WalletAddress.Validate(network, poison));
        Assert.False(WalletAddress.AreSame(network, known, poison));

        Assert.True(AddressShape.AreAlike(AddressShape.Of(network, known), AddressShape.Of(network, poison)));
    }

    [Fact]
    public void A_look_alike_is_found_on_another_network_of_the_family()
    {
        var known = AddressShape.Of("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");

        Assert.True(AddressShape.AreAlike(known, AddressShape.Of("BSC", "0x5aae00000000000000000000000000000000eaed")));
        Assert.False(AddressShape.AreAlike(known, AddressShape.Of("BSC", "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED")));
    }

    [Theory]
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "evm:5aae:eaed:")]
    [InlineData("BTC", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "btc:w508:f3t4:")]
    [InlineData("BTC", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "btc:0xlx:5jj0:")]
    [InlineData("LTC", "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea", "ltc:g42t:mfea:")]
    [InlineData("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "bch:pm2q:dx6a:")]
    [InlineData("TRON", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", "tron:dd97:vaqm:")]
    [InlineData("TON", "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA", "ton:dkbj:prhf:")]
    [InlineData("TON", "Ef/dJMSh8riPi3BTUTtcxsWjG8RLKnLctNjAM4rw8NN+xWdr", "ton:_djm:xwdr:")]
    [InlineData("SOL", "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", "sol:7ecd:fltv:")]
    [InlineData("XRP", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "xrp:rhb9:tyth:")]
    public void A_shape_is_the_family_and_the_ends_after_what_every_address_of_the_kind_begins_with(string network, string address, string ends) =>
        Assert.StartsWith(ends, AddressShape.Of(network, address), StringComparison.Ordinal);

    [Fact]
    public void All_spellings_of_an_account_have_one_shape_and_are_no_look_alikes()
    {
        foreach (var (on, address) in Samples.All)
        {
            var network = Samples.NetworksOf(on)[0];
            var shape = AddressShape.Of(network, address);
            Assert.All(WalletAddress.Spellings(network, address), spelling => Assert.Equal(shape, AddressShape.Of(network, spelling)));
            Assert.False(AddressShape.AreAlike(shape, shape));
        }
    }

    // In 34^8 or more, a hundred thousand find one in a million runs or so. Seeded all the same.
    [Fact]
    public void None_of_a_hundred_thousand_random_addresses_looks_like_a_known_one()
    {
        var random = new Random(20261128);
        string[] known = [.. LookAlikes.Select(row => AddressShape.Of(row.Data.Item1, row.Data.Item2))];
        var ends = known.Select(AddressShape.EndsOf).ToHashSet(StringComparer.Ordinal);
        var bytes = new byte[32];
        for (var number = 0; number < 100_000; number++)
        {
            random.NextBytes(bytes);
            var (network, address) = RandomOf(number % 7, bytes);
            var shape = AddressShape.Of(network, address);
            Assert.False(ends.Contains(AddressShape.EndsOf(shape)), $"{network} {address}");
        }
    }

    [Theory]
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aAe…eAed")]
    [InlineData("TRON", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", "TDD97…Vaqm")]
    [InlineData("BCH", "BITCOINCASH:QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A", "BITCOINCASH:QPM2Q…DX6A")]
    [InlineData("TON", "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA", "UQDKbj…PuwA")]
    [InlineData("SOL", "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", "7EcD…FLtV")]
    public void A_masked_address_has_its_ends_and_can_not_be_paid(string network, string address, string masked)
    {
        Assert.Equal(masked, AddressShape.Masked(network, address));
        Assert.NotNull(WalletAddress.Validate(network, masked));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x1234567")]
    [InlineData("x:y:z")]
    public void A_text_that_is_no_address_has_a_shape_of_its_own(string text) =>
        Assert.NotEqual(AddressShape.Of("ETH", text), AddressShape.Of("ETH", text + "0"));

    private static (string Network, string Address) RandomOf(int kind, byte[] bytes) => kind switch
    {
        0 => ("TRON", Base58Check.Text(0x41, bytes.AsSpan(0, 20))),
        1 => ("BTC", Base58Check.Text(0x00, bytes.AsSpan(0, 20))),
        2 => ("LTC", Base58Check.Text(0x32, bytes.AsSpan(0, 20))),
        3 => ("BCH", WalletAddress.Canonical("BCH", Base58Check.Text(0x00, bytes.AsSpan(0, 20)))),
        4 => ("TON", WalletAddress.Spellings("TON", $"0:{Convert.ToHexStringLower(bytes)}")[0]),
        5 => ("SOL", SimpleBase.Base58.Bitcoin.Encode(bytes)),
        _ => ("ETH", $"0x{Convert.ToHexStringLower(bytes.AsSpan(0, 20))}"),
    };
}
