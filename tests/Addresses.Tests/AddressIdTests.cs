using System.Security.Cryptography;
using System.Text;

namespace Payouts.Addresses.Tests;

/// <summary>One receiver has one id, in whatever spelling it comes (docs/http-api.md, "Addresses").</summary>
public sealed class AddressIdTests
{
    private const string Evm = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    private const string Ton = "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF";

    [Theory]
    [InlineData("ETH", Evm, "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("ETH", Evm, "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED")]
    [InlineData("TON", Ton, "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff+W72r5gqPrHF")] // Base64 instead of Base64url
    [InlineData("TON", Ton, "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA")]
    [InlineData("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A")]
    [InlineData("BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")]
    public void Another_spelling_of_an_account_is_the_same_receiver(string network, string one, string other) =>
        Assert.Equal(AddressId.Of("c-1", network, one, null), AddressId.Of("c-1", network.ToLowerInvariant(), other, null));

    [Fact]
    public void Whatever_else_differs_is_another_receiver()
    {
        string[] ids =
        [
            AddressId.Of("c-1", "ETH", Evm, null),
            AddressId.Of("c-2", "ETH", Evm, null),
            AddressId.Of("c-1", "BSC", Evm, null),
            AddressId.Of("c-1", "ETH", "0x52908400098527886E0F7030069857D2E4169EE7", null),
            AddressId.Of("c-1", "TON", Ton, null),
            AddressId.Of("c-1", "TON", Ton, "1"),
            AddressId.Of("c-1", "TON", Ton, "2"),
            AddressId.Of("c-1", "TON", Ton, "-,"),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(AddressId.IsValid(id)));
    }

    [Fact]
    public void An_id_is_the_first_half_of_a_sha256_over_netstrings()
    {
        var content = $"3:c-1,3:ETH,42:{Evm.ToLowerInvariant()},-,";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..32], AddressId.Of("c-1", "eth", Evm, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    public void A_text_of_another_kind_is_no_id(string text) => Assert.False(AddressId.IsValid(text));
}
