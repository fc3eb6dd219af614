using Microsoft.Extensions.Primitives;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class EntityTagsTests
{
    [Fact]
    public void A_version_is_a_strong_tag() => Assert.Equal("\"4\"", EntityTags.Of(4));

    [Theory]
    [InlineData("\"4\"", true)]
    [InlineData("W/\"4\"", true)]
    [InlineData("*", true)]
    [InlineData("\"3\", \"4\"", true)]
    [InlineData("\"3\",W/\"4\"", true)]
    [InlineData("\"3\"", false)]
    [InlineData("\"44\"", false)]
    [InlineData("4", false)]
    [InlineData("", false)]
    [InlineData("nonsense, \"4\"", false)]
    public void If_None_Match_compares_weakly(string header, bool named) => Assert.Equal(named, EntityTags.IsNamedBy(header, 4));

    [Fact]
    public void If_None_Match_may_come_in_several_lines() =>
        Assert.True(EntityTags.IsNamedBy(new StringValues(["\"3\"", "\"4\""]), 4));

    [Fact]
    public void Without_a_header_nothing_matches() => Assert.False(EntityTags.IsNamedBy(StringValues.Empty, 4));

    [Theory]
    [InlineData("\"4\"", new long[] { 4 })]
    [InlineData("\"4\", \"5\"", new long[] { 4, 5 })]
    [InlineData("W/\"4\"", new long[0])]
    [InlineData("W/\"4\", \"5\"", new long[] { 5 })]
    [InlineData("\"04\"", new long[0])]
    [InlineData("\"+4\"", new long[0])]
    [InlineData("\"abc\"", new long[0])]
    [InlineData("\"99999999999999999999\"", new long[0])]
    public void If_Match_accepts_the_versions_of_its_strong_tags(string header, long[] versions)
    {
        Assert.True(EntityTags.TryReadIfMatch(header, out var match));
        Assert.False(match.Any);
        Assert.Equal(versions, match.Versions);
    }

    [Fact]
    public void A_star_or_no_header_accepts_any_version()
    {
        Assert.True(EntityTags.TryReadIfMatch("*", out var star));
        Assert.True(EntityTags.TryReadIfMatch(StringValues.Empty, out var none));
        Assert.True(star.Any && none.Any);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("\"4")]
    [InlineData("\"4\" \"5\"")]
    [InlineData("\"4\", five")]
    [InlineData("*, \"4\"")]
    public void An_If_Match_that_cannot_be_read_is_refused(string header) => Assert.False(EntityTags.TryReadIfMatch(header, out _));
}
