using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Treasury;

namespace Payouts.Grains.Tests.Treasury;

/// <summary>In which order payouts that wait for money leave.</summary>
public sealed class QueueRulesTests
{
    private static readonly FundsSettings Settings = new(Reserve: 100, HasPolls: true, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(111, 0, nameof(QueueStep.Release))]
    [InlineData(111, 3600, nameof(QueueStep.Release))]
    [InlineData(110, 0, nameof(QueueStep.Pass))]
    [InlineData(110, 899, nameof(QueueStep.Pass))]
    [InlineData(110, 900, nameof(QueueStep.Stop))]
    public void What_fits_goes_and_what_does_not_may_be_passed_for_a_quarter_of_an_hour(int available, int waited, string step) =>
        Assert.Equal(step, Next(Known(available), TimeSpan.FromSeconds(waited)).ToString());

    [Fact]
    public void With_no_time_to_be_passed_the_order_is_strict() =>
        Assert.Equal(QueueStep.Stop, QueueRules.Next(Known(110), "a", 11, TimeSpan.Zero, Settings with { MayBePassedFor = TimeSpan.Zero }, _clock));

    [Fact]
    public void After_a_refusal_for_want_of_money_nothing_goes() =>
        Assert.Equal(QueueStep.Wait, Next(Known(1000) with { IsHalted = true }, TimeSpan.Zero));

    [Fact]
    public void At_most_64_are_on_their_way_at_once_and_one_without_a_word_makes_room_after_45_seconds()
    {
        var wallet = Known(10_000);
        for (var i = 0; i < WalletRules.MostUnderWay; i++)
        {
            Assert.Equal(QueueStep.Release, Next(wallet, TimeSpan.Zero));
            wallet = WalletRules.Release(wallet, $"{i}", 11, _clock);
        }

        Assert.Equal(QueueStep.Wait, Next(wallet, TimeSpan.Zero));
        Assert.Equal(QueueStep.Release, Next(WalletRules.Accepted(wallet, "7", left: null, hasPolls: true, _clock), TimeSpan.Zero));

        _clock.Advance(WalletRules.UnderWayFor);
        Assert.Equal(QueueStep.Release, Next(wallet, TimeSpan.Zero));
    }

    [Fact]
    public void What_was_let_go_and_is_still_in_the_queue_is_passed() =>
        Assert.Equal(QueueStep.Pass, Next(WalletRules.Release(Known(1000), "a", 11, _clock), TimeSpan.FromHours(1)));

    [Fact]
    public void New_ones_need_not_wait_once_the_walk_has_let_all_go()
    {
        var waiting = Known(1000) with { HasQueue = true, IsShort = true };

        Assert.Equal((false, false), Flags(QueueRules.Ended(waiting, isEmpty: true)));
        Assert.Equal((true, true), Flags(QueueRules.Ended(waiting, isEmpty: false)));

        static (bool, bool) Flags(Wallet wallet) => (wallet.HasQueue, wallet.IsShort);
    }

    private Wallet Known(decimal available) => Wallet.Unknown with { Available = available, AsOf = _clock.GetTimestamp() };

    private QueueStep Next(Wallet wallet, TimeSpan waited) => QueueRules.Next(wallet, "a", 11, waited, Settings, _clock);
}
