using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>The two times that keep two requests for one payout from being alive at once (docs/adr/0005).</summary>
public sealed class PayoutStopwatchTests
{
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly PayoutStopwatch _stopwatch;
    private readonly PayoutState _denied = Some.After(Some.At("OutcomeUnknown"), new PayoutEvent.NotFound());

    public PayoutStopwatchTests() => _stopwatch = new(_clock, Some.Options);

    [Fact]
    public void An_intent_holds_for_half_of_the_grace_from_before_its_write()
    {
        var begun = _stopwatch.Now;
        Pass(Some.Options.ResubmitGrace / 4);
        _stopwatch.Intend(begun);
        Assert.Equal(Some.Options.ResubmitGrace / 4, _stopwatch.IntentLeft);
        Pass(Some.Options.ResubmitGrace / 4);
        Assert.Equal(TimeSpan.Zero, _stopwatch.IntentLeft);
    }

    [Fact]
    public void Without_any_grace_an_intent_holds_for_a_second()
    {
        var hasty = new PayoutStopwatch(_clock, new PayoutsOptions { ResubmitGrace = TimeSpan.Zero });
        hasty.Intend(hasty.Now);
        Assert.Equal(TimeSpan.FromSeconds(1), hasty.IntentLeft);
    }

    [Fact]
    public void Not_found_is_counted_from_the_first_answer_to_the_question_that_follows()
    {
        var first = _stopwatch.Now;
        Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.Zero, _stopwatch.NotFound(Some.At("OutcomeUnknown"), first).For);

        Pass(TimeSpan.FromSeconds(35));
        var second = _stopwatch.Now;
        Pass(TimeSpan.FromSeconds(29));
        Assert.Equal(TimeSpan.FromSeconds(35), _stopwatch.NotFound(_denied, second).For);
    }

    [Fact]
    public void An_activation_counts_only_what_it_heard_itself_and_anew_after_other_news()
    {
        Assert.Equal(TimeSpan.Zero, _stopwatch.NotFound(_denied, _stopwatch.Now).For);
        Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.FromMinutes(5), _stopwatch.NotFound(_denied, _stopwatch.Now).For);

        Assert.Equal(TimeSpan.Zero, _stopwatch.NotFound(_denied with { NotFoundSince = null }, _stopwatch.Now).For);
    }

    private void Pass(TimeSpan time) => _clock.Advance(time);
}
