namespace Payouts.Addresses;

/// <summary>
/// Well-formed addresses that cannot be meant as a receiver: token contracts, system programs and addresses without an
/// owner (docs/failure-modes.md, "A token contract or the wrong network": 4,435 USDT were sent to the USDT contract
/// itself). They are matched in any spelling, and those of one Ethereum-like network on all of them, because a contract
/// on one has no owner on the others either.
/// </summary>
public static class DeniedAddresses
{
    /// <summary>Every entry; each is a well-formed address of its network.</summary>
    public static IEnumerable<DeniedAddress> All => [.. EvmDeniedAddresses.All, .. OtherDeniedAddresses.All];
}
