namespace Payouts.Addresses.Tests;

public sealed class WalletAddressTests
{
    [Fact]
    public void The_networks_of_the_specification_are_known() =>
        Assert.All(Samples.Networks, network => Assert.True(WalletAddress.Knows(network)));

    [Theory]
    [InlineData("XRP")]
    [InlineData("GRAM")]
    [InlineData("EVM")]
    [InlineData("")]
    [InlineData("TRON ")]
    public void An_unknown_network_cannot_be_checked(string network)
    {
        Assert.False(WalletAddress.Knows(network));
        Assert.False(WalletAddress.HasMemo(network));
        Assert.Equal(
            "cannot be checked: the addresses of this network are not known here",
            WalletAddress.Validate(network, "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"));
    }

    [Fact]
    public void What_is_not_there_is_said_so()
    {
        Assert.Equal("is empty", WalletAddress.Validate("BTC", ""));
        Assert.Throws<ArgumentNullException>("network", () => WalletAddress.Validate(null!, "T"));
        Assert.Throws<ArgumentNullException>("address", () => WalletAddress.Validate("BTC", null!));
    }

    [Fact]
    public void Only_TON_has_a_memo() => Assert.Equal(["TON"], Samples.Networks.Where(WalletAddress.HasMemo));

    [Theory]
    [InlineData("TRON", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqn", "the checksum does not match (Base58Check)")]
    [InlineData("TRON", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaq0", "a character is outside the Base58 alphabet")]
    [InlineData("TRON", "TDD97yguPESTpcrJMqU6h2ozZbibv4Va", "its length is wrong (Base58Check of 25 bytes)")]
    [InlineData("BTC", "1Xkgs1CfXNQpC1Jw2nzyeuwH2xBxBUpPDNr", "its length is wrong (Base58Check of 25 bytes)")] // a hash of 21 bytes
    [InlineData("TRON", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "its version byte is that of another network (0x41 is TRON's)")]
    [InlineData("TRON", "41238af61c3a6cfc81d54d70fbca85317e52db8726", "the hexadecimal form has no checksum, the form that begins with T is needed")]
    [InlineData("BTC", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", "its version byte is that of another network")]
    [InlineData("BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kV8f3t4", "capitals and small letters are mixed (Bech32)")]
    [InlineData("LTC", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "the old form that begins with 3 is also a Bitcoin address, the form that begins with M is needed")]
    [InlineData("LTC", "ltcmweb1qqxdqv9gckmwhc2j5cpkqq8g3h7w", "MWEB addresses are not paid")]
    [InlineData("BCH", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "the old Base58 form is also a Bitcoin address, the CashAddr form is needed")]
    [InlineData("BCH", "bitcoincash:Qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "capitals and small letters are mixed (CashAddr)")]
    [InlineData("BCH", "BITCOINCASH:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "capitals and small letters are mixed (CashAddr)")]
    [InlineData("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6q", "the checksum does not match (CashAddr)")]
    [InlineData("BCH", "bitcoincash:qpm2qsz", "its length is wrong (CashAddr)")]
    [InlineData("BCH", "bitcoincash:b", "a character is outside the CashAddr alphabet")]
    [InlineData("BCH", "bitcoincash:zpm2qsznhks23z7629mms6s4cwef74vcwvrqekrq9w", "the form for tokens is not paid, the plain CashAddr form is needed")]
    [InlineData("ETH", "0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "it does not begin with 0x")]
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "its length is wrong (0x and 40 hexadecimal digits)")]
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg", "a character is not a hexadecimal digit")]
    [InlineData("TON", "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e", "the raw form has no checksum, the friendly form of 48 characters is needed")]
    [InlineData("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrH", "its length is wrong (48 characters)")]
    [InlineData("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHG", "the checksum does not match (CRC-16)")]
    [InlineData("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrH.", "a character is outside the Base64 alphabets")]
    [InlineData("TON", "Ef_dJMSh8riPi3BTUTtcxsWjG8RLKnLctNjAM4rw8NN+xWdr", "Base64 and Base64url are mixed")]
    [InlineData("TON", "kQAvlWFDxGF2lXm67y4yzC17wYKD9A0guwPkMs1gOsM__GgZ", "it is for the test network only")]
    [InlineData("SOL", "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLt0", "a character is outside the Base58 alphabet")]
    [InlineData("SOL", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "its length is wrong (Base58 of 32 bytes)")]
    [InlineData("SOL", "bc1q3qtrc89jtqk39hxsqjg3tajcjhp8mdrgqrgvyh4", "it has the form of a Bitcoin address")] // 32 bytes in Base58
    [InlineData("XMR", "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rg", "its length is wrong (95 characters, or 106 with a payment id)")]
    [InlineData("XMR", "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rgf", "the checksum does not match (Keccak)")]
    [InlineData("XMR", "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rg0", "it is not CryptoNote Base58")]
    [InlineData("XMR", "zzzzzzzzzzzcfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge", "it is not CryptoNote Base58")]
    [InlineData("XMR", "9zuNrXVdZVQS7wnCwQHpvZ9v5Sg5vNsArWBAjUmrJt3FTGgTNVpGVBpZd5bXLeH1UUEWSpETzd2QmMJaX1hrY4MH5s5CzzV", "it is for a test network")]
    [InlineData("XMR", "4EzwahJJKMkdRJZT5gyRCcK7VSKzAQh6pBfx2xU91ZRELubFiz76m2j8poijyPwScSRyiMpTBHURiKqPW3DQZDt76UfaiAd", "its prefix is not that of a standard address, a subaddress or an integrated address")]
    [InlineData("TON", "IQDuMcYBo5fXLucozP_pbGQh-XfryV-5ylZEHmiJyIRqY_Xf", "its tag is not one of TON's (0x11, 0x51)")]
    [InlineData("TON", "EQFHrn6EUNmleJ7jkSpnWxCGNrQBgbnzFl3y0pa4c-trQKZe", "its workchain is neither 0 nor -1")]
    [InlineData("TON", "0QAvlWFDxGF2lXm67y4yzC17wYKD9A0guwPkMs1gOsM__DXc", "it is for the test network only")]
    [InlineData("BCH", ":qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "its prefix is not bitcoincash (CashAddr)")]
    [InlineData("BCH", "bitcoincash:qpm2qszn", "its length is wrong (CashAddr)")] // a checksum of nothing
    [InlineData("BCH", "bitcoincash:qqulev0mgru74gekmvanp96hu6hqvu0ns9gdmz48qk", "its padding is wrong (CashAddr)")]
    [InlineData("TRON", "41238af61c3a6cfc81d54d70fbca85317e52db872z", "a character is outside the Base58 alphabet")]
    [InlineData("TRON", "42238af61c3a6cfc81d54d70fbca85317e52db8726", "a character is outside the Base58 alphabet")]
    [InlineData("TRON", "41ab", "its length is wrong (Base58Check of 25 bytes)")]
    [InlineData("BTC", "bc1zquyqjzstpsxsurcszyfpx9q4zct3sxg6rvwp68slyqsjygeyy5nzw2pf9g4jctfw9ucrzv3nxs6nvdeca98r59", "the length of its witness program is wrong")] // 90 characters
    [InlineData("BTC", "bc1zquac5w8a", "the length of its witness program is wrong")] // version 2, a byte
    [InlineData("BTC", "bc1zquyqjzstpsxsurcszyfpx9q4zct3sxg6rvwp68slyqsjygeyy5nzw2pf9g4jctfw9ugmxz37", "the length of its witness program is wrong")] // 41 bytes
    public void A_refusal_names_the_rule_that_is_broken(string network, string address, string rule) =>
        Assert.Equal($"is not a valid {network} address: {rule}", WalletAddress.Validate(network, address));
}
