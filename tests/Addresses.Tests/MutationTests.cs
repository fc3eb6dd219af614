using CsCheck;

namespace Payouts.Addresses.Tests;

/// <summary>Where the format has a checksum, a slip of the pen is refused on every network.</summary>
public sealed class MutationTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";

    // SOL has no checksum and an EVM address has 2^-22 at best; theirs is tested as what it is, below.
    private static readonly (string On, string Address)[] Strong = [.. Samples.All.Where(sample => sample.On is not ("SOL" or "EVM"))];

    [Fact]
    public void No_single_wrong_character_passes()
    {
        foreach (var (on, address) in Strong)
        {
            for (var at = 0; at < address.Length; at++)
            {
                foreach (var letter in Alphabet)
                {
                    var wrong = $"{address[..at]}{letter}{address[(at + 1)..]}";
                    Assert.True(wrong == address || IsBase64Twin(address[at], letter) || WalletAddress.Validate(on, wrong) is not null, wrong);
                }
            }
        }
    }

    [Fact]
    public void Characters_changed_dropped_doubled_or_swapped_are_refused() =>
        Gen.Select(Gen.Int[0, Strong.Length - 1], Gen.Int[0, 200], Gen.Int[0, 3], Gen.Char[Alphabet]).Sample(
            (sample, place, kind, letter) =>
            {
                var (on, address) = Strong[sample];
                var at = place % (address.Length - 1);
                var wrong = kind switch
                {
                    0 => address.Remove(at, 1),
                    1 => address.Insert(at, address[at].ToString()),
                    2 => $"{address[..at]}{address[at + 1]}{address[at]}{address[(at + 2)..]}",
                    _ => $"{address[..at]}{letter}{letter}{address[(at + 2)..]}",
                };
                return wrong == address || WalletAddress.Validate(on, wrong) is not null;
            },
            iter: 20_000);

    [Fact]
    public void One_letter_in_the_wrong_case_breaks_EIP_55()
    {
        const string Address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        for (var at = 2; at < Address.Length; at++)
        {
            if (char.IsAsciiLetter(Address[at]))
            {
                var wrong = $"{Address[..at]}{(char)(Address[at] ^ 0x20)}{Address[(at + 1)..]}";
                Assert.Equal(
                    "is not a valid ETH address: the checksum does not match (the mix of capitals and small letters, EIP-55)",
                    WalletAddress.Validate("ETH", wrong));
            }
        }
    }

    // '+' and '/' of Base64 are '-' and '_' of Base64url: not a wrong letter but the same one.
    private static bool IsBase64Twin(char one, char other) => (one, other) is ('+', '-') or ('/', '_');
}
