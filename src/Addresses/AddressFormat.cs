namespace Payouts.Addresses;

/// <summary>How the addresses of a network are read.</summary>
/// <param name="Family">Networks of one family share their addresses, and so the list of denied ones.</param>
/// <param name="Fault">Takes 1 to 128 printable ASCII characters; null when valid, else the rule that is broken.</param>
/// <param name="Canonical">The one spelling of a valid address; not defined for an invalid one.</param>
internal sealed record AddressFormat(string Family, Func<string, string?> Fault, Func<string, string> Canonical)
{
    /// <summary>Whether a payment may carry a memo.</summary>
    public bool HasMemo { get; init; }
}
