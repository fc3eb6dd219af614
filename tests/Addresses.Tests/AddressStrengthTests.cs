namespace Payouts.Addresses.Tests;

/// <summary>What the checksum of an address is worth, network by network.</summary>
public sealed class AddressStrengthTests
{
    public static TheoryData<string, string> Published => [.. Samples.All];

    [Theory]
    // BTC, LTC: Base58Check, 32 bits; Bech32 and Bech32m, 30 bits that find any four wrong characters.
    [InlineData("BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", AddressStrength.Strong)]
    [InlineData("BTC", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", AddressStrength.Strong)]
    [InlineData("BTC", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", AddressStrength.Strong)]
    [InlineData("LTC", "MQMcJhpWHYVeQArcZR3sBgyPZxxRtnH441", AddressStrength.Strong)]
    [InlineData("LTC", "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea", AddressStrength.Strong)]
    [InlineData("DOGE", "DPpJVPpvPNP6i6tMj4rTycAGh8wReTqaSU", AddressStrength.Strong)]
    [InlineData("DASH", "Xx4dYKgz3Zcv6kheaqog3fynaKWjbahb6b", AddressStrength.Strong)]
    [InlineData("TRON", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", AddressStrength.Strong)]
    // CashAddr: 40 bits. Monero: 32 of Keccak.
    [InlineData("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", AddressStrength.Strong)]
    [InlineData("XMR", "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge", AddressStrength.Strong)]
    // TON: CRC-16.
    [InlineData("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF", AddressStrength.Weak)]
    // EIP-55 lies in the case of the letters: in one case, or without letters, nothing is checked.
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", AddressStrength.Conditional)]
    [InlineData("arbitrum", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", AddressStrength.Conditional)]
    [InlineData("ETH", "0x52908400098527886E0F7030069857D2E4169EE7", AddressStrength.None)]
    [InlineData("BSC", "0xde709f2102306220921060314715629080e2fb77", AddressStrength.None)]
    [InlineData("POLYGON", "0x1234567890123456789012345678901234567891", AddressStrength.None)]
    // Solana: no checksum at all.
    [InlineData("SOL", "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", AddressStrength.None)]
    // Not an address there: nothing was checked.
    [InlineData("TRON", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", AddressStrength.None)]
    [InlineData("BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", AddressStrength.None)]
    [InlineData("NOWHERE", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", AddressStrength.None)]
    public void An_address_is_as_strong_as_the_checksum_that_it_carries(string network, string address, AddressStrength strength) =>
        Assert.Equal(strength, WalletAddress.StrengthOf(network, address));

    [Theory]
    [MemberData(nameof(Published))]
    public void A_slip_in_one_character_of_a_strong_address_never_makes_another_valid_one(string on, string address)
    {
        foreach (var network in Samples.NetworksOf(on).Where(network => WalletAddress.StrengthOf(network, address) == AddressStrength.Strong))
        {
            Assert.All(Slips(address), slip => Assert.True(
                WalletAddress.ValidateForm(network, slip) is not null || WalletAddress.AreSame(network, slip, address), $"{network}: {slip}"));
        }
    }

    private static IEnumerable<string> Slips(string address) =>
        from place in Enumerable.Range(0, address.Length)
        from letter in "0aBq7zL"
        where letter != address[place]
        select $"{address[..place]}{letter}{address[(place + 1)..]}";
}
