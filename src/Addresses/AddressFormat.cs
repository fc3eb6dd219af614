namespace Payouts.Addresses;

/// <summary>How the addresses of a network are read.</summary>
/// <param name="Family">Networks of one family share their addresses, and so the list of denied ones.</param>
/// <param name="Validate">Takes 1 to 128 printable ASCII characters; null when well formed, else the rule that is broken.</param>
/// <param name="Canonical">
/// The one spelling of the account that such a text stands for, also in a form that no payout is asked for in (TON's raw form, BCH's old one);
/// null when it stands for none.
/// </param>
internal sealed record AddressFormat(string Family, Func<string, string?> Validate, Func<string, string?> Canonical)
{
    /// <summary>Whether a payment may carry a memo.</summary>
    public bool HasMemo { get; init; }

    /// <summary>Takes a well-formed address, and whether Solana's may be off the curve; null when somebody can own the account, else why not.</summary>
    public Func<string, bool, string?> ValidateAccount { get; init; } = static (_, _) => null;

    /// <summary>Every well-formed spelling of the account, from the canonical one.</summary>
    public Func<string, IEnumerable<string>> Spellings { get; init; } = static canonical => [canonical];
}
