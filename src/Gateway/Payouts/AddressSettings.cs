using Microsoft.Extensions.Options;

namespace Payouts.Gateway.Payouts;

/// <summary>What the operator allows of addresses (http-api.md, section 5).</summary>
/// <param name="AllowOffCurve">Solana's addresses off the curve may be paid: vaults that a program owns.</param>
internal sealed record AddressSettings(bool AllowOffCurve)
{
    public const string AllowOffCurveSetting = "Addresses:AllowOffCurve";

    /// <summary>Reads them.</summary>
    /// <exception cref="OptionsValidationException">One is neither true nor false.</exception>
    public static AddressSettings Read(IConfiguration configuration) => configuration[AllowOffCurveSetting] switch
    {
        null or "" => new(AllowOffCurve: false),
        { } text when bool.TryParse(text, out var allowed) => new(allowed),
        { } text => throw new OptionsValidationException(
            AllowOffCurveSetting, typeof(AddressSettings), [$"Addresses__AllowOffCurve must be true or false; it is \"{text}\"."]),
    };
}
