using System.Globalization;
using Payouts.Console.Parts;

namespace Payouts.Console.Tests.Parts;

/// <summary>How amounts, addresses, times and others' words are shown.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("25.5", "25|.5")]
    [InlineData("1234", "1234|")]
    [InlineData("12345.67", "12 345|.67")]
    [InlineData("123456", "123 456|")]
    [InlineData("999999999999999999.99999999", "999 999 999 999 999 999|.99999999")]
    [InlineData("0.00000001", "0|.00000001")]
    [InlineData("25.50", "25|.50")]
    public async Task An_amount_is_exact_in_groups_that_are_not_copied(string amount, string expected)
    {
        var shown = await Rendering.OfAsync<Amount>(("Of", decimal.Parse(amount, CultureInfo.InvariantCulture)));

        var groups = string.Join(' ', shown.QuerySelectorAll(".whole span").Select(group => group.TextContent));
        Assert.Equal(expected, $"{groups}|{shown.QuerySelector(".fraction")!.TextContent}");
        Assert.Equal(amount, shown.TextContent.Trim());
    }

    [Fact]
    public async Task An_address_in_a_list_has_both_ends_and_is_copied_whole()
    {
        var shown = await Rendering.OfAsync<Address>(("Value", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"));

        Assert.Equal("TDD97ygu…v4Vaqm", shown.QuerySelector("bdi")!.TextContent);
        Assert.Equal("TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", shown.QuerySelector("[data-copy]")!.GetAttribute("data-copy"));
    }

    [Fact]
    public async Task An_address_to_decide_about_is_whole_in_groups_of_four()
    {
        var shown = await Rendering.OfAsync<Address>(("Value", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"), ("Whole", true));

        Assert.Equal("TDD9 7ygu PEST pcrJ MqU6 h2oz Zbib v4Va qm", string.Join(' ', shown.QuerySelectorAll("bdi span").Select(four => four.TextContent)));
        Assert.Equal("TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", shown.QuerySelector("bdi")!.TextContent);
    }

    [Theory]
    [InlineData("2026-11-28T11:56:00.000Z", false, "4 min ago")]
    [InlineData("2026-11-27T11:59:00.000Z", false, "27 Nov 11:59 UTC")]
    [InlineData("2026-11-28T12:00:02.000Z", false, "0 s ago")]
    [InlineData("2026-11-28T12:02:00.000Z", true, "in 2 min")]
    [InlineData("2026-11-28T11:59:00.000Z", true, "now")]
    public async Task A_time_is_relative_for_a_day_and_says_that_it_is_UTC(string at, bool ahead, string expected)
    {
        var time = (await Rendering.OfAsync<When>(("At", DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)), ("Ahead", ahead))).QuerySelector("time")!;

        Assert.Equal(expected, time.TextContent);
        Assert.Equal(at, time.GetAttribute("datetime"));
        Assert.EndsWith("UTC", time.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bonus\u202E7", "bonusU+202E7")]
    [InlineData("a\u0000b\tc", "aU+0000bU+0009c")]
    [InlineData("\U000E0041x", "U+E0041x")]
    [InlineData("<b>&amp;", "<b>&amp;")]
    [InlineData("日本 ✓", "日本 ✓")]
    public async Task What_turns_or_hides_text_is_shown_as_its_number(string said, string expected)
    {
        var shown = await Rendering.OfAsync<Said>(("Value", said));

        Assert.Equal(expected, shown.TextContent.Trim());
        Assert.Equal("bdi", shown.FirstElementChild!.LocalName);
    }

    [Fact]
    public async Task A_long_text_has_all_of_it_behind_more()
    {
        var text = new string('x', 499) + "\U0001F600" + new string('y', 10_000);

        var shown = await Rendering.OfAsync<Said>(("Value", text));

        Assert.Equal(499, shown.QuerySelector("bdi.said")!.TextContent.Length);
        Assert.Equal("\U0001F600" + new string('y', 10_000), shown.QuerySelector("details bdi")!.TextContent);
    }

    [Fact]
    public async Task A_chart_says_what_it_shows_and_has_no_negative_or_broken_number()
    {
        var columns = new List<Bars.Column> { new("00:00", [("confirmed", 0m), ("failed", 0m)]), new("01:00", [("confirmed", 1m / 3), ("failed", 2m)]) };

        var shown = await Rendering.OfAsync<Bars>(("Columns", columns), ("Sentence", "2 confirmed"));

        Assert.Equal("2 confirmed", shown.QuerySelector("svg")!.GetAttribute("aria-label"));
        var bars = shown.QuerySelectorAll("svg > rect");
        Assert.Equal(2, bars.Length);
        Assert.All(bars, bar => Assert.True(decimal.Parse(bar.GetAttribute("height")!, CultureInfo.InvariantCulture) > 0));
        Assert.Equal("url(#hatch)", bars[1].GetAttribute("fill"));
    }
}
