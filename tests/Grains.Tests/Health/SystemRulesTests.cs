using System.Net;
using Orleans.Runtime;
using Payouts.Grains.Health;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Grains.Tests.Health;

/// <summary>One picture of what many said.</summary>
public sealed class SystemRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(SiloStatus.None, SiloState.Joining)]
    [InlineData(SiloStatus.Created, SiloState.Joining)]
    [InlineData(SiloStatus.Joining, SiloState.Joining)]
    [InlineData(SiloStatus.Active, SiloState.Active)]
    [InlineData(SiloStatus.ShuttingDown, SiloState.Leaving)]
    [InlineData(SiloStatus.Stopping, SiloState.Leaving)]
    [InlineData(SiloStatus.Dead, SiloState.Dead)]
    public void A_status_of_Orleans_is_one_of_our_words(SiloStatus status, SiloState state) => Assert.Equal(state, SystemRules.StateOf(status));

    [Fact]
    public void Silos_come_by_address_with_the_release_of_those_that_answered()
    {
        var (one, two) = (Address(1), Address(2));
        var facts = new Dictionary<SiloAddress, SiloFacts?> { [one] = new("0.1.0", Closed, null, null), [two] = null };

        var silos = SystemRules.Silos([new(two, SiloState.Active, Now.AddDays(-1), Now), new(one, SiloState.Leaving, Now, Now)], facts, Now);

        Assert.Equal(
            [new SiloReport(one.ToParsableString(), SiloState.Leaving, Now, "0.1.0"), new SiloReport(two.ToParsableString(), SiloState.Active, Now.AddDays(-1), null)], silos);
    }

    [Theory]
    [InlineData(SiloState.Dead, 59, true)]
    [InlineData(SiloState.Dead, 60, true)]
    [InlineData(SiloState.Dead, 61, false)]
    [InlineData(SiloState.Dead, null, true)]
    [InlineData(SiloState.Active, 61, true)]
    public void A_silo_that_is_gone_is_shown_for_an_hour(SiloState state, int? minutesAgo, bool isShown)
    {
        DateTimeOffset? alive = minutesAgo is { } minutes ? Now.AddMinutes(-minutes) : null;

        var silos = SystemRules.Silos([new(Address(1), state, null, alive)], new Dictionary<SiloAddress, SiloFacts?>(), Now);

        Assert.Equal(isShown, !silos.IsEmpty);
    }

    [Fact]
    public void The_silo_with_the_most_trouble_tells_of_Heleket()
    {
        var open = new HeleketReport(CircuitState.Open, Now.AddMinutes(-5), Now.AddSeconds(10));
        var half = new HeleketReport(CircuitState.HalfOpen, Now.AddMinutes(-9), null);

        Assert.Equal(new HeleketReport(CircuitState.Open, Now.AddMinutes(-9), Now.AddSeconds(10)), SystemRules.Worst([Closed, open, half]));
        Assert.Equal(Closed, SystemRules.Worst([Closed, Closed]));
        Assert.Null(SystemRules.Worst([Closed, new(CircuitState.Closed, null, null)]).LastAnswerAt);
    }

    [Fact]
    public void The_oldest_of_some_times_is_unknown_when_one_is()
    {
        Assert.Equal(Now, SystemRules.Oldest([Now.AddSeconds(1), Now]));
        Assert.Null(SystemRules.Oldest([Now, null]));
    }

    [Fact]
    public void The_oldest_of_some_ages_is_unknown_when_one_is()
    {
        Assert.Equal(4, SystemRules.OldestSeconds([TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(4999)]));
        Assert.Null(SystemRules.OldestSeconds([TimeSpan.FromSeconds(1), null]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(999, 0)]
    [InlineData(1999, 1)]
    [InlineData(-5000, 0)]
    public void Seconds_are_whole_and_never_below_nothing(int millisecondsAgo, long seconds) =>
        Assert.Equal(seconds, SystemRules.SecondsSince(Now.AddMilliseconds(-millisecondsAgo), Now));

    private static HeleketReport Closed => new(CircuitState.Closed, Now, null);

    private static SiloAddress Address(int number) => SiloAddress.New(IPAddress.Loopback, 11111, number);
}
