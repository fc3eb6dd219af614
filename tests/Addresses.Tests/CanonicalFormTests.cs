using CsCheck;

namespace Payouts.Addresses.Tests;

/// <summary>One account has one canonical form, in whatever spelling it comes (docs/http-api.md, "Fields").</summary>
public sealed class CanonicalFormTests
{
    private static readonly (string On, string Address)[] Valid =
    [
        .. Samples.All,
        .. GeneratedVectors.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Where(words => words[0] != "-").Select(words => (words[0], words[1])),
    ];

    [Theory]
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("bsc", "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF", "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e")] // docs.ton.org
    [InlineData("TON", "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA", "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e")]
    [InlineData("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff+W72r5gqPrHF", "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e")]
    [InlineData("TON", "kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP", "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e")]
    [InlineData("TON", "0QDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPleK", "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e")]
    [InlineData("TON", "0:CA6E321C7CCE9ECEDF0A8CA2492EC8592494AA5FB5CE0387DFF96EF6AF982A3E", "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e")]
    [InlineData("TON", "Ef8zMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM0vF", "-1:3333333333333333333333333333333333333333333333333333333333333333")]
    [InlineData("BCH", "BITCOINCASH:QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")]
    [InlineData("BCH", "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")] // the CashAddr specification's own pairs
    [InlineData("BCH", "1KXrWXciRDZUpQwQmuM1DbwsKDLYAYsVLR", "qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy")]
    [InlineData("BCH", "16w1D5WRVKJuZUsSRzdLp9w3YGcgoxDXb", "qqq3728yw0y47sqn6l2na30mcw6zm78dzqre909m2r")]
    [InlineData("BCH", "3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC", "ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq")]
    [InlineData("BCH", "3LDsS579y7sruadqu11beEJoTjdFiFCdX4", "pr95sy3j9xwd2ap32xkykttr4cvcu7as4yc93ky28e")]
    [InlineData("BCH", "31nwvkZwyPdgzjBJZXfDmSWsC4ZLKpYyUw", "pqq3728yw0y47sqn6l2na30mcw6zm78dzq5ucqzc37")]
    [InlineData("BTC", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")]
    [InlineData("BTC", "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu")]
    [InlineData("LTC", "LTC1QG42TKWUUXEFUTZXEZDKDEL39GFSTUAP288MFEA", "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea")]
    [InlineData("LTC", "3J9TzpQYLReDbfaiTY4XN3izFGMyswQgCb", "MQMcJhpWHYVeQArcZR3sBgyPZxxRtnH441")] // the old form of a script's address
    [InlineData("TRON", "41238af61c3a6cfc81d54d70fbca85317e52db8726", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm")]
    [InlineData("TRON", "41238AF61C3A6CFC81D54D70FBCA85317E52DB8726", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm")]
    [InlineData("TRON", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm")]
    public void A_spelling_has_the_canonical_form_of_its_account(string network, string address, string canonical)
    {
        Assert.Equal(canonical, WalletAddress.Canonical(network, address));
        Assert.True(WalletAddress.AreSame(network, canonical, address));
    }

    [Theory]
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("ETH", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHG")]
    [InlineData("TON", "1:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e")]
    [InlineData("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6q")]
    [InlineData("BCH", "BitcoinCash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")]
    [InlineData("BCH", "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9")] // Base58Check with a version that is not Bitcoin's
    [InlineData("BTC", "bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")]
    [InlineData("LTC", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz")]
    [InlineData("XRP", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh")]
    [InlineData("TON", "")]
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed ")]
    public void A_text_that_stands_for_no_account_is_its_own_form(string network, string text)
    {
        Assert.Equal(text, WalletAddress.Canonical(network, text));
        Assert.Equal([text], WalletAddress.Spellings(network, text));
        Assert.False(WalletAddress.AreSame(network, text, text + "x"));
        Assert.True(WalletAddress.AreSame(network, text, text));
    }

    [Fact]
    public void Every_spelling_is_taken_and_has_one_canonical_form()
    {
        foreach (var (on, address) in Valid)
        {
            var network = Samples.NetworksOf(on)[0];
            var spellings = WalletAddress.Spellings(network, address);
            Assert.Contains(address, spellings);
            Assert.InRange(spellings.Count, 1, 4);
            Assert.Equal(spellings.Count, spellings.Distinct().Count());
            Assert.All(spellings, spelling =>
            {
                Assert.Null(WalletAddress.ValidateForm(network, spelling));
                Assert.Equal(WalletAddress.Canonical(network, address), WalletAddress.Canonical(network, spelling));
                Assert.True(WalletAddress.AreSame(network, address, spelling));
            });
        }
    }

    [Fact]
    public void A_canonical_form_is_its_own()
    {
        foreach (var (on, address) in Valid)
        {
            var network = Samples.NetworksOf(on)[0];
            var canonical = WalletAddress.Canonical(network, address);
            Assert.Equal(canonical, WalletAddress.Canonical(network, canonical));
        }
    }

    [Fact]
    public void Two_accounts_never_share_a_form() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, Valid.Length - 1]).Sample((one, other) =>
        {
            var ((on, address), (otherOn, otherAddress)) = (Valid[one], Valid[other]);
            var network = Samples.NetworksOf(on)[0];
            var isSpelling = WalletAddress.Spellings(network, address).Contains(otherAddress);
            return on != otherOn || WalletAddress.AreSame(network, address, otherAddress) == isSpelling;
        });

    [Fact]
    public void Nothing_throws() =>
        Gen.Select(Gen.OneOf([.. Samples.Networks, "XRP"]), Gen.OneOf(Gen.String, Gen.String[Gen.Char[' ', '~'], 0, 140], Gen.String[Gen.Char["0x1:qpQT4bc-"], 0, 60]))
            .Sample((network, text) => WalletAddress.Canonical(network, text).Length > 0 || text.Length == 0, iter: 20_000);
}
