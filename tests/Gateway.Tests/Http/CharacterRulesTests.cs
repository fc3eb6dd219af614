using System.Globalization;
using System.Text;
using CsCheck;
using Payouts.Gateway.Http;

namespace Payouts.Gateway.Tests.Http;

/// <summary>
/// docs/http-api.md, "Fields": the characters of a memo, a reference and a requester; a rejection names the character.
/// </summary>
public sealed class CharacterRulesTests
{
    [Theory]
    [InlineData(0x0000, "a control character")]
    [InlineData(0x0009, "a control character")]
    [InlineData(0x000A, "a control character")]
    [InlineData(0x007F, "a control character")]
    [InlineData(0x0085, "a control character")]
    [InlineData(0x00A0, "a blank other than U+0020")]
    [InlineData(0x1680, "a blank other than U+0020")]
    [InlineData(0x2003, "a blank other than U+0020")]
    [InlineData(0x202F, "a blank other than U+0020")]
    [InlineData(0x3000, "a blank other than U+0020")]
    [InlineData(0x2028, "a line break")]
    [InlineData(0x2029, "a line break")]
    [InlineData(0x00AD, "an invisible format character")]
    [InlineData(0x061C, "an invisible format character")]
    [InlineData(0x180E, "an invisible format character")]
    [InlineData(0x200B, "an invisible format character")]
    [InlineData(0x200D, "an invisible format character")]
    [InlineData(0x202E, "an invisible format character")]
    [InlineData(0x2060, "an invisible format character")]
    [InlineData(0x2066, "an invisible format character")]
    [InlineData(0xFEFF, "an invisible format character")]
    [InlineData(0xE0001, "an invisible format character")]
    [InlineData(0xE0041, "an invisible format character")]
    [InlineData(0x1D173, "an invisible format character")]
    [InlineData(0x2800, "which looks like a blank")]
    [InlineData(0x3164, "which looks like a blank")]
    [InlineData(0x115F, "which looks like a blank")]
    [InlineData(0xFFA0, "which looks like a blank")]
    public void Neither_a_name_nor_a_memo_has_what_cannot_be_seen(int character, string what)
    {
        foreach (var text in new[] { "{0}", "{0}a", "a{0}", "a{0}b", "\uD83D\uDCB8{0}b" })
        {
            var place = text.StartsWith('{') ? 1 : 2;
            var written = text.Replace("{0}", char.ConvertFromUtf32(character), StringComparison.Ordinal);
            var fault = $"must not contain U+{character.ToString("X4", CultureInfo.InvariantCulture)}, {what} (character {place}).";
            Assert.Equal(fault, CharacterRules.NameFault(written));
            Assert.Equal(fault, CharacterRules.ExactFault(written));
        }
    }

    [Theory]
    [InlineData(0x034F, "an invisible character")]
    [InlineData(0x17B4, "an invisible character")]
    [InlineData(0x180B, "an invisible character")]
    [InlineData(0xFE00, "an invisible character")]
    [InlineData(0xFE0F, "an invisible character")]
    [InlineData(0xE0100, "an invisible character")]
    [InlineData(0xE000, "a private-use character")]
    [InlineData(0x10FFFD, "a private-use character")]
    [InlineData(0x0378, "an unassigned character")]
    [InlineData(0xFFFE, "an unassigned character")]
    [InlineData(0xFDD0, "an unassigned character")]
    public void What_a_machine_compares_has_nothing_hidden_in_it(int character, string what)
    {
        var text = $"7{char.ConvertFromUtf32(character)}";
        Assert.Equal($"must not contain U+{character.ToString("X4", CultureInfo.InvariantCulture)}, {what} (character 2).", CharacterRules.ExactFault(text));
        Assert.Null(CharacterRules.NameFault(text));
    }

    [Theory]
    [InlineData(" 7", "must not begin with a blank (U+0020).")]
    [InlineData("7 ", "must not end with a blank (U+0020).")]
    [InlineData(" ", "must not begin with a blank (U+0020).")]
    [InlineData("   ", "must not begin with a blank (U+0020).")]
    public void Blanks_stand_inside_alone(string text, string fault)
    {
        Assert.Equal(fault, CharacterRules.NameFault(text));
        Assert.Equal(fault, CharacterRules.ExactFault(text));
    }

    [Theory]
    [InlineData("101")]
    [InlineData("7 7")]
    [InlineData("a  b")]
    [InlineData("счёт 42 é")]
    [InlineData("e\u0301")]
    [InlineData("\uD83D\uDCB8")]
    [InlineData("山田太郎")]
    [InlineData("<script>\"/\\")]
    [InlineData("हिन्दी")]
    public void What_can_be_read_is_taken(string text)
    {
        Assert.Null(CharacterRules.NameFault(text));
        Assert.Null(CharacterRules.ExactFault(text));
    }

    [Fact]
    public void What_a_machine_compares_is_taken_as_a_name_too() =>
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Sample(
            value => CharacterRules.ExactFault(new Rune(value).ToString()) is not null || CharacterRules.NameFault(new Rune(value).ToString()) is null, iter: 50_000);

    [Fact]
    public void No_character_of_the_categories_without_ink_is_taken()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (Rune.IsValid(value) && value != ' '
                && Rune.GetUnicodeCategory(new Rune(value)) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                Assert.NotNull(CharacterRules.NameFault(char.ConvertFromUtf32(value)));
            }
        }
    }
}
