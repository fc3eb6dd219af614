namespace Payouts.Addresses.Tests;

/// <summary>
/// docs/failure-modes.md, "A token contract or the wrong network": token contracts, programs and burn addresses are well formed and never
/// paid.
/// </summary>
public sealed class DeniedAddressTests
{
    public static TheoryData<string, string, string> Entries =>
        [.. DeniedAddresses.All.Select(denied => (denied.Network, denied.Address, denied.Reason))];

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_has_the_form_of_an_address_and_is_refused_for_what_it_is(string network, string address, string reason) =>
        // The form is judged first: this reason says that the form, and with it the checksum, is right.
        Assert.Equal(reason, WalletAddress.Validate(network, address));

    [Fact]
    public void An_entry_with_letters_carries_the_checksum_of_EIP_55()
    {
        var bare = DeniedAddresses.All
            .Where(denied => denied.Address.StartsWith("0x", StringComparison.Ordinal))
            .Select(denied => denied.Address[2..])
            .Where(digits => digits.Any(char.IsAsciiLetter) && !(digits.Any(char.IsAsciiLetterUpper) && digits.Any(char.IsAsciiLetterLower)));
        Assert.Empty(bare);
    }

    [Theory] // the case of ethereum/EIPs#8885, and the same contract in other spellings and on other networks
    [InlineData("TRON", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "USDT")]
    [InlineData("ETH", "0xdac17f958d2ee523a2206206994597c13d831ec7", "USDT")]
    [InlineData("ETH", "0xDAC17F958D2EE523A2206206994597C13D831EC7", "USDT")]
    [InlineData("BSC", "0xdAC17F958D2ee523a2206206994597C13D831ec7", "USDT")]
    [InlineData("ETH", "0x55d398326f99059fF775485246999027B3197955", "USDT")]
    [InlineData("TON", "UQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_p0p", "USDT")]
    [InlineData("TON", "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id/sDs", "USDT")]
    public void A_token_contract_is_refused_in_every_spelling(string network, string address, string asset) =>
        Assert.Equal($"is the contract of {asset}, not a wallet", WalletAddress.Validate(network, address));

    [Theory]
    [InlineData("BTC", "BC1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ9E75RS")]
    [InlineData("LTC", "LTC1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQP9YSMQ")]
    [InlineData("BCH", "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqfnhks603")]
    [InlineData("BCH", "BITCOINCASH:QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQFNHKS603")]
    [InlineData("POLYGON", "0x000000000000000000000000000000000000dead")]
    public void A_burn_address_is_refused_in_every_spelling(string network, string address) =>
        Assert.Equal("is a burn address: what is sent there is lost", WalletAddress.Validate(network, address));

    [Fact]
    public void Tokens_of_the_service_are_covered_on_each_network()
    {
        string[] wanted =
        [
            "ARBITRUM DAI", "ARBITRUM USDC", "ARBITRUM USDT", "AVALANCHE USDC", "AVALANCHE USDT", "BSC DAI", "BSC USDC", "BSC USDT",
            "ETH DAI", "ETH USDC", "ETH USDT", "POLYGON DAI", "POLYGON USDC", "POLYGON USDT", "SOL USDC", "SOL USDT", "TON USDT",
            "TRON USDC", "TRON USDT",
        ];
        var listed = DeniedAddresses.All.Select(denied => denied.Reason.Split(' ') is ["is", "the", "contract", "of", var asset, ..]
            ? $"{denied.Network} {asset.TrimEnd(',')}"
            : denied.Network);
        Assert.Empty(wanted.Except(listed));
    }
}
