using System.Collections.Immutable;

namespace Payouts.Addresses;

/// <summary>How the addresses of a network are parsed and validated.</summary>
/// <param name="Family">Networks of one family share their addresses, and therefore the list of denied ones.</param>
/// <param name="Validate">
/// Takes 1 to 128 printable ASCII characters; null when well formed, otherwise the violated rule.
/// </param>
/// <param name="Canonical">
/// The canonical spelling of the account that such a text denotes, also for forms in which payouts are not accepted
/// (TON's raw form, BCH's old one); null when it denotes none.
/// </param>
internal sealed record AddressFormat(string Family, Func<string, string?> Validate, Func<string, string?> Canonical)
{
    /// <summary>Whether a payment may carry a memo.</summary>
    public bool HasMemo { get; init; }

    /// <summary>
    /// Takes a well-formed address, and whether Solana addresses may be off the curve; null when the account can have
    /// an owner, otherwise why not.
    /// </summary>
    public Func<string, bool, string?> ValidateAccount { get; init; } = static (_, _) => null;

    /// <summary>
    /// How strong the checksum of a well-formed address is. Base58Check and Monero have 32 bits, CashAddr 40. Bech32 has
    /// 30, of a code that finds any four wrong characters, which the others do not promise.
    /// </summary>
    public Func<string, AddressStrength> Strength { get; init; } = static _ => AddressStrength.Strong;

    /// <summary>Every well-formed spelling of the account, given the canonical one.</summary>
    public Func<string, IEnumerable<string>> Spellings { get; init; } = static canonical => [canonical];

    /// <summary>With which characters every address of a kind begins, so that they tell no two of them apart; in lower case.</summary>
    public ImmutableArray<string> Prefixes { get; init; } = [];

    /// <summary>The spelling of the account that people see, given the canonical one.</summary>
    public Func<string, string> Shown { get; init; } = static canonical => canonical;
}
