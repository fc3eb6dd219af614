using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Events;

/// <summary>Ids of events, and filters of their types.</summary>
public sealed class EventWordsTests
{
    [Theory]
    [InlineData(1, false, "evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_1")]
    [InlineData(long.MaxValue, true, "evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_9223372036854775807_a")]
    public void An_id_is_written_and_read(long version, bool isAttention, string text)
    {
        var id = new FeedEventId(Some.Id, version, isAttention);

        Assert.Equal(text, id.ToString());
        Assert.True(FeedEventId.TryParse(text, out var read));
        Assert.Equal(id, read);
        Assert.Matches(FeedEventId.Pattern, text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("evt_")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_0")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_01")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_-1")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_1\0")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_9223372036854775808")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_1_")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_1_b")]
    [InlineData("evt_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_1_a_a")]
    [InlineData("EVT_7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_1")]
    [InlineData("evt_7D0B0e6f4c9a4b0f9f0a6f1f2d3c4b5a_1")]
    [InlineData("7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a_1")]
    public void Any_other_text_is_no_id(string text) => Assert.False(FeedEventId.TryParse(text, out _));

    [Theory]
    [InlineData("payout.*", "payout.created", true)]
    [InlineData("payout.*", "payouts.created", false)]
    [InlineData("payout.*", "batch.finished", false)]
    [InlineData("payout.created", "payout.created", true)]
    [InlineData("payout.created", "payout.created_again", false)]
    [InlineData("payout", "payout.created", false)]
    public void A_filter_is_a_word_or_the_beginning_of_one(string filter, string type, bool passes) => Assert.Equal(passes, EventTypes.Matches(filter, type));
}
