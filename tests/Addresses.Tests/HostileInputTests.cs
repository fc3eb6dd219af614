using CsCheck;

namespace Payouts.Addresses.Tests;

/// <summary>Whatever is sent, the answer is a sentence: never an exception, never the input repeated, never a long computation.</summary>
public sealed class HostileInputTests
{
    private const string Base58Letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private static readonly Gen<string> Network = Gen.OneOf(Samples.Networks);

    // What a parser of each family would begin to believe.
    private static readonly Gen<string> Prefix = Gen.OneOf(
        "", "1", "3", "bc1", "BC1", "bc1q", "bc1p", "ltc1", "ltcmweb1", "bitcoincash:", "bitcoincash:q", ":", "0x", "T", "41", "EQ", "0:", "-1:", "4", "8");

    private static readonly Gen<string> Body = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char[' ', '~'], 0, 140],
        Gen.String[Gen.Char['\u0000', '\u00FF'], 0, 140],
        Gen.String[Gen.Char["qpzry9x8gf2tvdw0s3jn54khce6mua7l"], 0, 140],
        Gen.String[Gen.Char[Base58Letters], 0, 140],
        Gen.String[Gen.Char["0123456789abcdef"], 0, 140],
        Gen.String[Gen.Char["zZ1"], 90, 130]);

    [Fact]
    public void Nothing_throws_and_what_is_refused_is_not_repeated() =>
        Gen.Select(Network, Prefix, Body).Sample(
            (network, prefix, body) =>
            {
                var address = prefix + body;
                var error = WalletAddress.Validate(network, address);
                return error is null || address.Length < 8 || !error.Contains(address, StringComparison.OrdinalIgnoreCase);
            },
            iter: 50_000);

    [Fact]
    public void Chance_makes_no_address_where_there_is_a_checksum() =>
        Gen.Select(Network, Prefix, Body).Where((network, _, _) => network is not ("SOL" or "ARBITRUM" or "AVALANCHE" or "BSC" or "ETH" or "POLYGON"))
            .Sample((network, prefix, body) => WalletAddress.Validate(network, prefix + body) is not null, iter: 50_000);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("T")]
    [InlineData("bc1")]
    [InlineData("ltc1")]
    [InlineData("bitcoincash:")]
    [InlineData(":")]
    [InlineData("0x")]
    [InlineData("0:")]
    [InlineData("bitcoincash:bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")]
    [InlineData("\u0422DD97yguPESTpcrJMqU6h2ozZbibv4Vaqm")] // a Cyrillic letter that looks like T
    [InlineData("TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm\u200B")]
    [InlineData("\uD83D\uDCB8")]
    [InlineData("\uD83D")]
    public void Scraps_are_refused_on_every_network(string address) => Assert.Empty(Samples.AcceptedBy(address));

    [Theory]
    [InlineData(" {0}")]
    [InlineData("{0} ")]
    [InlineData("{0}\n")]
    [InlineData("\u00A0{0}")]
    [InlineData("{0}\u2003")]
    public void White_space_is_never_trimmed(string form)
    {
        foreach (var (on, address) in Samples.All)
        {
            var padded = form.Replace("{0}", address, StringComparison.Ordinal);
            Assert.All(Samples.NetworksOf(on), network => Assert.Equal("contains white space", WalletAddress.Validate(network, padded)));
        }
    }

    [Fact]
    public void The_length_is_judged_before_anything_else()
    {
        Assert.All(Samples.Networks, network =>
        {
            Assert.Equal("is longer than 128 characters", WalletAddress.Validate(network, new string('\u00E9', 1_000_000)));
            Assert.Equal("is longer than 128 characters", WalletAddress.Validate(network, new string('1', 129)));
            Assert.NotEqual("is longer than 128 characters", WalletAddress.Validate(network, new string('1', 128)));
        });
    }

    [Fact]
    public void Characters_that_are_not_ASCII_are_named_as_such() =>
        Assert.All(Samples.Networks, network =>
            Assert.Equal("contains a character that is not printable ASCII", WalletAddress.Validate(network, "T\u00E9")));
}
