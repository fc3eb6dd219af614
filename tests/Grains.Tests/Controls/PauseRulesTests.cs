using System.Collections.Immutable;
using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Controls;

/// <summary>Which changes of pauses are allowed, and which payouts a pause covers.</summary>
public sealed class PauseRulesTests
{
    private static readonly Pause Wanted = new("asset:USDT", "a look at the books", Some.Ana, Some.Now, 0);

    [Fact]
    public void A_pause_is_made_at_the_documents_next_version()
    {
        var (verdict, pause, next) = PauseRules.Pause(PausesState.Empty, 1, Wanted);

        Assert.Equal((PauseVerdict.Done, Wanted with { Version = 1 }), (verdict, pause));
        Assert.Equal([Wanted with { Version = 1 }], next!.Pauses);
    }

    [Fact]
    public void A_repeat_writes_nothing_and_another_reason_keeps_the_time()
    {
        var state = PauseRules.Pause(PausesState.Empty, 1, Wanted).Next!;

        Assert.Null(PauseRules.Pause(state, 2, Wanted with { By = Some.Ben, At = Some.Now.AddHours(1) }).Next);
        var changed = PauseRules.Pause(state, 2, Wanted with { Reason = "worse", By = Some.Ben, At = Some.Now.AddHours(1) }).Pause!;
        Assert.Equal(("worse", Some.Ben, Some.Now, 2L), (changed.Reason, changed.By, changed.At, changed.Version));
    }

    [Fact]
    public void There_are_at_most_a_thousand()
    {
        var full = new PausesState([.. Enumerable.Range(0, IPausesGrain.MostPauses).Select(number => Wanted with { Scope = $"client:c-{number}" })]);

        Assert.Equal(PauseVerdict.Full, PauseRules.Pause(full, 9, Wanted).Verdict);
        Assert.Equal(PauseVerdict.Done, PauseRules.Pause(full, 9, Wanted with { Scope = "client:c-7" }).Verdict);
    }

    [Fact]
    public void A_pause_is_lifted_by_who_has_seen_it_or_all_of_them_as_they_are()
    {
        var first = PauseRules.Pause(PausesState.Empty, 1, Wanted).Next!;
        var state = PauseRules.Pause(first, 2, Wanted with { Scope = "all" }).Next!;

        Assert.Equal(PauseVerdict.Done, Lift(1).Verdict);
        Assert.Equal(PauseVerdict.Done, Lift(2).Verdict);
        Assert.Equal((PauseVerdict.VersionMismatch, null), (Lift(3).Verdict, Lift(3).Next));
        Assert.Equal(["all"], PauseRules.Lift(state, 2, "asset:USDT", default).Next!.Pauses.Select(pause => pause.Scope));
        Assert.Equal(PauseVerdict.NotFound, PauseRules.Lift(state, 2, "asset:TRX", default).Verdict);

        PauseDecision Lift(long seen) => PauseRules.Lift(state, 2, "asset:USDT", ImmutableArray.Create(seen));
    }

    [Theory]
    [InlineData("all", true)]
    [InlineData("asset:USDT", true)]
    [InlineData("asset:TRX", false)]
    [InlineData("network:TRON", true)]
    [InlineData("network:ETH", false)]
    [InlineData("client:c-1", true)]
    [InlineData("client:c-10", false)]
    public void A_scope_covers_the_payouts_of_its_kind_and_value(string text, bool covers)
    {
        Assert.True(PauseScope.TryParse(text, out var scope));
        Assert.Equal(text, scope.ToString());
        Assert.Equal(covers, scope.Value.Covers("c-1", "USDT", "TRON"));
        Assert.Equal(covers, new PauseTable(1, [Wanted with { Scope = text }]).Covers("c-1", "USDT", "TRON"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ALL")]
    [InlineData("asset")]
    [InlineData("asset:")]
    [InlineData("all:USDT")]
    [InlineData("origin:bonus")]
    [InlineData(null)]
    public void Anything_else_is_no_scope(string? text) => Assert.False(PauseScope.TryParse(text, out _));

    [Fact]
    public void A_scope_of_a_newer_release_makes_no_table() =>
        Assert.Throws<InvalidDataException>(() => new PauseTable(1, [Wanted with { Scope = "account:main" }]));
}
