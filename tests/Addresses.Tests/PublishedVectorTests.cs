namespace Payouts.Addresses.Tests;

/// <summary>The vectors that the standards themselves publish, where they speak of the main network.</summary>
public sealed class PublishedVectorTests
{
    [Theory] // BIP-350, valid; those of later versions are in OwnedAccountTests; that of version 1 with 40 bytes is below, for BIP-341 has since given version 1 a meaning
    [InlineData("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0")]
    public void A_valid_address_of_BIP_350_is_accepted(string address) => Assert.Null(WalletAddress.Validate("BTC", address));

    [Theory] // BIP-350 and BIP-173, invalid
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", "the checksum is of the wrong kind")]
    [InlineData("BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL", "the checksum is of the wrong kind")]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", "the checksum is of the wrong kind")]
    [InlineData("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", "a character is outside the Bech32 alphabet")]
    [InlineData("BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", "its witness version is above 16")]
    [InlineData("bc1pw5dgrnzv", "the length of its witness program is wrong")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav", "the length of its witness program is wrong")]
    [InlineData("BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", "the length of its witness program is wrong")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf", "its padding is wrong")]
    [InlineData("bc1gmk9yu", "its length is wrong")]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "the checksum does not match")]
    [InlineData("bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du", "the checksum is of the wrong kind")]
    [InlineData("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", "the length of its witness program is wrong")]
    [InlineData("bc1pfeessrawgf", "the length of its witness program is wrong")] // pay to anchor: anybody can spend it
    public void An_invalid_address_of_BIP_350_is_refused_for_its_reason(string address, string rule) =>
        Assert.StartsWith($"is not a valid BTC address: {rule}", WalletAddress.Validate("BTC", address), StringComparison.Ordinal);

    [Theory] // BIP-350, other prefixes
    [InlineData("tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty")]
    [InlineData("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7")]
    [InlineData("tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c")]
    [InlineData("tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq")]
    [InlineData("tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j")]
    public void An_address_with_another_prefix_is_accepted_nowhere(string address) => Assert.Empty(Samples.AcceptedBy(address));

    [Theory] // EIP-55
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void An_address_of_EIP_55_is_accepted(string address) => Assert.Null(WalletAddress.Validate("ETH", address));

    [Theory] // CashAddr specification, translations of legacy addresses
    [InlineData("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")]
    [InlineData("bitcoincash:qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy")]
    [InlineData("bitcoincash:qqq3728yw0y47sqn6l2na30mcw6zm78dzqre909m2r")]
    [InlineData("bitcoincash:ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq")]
    [InlineData("bitcoincash:pr95sy3j9xwd2ap32xkykttr4cvcu7as4yc93ky28e")]
    [InlineData("bitcoincash:pqq3728yw0y47sqn6l2na30mcw6zm78dzq5ucqzc37")]
    [InlineData("bitcoincash:qr6m7j9njldwwzlg9v7v53unlr4jkmx6eylep8ekg2")]
    public void An_address_of_the_CashAddr_specification_is_accepted(string address) =>
        Assert.Null(WalletAddress.Validate("BCH", address));

    [Theory] // CashAddr specification, larger hashes and other prefixes
    [InlineData("bitcoincash:q9adhakpwzztepkpwp5z0dq62m6u5v5xtyj7j3h2ws4mr9g0", "its type or the length of its hash is wrong")]
    [InlineData("bitcoincash:qgagf7w02x4wnz3mkwnchut2vxphjzccwxgjvvjmlsxqwkcw59jxxuz", "its type or the length of its hash is wrong")]
    [InlineData("bchtest:pr6m7j9njldwwzlg9v7v53unlr4jkmx6eyvwc0uz5t", "its prefix is not bitcoincash")]
    [InlineData("pref:pr6m7j9njldwwzlg9v7v53unlr4jkmx6ey65nvtks5", "its prefix is not bitcoincash")]
    public void Other_addresses_of_the_CashAddr_specification_are_refused(string address, string rule) =>
        Assert.StartsWith($"is not a valid BCH address: {rule}", WalletAddress.Validate("BCH", address), StringComparison.Ordinal);
}
