namespace Payouts.Addresses;

/// <summary>
/// Well-formed addresses that nobody can mean as a receiver: token contracts, system programs and addresses without an owner
/// (docs/failure-modes.md, "A token contract or the wrong network": 4,435 USDT were sent to the USDT contract itself). Compared whatever
/// the spelling, and for the Ethereum-like networks on all of them, for a contract of one has no owner on the others either.
/// </summary>
public static class DeniedAddresses
{
    /// <summary>Every entry, each a valid address of its network by form.</summary>
    public static IEnumerable<DeniedAddress> All => [.. EvmDeniedAddresses.All, .. OtherDeniedAddresses.All];
}
