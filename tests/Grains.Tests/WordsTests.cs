using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Tests;

public sealed class WordsTests
{
    [Fact]
    public void The_words_are_those_of_the_contract()
    {
        Assert.Equal(["pending", "broadcast", "confirmed", "failed", "cancelled"], Words<PayoutStatus>.All);
        Assert.Equal(
            ["scheduled", "awaiting_approval", "queued", "submitting", "outcome_unknown", "processing", "failed_provisional"],
            Words<PayoutDetail>.All);
        Assert.Equal(["api", "submit", "poll", "webhook", "operator", "system"], Words<LogSource>.All);
        Assert.Equal("below_minimum", Words<PayoutReason>.Of(PayoutReason.BelowMinimum));
    }

    [Fact]
    public void Every_word_is_read_back() => Assert.All(Enum.GetValues<PayoutReason>(), reason =>
    {
        Assert.True(Words<PayoutReason>.TryParse(Words<PayoutReason>.Of(reason), out var read));
        Assert.Equal((reason, reason), (read, Words.To<PayoutReason>(Words.Of(reason))));
    });

    [Theory]
    [InlineData("")]
    [InlineData("Pending")]
    [InlineData("0")]
    [InlineData("pending,failed")]
    public void Only_the_exact_word_is_read(string word)
    {
        Assert.False(Words<PayoutStatus>.TryParse(word, out _));
        Assert.Throws<KeyNotFoundException>(() => Words.To<PayoutStatus>(word));
    }
}
