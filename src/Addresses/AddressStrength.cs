namespace Payouts.Addresses;

/// <summary>
/// How surely a mistyped address is noticed before it is paid: by the checksum that this very address carries. It says
/// nothing about whose the address is.
/// </summary>
public enum AddressStrength
{
    /// <summary>No checksum: a mistyped character makes another address that looks as good.</summary>
    None,

    /// <summary>Sixteen bits: one mistyped address in 65,536 passes.</summary>
    Weak,

    /// <summary>
    /// One bit for each letter, so it depends on the address: the mix of capitals and small letters. One mistyped address
    /// in four thousand passes (EIP-55).
    /// </summary>
    Conditional,

    /// <summary>Thirty bits or more: at most one mistyped address in a thousand million passes.</summary>
    Strong,
}
