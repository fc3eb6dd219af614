namespace Payouts.Gateway.Http;

/// <summary>Rules on texts (docs/http-api.md, "Fields"). Each returns the error, or <see langword="null"/>.</summary>
internal static class TextRules
{
    public const string ClientIdPattern = "^[A-Za-z0-9._:-]{1,64}$";
    public const string NewClientIdPattern = "^(?!\\.+$)[A-Za-z0-9._:-]{1,64}$";
    public const string CodePattern = "^[A-Za-z0-9]{1,20}$";

    /// <summary>
    /// 1 to 64 of <c>A-Z a-z 0-9 . _ : -</c>. A filter may be dots alone: earlier releases accepted such clients.
    /// </summary>
    public static string? ClientId(string text) =>
        text.Length is >= 1 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or ':' or '-')
            ? null
            : "must be 1 to 64 of A-Z a-z 0-9 . _ : -";

    /// <summary>The same, but not dots alone: <c>.</c> and <c>..</c> cannot stand in a URL.</summary>
    public static string? NewClientId(string text) =>
        ClientId(text) ?? (text.All(letter => letter == '.') ? "must not be dots alone." : null);

    /// <summary>A coin's or a network's code in any case.</summary>
    public static string? Code(string text) =>
        text.Length is >= 1 and <= 20 && text.All(char.IsAsciiLetterOrDigit) ? null : "must be 1 to 20 letters A-Z or digits.";

    /// <summary>
    /// What a person says for others to read: 1 to <paramref name="max"/> Unicode characters that are not all blank, none of
    /// them a control or an invisible format character, which could show another text than the one that is kept.
    /// </summary>
    public static string? Said(string text, int max) =>
        text.EnumerateRunes().Count() is var length && (length < 1 || length > max) ? $"must have 1 to {max} characters."
        : string.IsNullOrWhiteSpace(text) ? "must not be blank."
        : CharacterRules.SaidFault(text);

    /// <summary>
    /// 1 to <paramref name="max"/> Unicode characters (code points), none of them a control character.
    /// </summary>
    public static string? Free(string text, int max) =>
        text.EnumerateRunes().Count() is var length && (length < 1 || length > max) ? $"must have 1 to {max} characters; leave it out if there is none."
        : CharacterRules.ControlFault(text);
}
