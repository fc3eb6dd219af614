using Payouts.Hosting;

namespace Payouts.Gateway.Payouts;

/// <summary>Which addresses the operator allows (docs/operations.md, "Settings").</summary>
/// <param name="AllowOffCurve">Solana addresses off the curve may be paid: vaults that a program owns.</param>
internal sealed record AddressSettings(bool AllowOffCurve)
{
    /// <summary>Reads the settings. Errors are collected in <paramref name="read"/>.</summary>
    public static AddressSettings Read(SettingReader read) => new(read.OneOf("Addresses__AllowOffCurve", "false", "true", "false") == "true");
}
