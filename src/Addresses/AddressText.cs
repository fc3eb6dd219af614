namespace Payouts.Addresses;

/// <summary>The rules for the text of any address, checked before the network's own.</summary>
internal static class AddressText
{
    /// <summary>In characters. The longest real form, an integrated Monero address, has 106.</summary>
    public const int MaxLength = 128;

    /// <summary>
    /// Null when the text can be an address of some network; otherwise the error, as the end of a sentence that begins
    /// with the field's name.
    /// </summary>
    public static string? Validate(string address) => address.Length switch
    {
        0 => "is empty",
        > MaxLength => "is longer than 128 characters",
        _ when address.Any(char.IsWhiteSpace) => "contains white space",
        _ when address.AsSpan().ContainsAnyExceptInRange('!', '~') => "contains a character that is not printable ASCII",
        _ => null,
    };
}
