using Payouts.Console.Words;

namespace Payouts.Console.Tests.Words;

public sealed class PluralTests
{
    [Theory]
    [InlineData(0, "0 things")]
    [InlineData(1, "1 thing")]
    [InlineData(2, "2 things")]
    [InlineData(12345, "12,345 things")]
    public void One_is_one_and_all_others_are_many(long count, string expected) => Assert.Equal(expected, Plural.Of(count, "thing"));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3599, "59 min")]
    [InlineData(3600, "1 h")]
    [InlineData(4500, "1 h 15 min")]
    [InlineData(12 * 3600 + 300, "12 h")]
    [InlineData(86400, "1 day")]
    [InlineData(3 * 86400, "3 days")]
    public void A_duration_is_as_long_as_one_wants_to_know(int seconds, string expected) => Assert.Equal(expected, Plural.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("0", "0", "Everything moves.")]
    [InlineData("1", "0", "1 payout in doubt for 42 min.")]
    [InlineData("2", "1", "2 payouts in doubt for 42 min, 1 needs you.")]
    [InlineData("25+", "3", "25+ payouts in doubt for 42 min, 3 need you.")]
    [InlineData("0", "1", "1 payout needs you.")]
    [InlineData("0", null, "Nothing is in doubt. Whether somebody is needed is unknown.")]
    [InlineData(null, "2", "2 payouts need you. What is in doubt is unknown.")]
    [InlineData(null, null, "Nothing is known: the service does not answer.")]
    public void Now_is_one_sentence(string? doubt, string? attention, string expected) =>
        Assert.Equal(expected, NowWords.Sentence(doubt, TimeSpan.FromMinutes(42), attention));
}
