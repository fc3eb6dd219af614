using System.Numerics;
using CsCheck;

namespace Payouts.Addresses.Tests;

/// <summary>What is well formed and yet nobody's: Solana off the curve, SegWit of versions that mean nothing yet.</summary>
public sealed class OwnedAccountTests
{
    private const string OffCurve =
        "is not a valid SOL address: it is off the ed25519 curve, as programs and token accounts are, so that nobody has its key; give the wallet that owns it";

    [Theory]
    [InlineData("BPFLoaderUpgradeab1e11111111111111111111111")] // issue 12
    [InlineData("BPFLoader2111111111111111111111111111111111")]
    [InlineData("5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1")] // Raydium's authority, which a program signs for
    [InlineData("FGETo8T8wMcN2wCjav8VK6eh3dLk63evNDPxzLSJra8B")] // the token accounts for USDC and USDT of the two wallets below (find_program_address)
    [InlineData("BpWPrH86d9jUBPJyMVWRgwg35SXWF7Zudj192NsfL9pA")]
    public void An_account_of_Solana_without_a_key_is_refused_unless_it_is_allowed(string address)
    {
        Assert.Equal(OffCurve, WalletAddress.Validate("SOL", address));
        Assert.Null(WalletAddress.Validate("SOL", address, allowOffCurve: true));
        Assert.Null(WalletAddress.ValidateForm("SOL", address));
    }

    [Fact]
    public void What_is_denied_stays_denied_when_addresses_off_the_curve_are_allowed() =>
        Assert.All(DeniedAddresses.All.Where(denied => denied.Network == "SOL"), denied =>
            Assert.Equal(denied.Reason, WalletAddress.Validate("SOL", denied.Address, allowOffCurve: true)));

    [Theory]
    [InlineData("7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV")] // docs of Solana: a wallet
    [InlineData("9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM")]
    public void A_wallet_of_Solana_is_taken(string address) => Assert.Null(WalletAddress.Validate("SOL", address));

    [Fact]
    public void A_point_is_on_the_curve_exactly_when_its_x_squared_is_a_square() =>
        Gen.Byte.Array[32].Sample(bytes => Ed25519Curve.Contains(bytes) == HasX(bytes), iter: 500);

    [Theory] // y, lowest byte first: the edges, where checks of public keys are stricter than Solana
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")] // of order 8
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    [InlineData("5866666666666666666666666666666666666666666666666666666666666666")] // the base point
    public void The_edges_are_judged_by_the_equation_alone(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Equal(HasX(bytes), Ed25519Curve.Contains(bytes));
    }

    [Theory] // version 2 the shortest and the longest program, and version 16
    [InlineData("BTC", "BC1SW50QGDZ25J")]
    [InlineData("BTC", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs")]
    [InlineData("BTC", "bc1zquyqg9xg9c")]
    [InlineData("BTC", "bc1zquyqjzstpsxsurcszyfpx9q4zct3sxg6rvwp68slyqsjygeyy5nzw2pf9g4jctfw72gc7r")]
    public void A_later_witness_version_is_refused(string network, string address)
    {
        Assert.Equal($"is not a valid {network} address: its witness version is above 1, and no wallet can own it yet", WalletAddress.Validate(network, address, allowOffCurve: true));
        Assert.Null(WalletAddress.ValidateForm(network, address));
    }

    /// <summary>Euler's criterion on u·v, which is a square exactly when u/v is, for v is never zero (RFC 8032, 5.1.3).</summary>
    private static bool HasX(byte[] compressed)
    {
        var p = BigInteger.Pow(2, 255) - 19;
        var d = BigInteger.Parse("37095705934669439343138083508754565189542113879843219016388785533085940283555", System.Globalization.CultureInfo.InvariantCulture);
        var y = new BigInteger(compressed, isUnsigned: true) & (BigInteger.Pow(2, 255) - 1);
        var (u, v) = (((y * y) - 1) % p, ((d * y * y) + 1) % p);
        return BigInteger.ModPow(((u * v) + (p * p)) % p, (p - 1) / 2, p) <= 1;
    }
}
