using System.Globalization;
using System.Text;

namespace Payouts.Gateway.Http;

/// <summary>
/// Which Unicode characters are allowed in a text that people compare by eye, or machines exactly (docs/http-api.md,
/// "Fields"). Each rule returns an error that names the character, or <see langword="null"/>.
/// </summary>
internal static class CharacterRules
{
    // Letters, marks and symbols by category, but invisible: the empty Braille cell, Hangul and Khitan fillers, blank
    // hieroglyphs, the object replacement character and the null notehead.
    private static readonly int[] Empty = [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0xFFFC, 0x13441, 0x13442, 0x16FE4, 0x1D159];

    // The other code points with the property Default_Ignorable_Code_Point that are not format characters: they modify
    // or join the character before them.
    private static readonly (int First, int Last)[] Ignorable =
        [(0x034F, 0x034F), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF)];

    /// <summary>No control character.</summary>
    public static string? ControlFault(string text) => FirstFault(text, ControlKind);

    /// <summary>No control character, and none that is invisible or changes the direction of others.</summary>
    public static string? SaidFault(string text) => FirstFault(text, SaidKind);

    /// <summary>
    /// For a name that people choose: no control or format character, no blank but U+0020, and none at the ends.
    /// </summary>
    public static string? NameFault(string text) => FirstFault(text, NameKind) ?? EndFault(text);

    /// <summary>
    /// For a text that another machine compares exactly: also no invisible, private-use or unassigned character.
    /// </summary>
    public static string? ExactFault(string text) => FirstFault(text, ExactKind) ?? EndFault(text);

    private static string? EndFault(string text) => text switch
    {
        [' ', ..] => "must not begin with a blank (U+0020).",
        [.., ' '] => "must not end with a blank (U+0020).",
        _ => null,
    };

    private static string? FirstFault(string text, Func<Rune, string?> kind)
    {
        var place = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            place++;
            if (kind(rune) is { } what)
            {
                return string.Create(CultureInfo.InvariantCulture, $"must not contain U+{rune.Value:X4}, {what} (character {place}).");
            }
        }

        return null;
    }

    private static string? ControlKind(Rune rune) => Rune.IsControl(rune) ? "a control character" : null;

    // A joiner is part of how some scripts and emoji are written.
    private static string? SaidKind(Rune rune) => ControlKind(rune)
        ?? (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D) ? "an invisible format character" : null);

    private static string? NameKind(Rune rune) => ControlKind(rune) ?? Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => "an invisible format character",
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "a line break",
        UnicodeCategory.SpaceSeparator when rune.Value != ' ' => "a blank other than U+0020",
        _ when Empty.Contains(rune.Value) => "which looks like a blank",
        _ => null,
    };

    private static string? ExactKind(Rune rune) => NameKind(rune) ?? Rune.GetUnicodeCategory(rune) switch
    {
        _ when Array.Exists(Ignorable, range => rune.Value >= range.First && rune.Value <= range.Last) => "an invisible character",
        UnicodeCategory.PrivateUse => "a private-use character",
        UnicodeCategory.OtherNotAssigned => "an unassigned character",
        _ => null,
    };
}
