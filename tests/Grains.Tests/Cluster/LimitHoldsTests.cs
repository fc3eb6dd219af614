using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Limits;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>What a silo does with all limits that match one payout.</summary>
public sealed class LimitHoldsTests : LimitSilos
{
    private const string First = "a/01:00:00";
    private const string Second = "b/1.00:00:00/client=c-1042";

    private LimitHolds Holds => field ??= HoldsOf(Clusters[0].Client);

    [Fact]
    public async Task All_are_held_under_one_token_in_the_order_of_their_keys()
    {
        var reservation = await Holds.ReserveAsync("payout", 5, [Cap(10, Second), Cap(10, First)]);

        Assert.Null(reservation.Refusal);
        Assert.Equal([First, Second], reservation.Holds.Select(hold => hold.Limit));
        Assert.Single(reservation.Holds.Select(hold => hold.Token).Distinct());
        Assert.Equal((1, 1), (await CountAsync(First), await CountAsync(Second)));
    }

    [Fact]
    public async Task The_first_that_refuses_decides_and_what_was_taken_is_given_back()
    {
        Assert.Equal(new LimitRefusal(Second, LimitVerdict.NeverFits), (await Holds.ReserveAsync("payout", 5, [Cap(4, Second), Cap(10, First), Cap(1)])).Refusal);
        Assert.Equal((0, 0), (await CountAsync(First), await CountAsync(Day)));

        await Holds.ReserveAsync("other", 7, [Cap(10, Second)]);
        var full = await Holds.ReserveAsync("payout", 5, [Cap(10, Second), Cap(10, First)]);

        Assert.Empty(full.Holds);
        Assert.Equal(new LimitRefusal(Second, LimitVerdict.Full, Clock.Start.AddMinutes((25 * 60) - 35)), full.Refusal);
        Assert.Equal((0, 1), (await CountAsync(First), await CountAsync(Second)));
    }

    [Fact]
    public async Task An_approved_payout_goes_over_one_cap_and_not_over_another()
    {
        var over = await Holds.ReserveAsync("payout", 5, [Cap(4, First) with { MayGoOver = true }, Cap(10, Second)]);
        var refused = await Holds.ReserveAsync("payout", 5, [Cap(4, First) with { MayGoOver = true }, Cap(4, Second)]);

        Assert.Equal([true, null], over.Holds.Select(hold => hold.IsOver));
        Assert.Equal(Second, refused.Refusal?.Limit);
        Assert.Equal((1, 1), (await CountAsync(First), await CountAsync(Second)));
    }

    [Fact]
    public async Task What_was_reserved_and_never_stored_is_given_back_and_not_remembered_however_often()
    {
        await Holds.ReserveAsync("other", 1, [Cap(10)]);
        for (var again = 0; again < 20; again++)
        {
            await Holds.ForgetAsync((await Holds.ReserveAsync("payout", 5, [Cap(10)])).Holds);
        }

        Assert.Equal((1, 1), ((int)(await Limit.Usage()).Count, (await Limit.Usage()).Tentative));
        await SweptUntilAsync(RemembersNothing);
    }

    [Fact]
    public async Task A_full_limit_makes_those_before_it_take_nothing_that_they_would_have_to_give_back()
    {
        await Holds.ReserveAsync("other", 7, [Cap(10, Second)]);
        for (var again = 0; again < 20; again++)
        {
            Assert.Equal(Second, (await Holds.ReserveAsync("payout", 5, [Cap(10, First), Cap(10, Second)])).Refusal?.Limit);
        }

        // It was never written: it does not count since any time.
        Assert.Null((await Clusters[0].Client.GetGrain<ILimitGrain>(First).Usage()).CountingSince);
    }

    [Fact]
    public async Task When_a_limit_cannot_be_asked_what_the_others_held_is_given_back()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Holds.ReserveAsync("payout", 5, [Cap(10, First), Cap(10, "no key of a limit")]));

        Assert.Equal(0, await CountAsync(First));
    }

    [Fact]
    public async Task What_was_taken_too_long_ago_is_left_to_the_sweep()
    {
        var reservation = await Holds.ReserveAsync("payout", 5, [Cap(10)]);
        Clock.Advance(LimitHold.UsableFor);
        Assert.True(Holds.IsUsable(reservation.BegunAt));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(Holds.IsUsable(reservation.BegunAt));

        Assert.False(await Holds.ReleaseAsync("payout", reservation.Holds, reservation.BegunAt));
        Assert.Equal(1, await CountAsync(Day));

        await SweptUntilAsync(RemembersNothing);
        Assert.Equal(0, await CountAsync(Day));
    }

    [Fact]
    public async Task What_a_row_has_is_given_back_once_however_often_that_is_asked()
    {
        await Holds.ReserveAsync("other", 1, [Cap(10), Cap(10, First)]);
        var holds = (await Holds.ReserveAsync("payout", 5, [Cap(10), Cap(10, First)])).Holds;
        await Holds.ConfirmAsync(holds);

        for (var again = 0; again < 10; again++)
        {
            Assert.True(await Holds.ReleaseAsync("payout", holds, Clock.GetTimestamp()));
        }

        Assert.Equal((1, 1), (await CountAsync(Day), await CountAsync(First)));
    }

    /// <summary>Refused for lack of funds on day 1 and sent on day 3, it counts on day 3.</summary>
    [Fact]
    public async Task A_payout_that_is_sent_again_later_counts_where_it_leaves()
    {
        var holds = (await Holds.ReserveAsync("payout", 5, [Cap(10), Cap(10, First)])).Holds;
        Rows["payout"] = holds;
        Clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromHours(20));
        Assert.True(await Holds.ReleaseAsync("payout", holds, Clock.GetTimestamp()));
        var others = (await Holds.ReserveAsync("payout", 5, [Cap(10), Cap(10, First)])).Holds;
        Rows["payout"] = others;
        Clock.Advance(TimeSpan.FromHours(20));

        Assert.Equal(1, await CountAsync(Day));
        Assert.NotEqual(holds[0].Token, others[0].Token);
        Assert.Equal(LimitVerdict.Full, (await Limit.Check(new LimitCap(MaxAmount: 10), 6)).Verdict);
    }

    /// <summary>
    /// From its reservation until it has failed and owes nothing: its own process dies before each step, or the limit's before
    /// or after the write of one. Whoever comes later goes on by what the row has.
    /// </summary>
    [Fact]
    public async Task Wherever_a_process_dies_nothing_stays_counted_and_nothing_is_given_back_twice()
    {
        Rows["stays"] = (await Holds.ReserveAsync("stays", 5, [Cap(1000)])).Holds;

        // A death of the limit is followed by a write, so that the next one befalls another activation.
        foreach (var (step, isWritten) in new (int, bool?)[] { (0, false), (1, null), (0, true), (2, null), (3, false), (3, null), (3, true), (4, null), (5, null) })
        {
            await LiveAsync($"dies before step {step}, {isWritten}", step, isWritten);
            Assert.InRange(await UntilAnsweredAsync(() => CountAsync(Day)), 1, 10);
        }

        var owing = Rows.Where(row => row.Key != "stays" && !row.Value.IsEmpty).ToList();
        Assert.Equal(5, owing.Count);
        foreach (var (id, holds) in owing)
        {
            Assert.True(await UntilAnsweredAsync(() => Holds.ReleaseAsync(id, holds, Clock.GetTimestamp())));
            Rows[id] = [];
        }

        await SweptUntilAsync(RemembersNothing);
        var usage = await Limit.Usage();
        Assert.Equal((1, "5"), (usage.Count, $"{usage.Amount}"));
    }

    [Fact]
    public void A_token_is_64_random_bits()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => LimitHolds.NewToken()).ToList();

        Assert.Equal(1000, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.Matches("^[0-9a-f]{16}$", token));
    }

    private async Task LiveAsync(string id, int deadBefore, bool? isWritten)
    {
        ImmutableArray<LimitHold> holds = [];
        Func<Task>[] steps =
        [
            async () => holds = (await Holds.ReserveAsync(id, 5, [Cap(1000)])).Holds,
            () => Task.FromResult(Rows[id] = holds),
            () => Holds.ConfirmAsync(holds),
            () => Holds.ReleaseAsync(id, holds, Clock.GetTimestamp()),
            () => Task.FromResult(Rows[id] = []),
        ];
        foreach (var step in steps.Take(deadBefore))
        {
            await UntilAnsweredAsync(async () =>
            {
                await step();
                return true;
            });
        }

        if (isWritten is { } written)
        {
            Faults.FailNext(written);
            await Assert.ThrowsAsync<OrleansException>(steps[deadBefore]);
        }
    }

    private async Task<long> CountAsync(string key) => (await Clusters[0].Client.GetGrain<ILimitGrain>(key).Usage()).Count;
}
