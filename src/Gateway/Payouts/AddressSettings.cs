using Payouts.Hosting;

namespace Payouts.Gateway.Payouts;

/// <summary>What the operator allows of addresses (docs/operations.md, "Settings").</summary>
/// <param name="AllowOffCurve">Solana's addresses off the curve may be paid: vaults that a program owns.</param>
internal sealed record AddressSettings(bool AllowOffCurve)
{
    /// <summary>Reads them. What is wrong is with the reader afterwards.</summary>
    public static AddressSettings Read(SettingReader read) => new(read.OneOf("Addresses__AllowOffCurve", "false", "true", "false") == "true");
}
