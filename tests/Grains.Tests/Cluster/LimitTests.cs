using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Payouts.Grains.Interfaces.Limits;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>A limit's grain: what it answers is durable, whatever fails.</summary>
public sealed class LimitTests : LimitSilos
{
    [Fact]
    public async Task Of_500_at_once_from_two_silos_as_many_as_the_cap_are_held_and_a_day_later_as_many_again()
    {
        var cluster = await StartAsync(silos: 2);

        Assert.Equal(100, await HeldOf500Async("first"));
        Assert.Equal((100, 100m), Of(await cluster.Client.GetGrain<ILimitGrain>(Day).Usage()));
        Clock.Advance(TimeSpan.FromMinutes((24 * 60) + 24));
        Assert.Equal(0, await HeldOf500Async("early"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(100, await HeldOf500Async("second"));

        async Task<int> HeldOf500Async(string name)
        {
            var holds = cluster.Silos.Select(silo => HoldsOf(cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IGrainFactory>())).ToArray();
            var reservations = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => holds[number % 2].ReserveAsync($"{name} {number}", 1, [Cap(100)])));
            Assert.All(reservations, reservation => Assert.Equal(reservation.Holds.IsEmpty, reservation.Refusal?.Verdict == LimitVerdict.Full));
            foreach (var hold in reservations.SelectMany((reservation, number) => reservation.Holds.Select(hold => (Payout: $"{name} {number}", Hold: hold))))
            {
                Rows[hold.Payout] = [hold.Hold];
            }

            return reservations.Count(reservation => !reservation.Holds.IsEmpty);
        }
    }

    [Fact]
    public async Task What_arrives_while_a_write_runs_goes_into_the_next()
    {
        var gate = Faults.HoldNext();
        var first = ReserveAsync(Limit, "first", cap: 1000);
        await gate.Reached;

        var others = Enumerable.Range(0, 300).Select(number => ReserveAsync(Limit, $"t{number}", cap: 1000)).ToList();
        Assert.Equal((0, 0m), Of(await Limit.Usage()));
        gate.Open();
        await Task.WhenAll(others.Prepend(first));

        Assert.Equal((301, 301m), Of(await Limit.Usage()));
        Assert.InRange((long)(await ScalarAsync("SELECT version FROM documents WHERE kind = 'limit'"))!, 3, 4);
    }

    [Fact]
    public async Task A_refusal_and_a_question_write_nothing()
    {
        Assert.Equal(LimitVerdict.NeverFits, (await ReserveAsync(Limit, "a", amount: 11)).Verdict);
        Assert.Equal(LimitVerdict.Reserved, (await Limit.Check(new LimitCap(MaxAmount: 10), 10)).Verdict);

        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM documents WHERE kind = 'limit'"));
        Assert.Equal(new LimitUsage(0, 0m, 0), await Limit.Usage());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.000000001")]
    public async Task An_amount_that_cannot_be_counted_is_the_callers_mistake_and_harms_no_one(string amount)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ReserveAsync(Limit, "a", decimal.Parse(amount, CultureInfo.InvariantCulture)));

        Assert.Equal(LimitVerdict.Reserved, (await ReserveAsync(Limit, "b")).Verdict);
    }

    [Fact]
    public async Task Of_two_grains_of_one_limit_one_conflicts_and_not_a_unit_more_goes_out()
    {
        var elsewhere = (await StartAsync()).Client.GetGrain<ILimitGrain>(Day);
        await Task.WhenAll(Limit.Usage(), elsewhere.Usage());

        Assert.Equal(LimitVerdict.Reserved, (await ReserveAsync(Limit, "a", 6)).Verdict);
        await Assert.ThrowsAsync<InconsistentStateException>(() => ReserveAsync(elsewhere, "b", 6));

        Assert.Equal(LimitVerdict.Full, (await UntilAnsweredAsync(() => ReserveAsync(elsewhere, "c", 6))).Verdict);
        Assert.Equal((1, 6m), Of(await elsewhere.Usage()));
    }

    [Fact]
    public async Task A_grain_that_another_one_has_overtaken_does_not_go_on_telling_what_was()
    {
        var elsewhere = (await StartAsync()).Client.GetGrain<ILimitGrain>(Day);
        Assert.Equal(0, (await elsewhere.Usage()).Count);

        Assert.Equal(LimitVerdict.Reserved, (await ReserveAsync(Limit, "a", 6)).Verdict);

        await Eventually.IsTrueAsync(
            async () =>
            {
                Clock.Advance(TimeSpan.FromMinutes(1));
                return (await UntilAnsweredAsync(elsewhere.Usage)).Count == 1;
            },
            () => "It tells that nothing was reserved.");
    }

    /// <summary>Nobody waits for it, so the next write may be one before it arrives.</summary>
    [Fact]
    public async Task A_confirmation_goes_with_a_next_write()
    {
        await ReserveAsync(Limit, "a");
        await Limit.Confirm("a");

        var number = 0;
        await Eventually.IsTrueAsync(
            async () => (await ReserveAsync(Limit, $"t{++number}", 0.001m)).Hold is not null && (await Limit.Usage()).Tentative == number,
            () => "It was not confirmed.");
        Assert.Equal(1 + number, (await Limit.Usage()).Count);
    }

    [Fact]
    public async Task A_confirmation_without_a_next_write_is_written_within_a_minute()
    {
        await ReserveAsync(Limit, "a");
        await Limit.Confirm("a");

        await SweptUntilAsync(RemembersNothing);

        Assert.True(Clock.GetUtcNow() < Clock.Start.AddMinutes(10));
        Assert.Equal((1, 1m), Of(await Limit.Usage()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reservation_whose_write_failed_is_given_back_if_it_was_written(bool isWritten)
    {
        Faults.FailNext(isWritten);
        await Assert.ThrowsAsync<OrleansException>(() => ReserveAsync(Limit, "a", 6));

        var again = await UntilAnsweredAsync(() => ReserveAsync(Limit, "b", 6));
        Assert.Equal(isWritten ? LimitVerdict.Full : LimitVerdict.Reserved, again.Verdict);
        await SweptUntilAsync(RemembersNothing);

        Assert.Equal((0, 0m), Of(await Limit.Usage()));
        Assert.True(Clock.GetUtcNow() <= Clock.Start.AddMinutes(25));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_release_whose_write_failed_is_repeated_and_done_once(bool isWritten)
    {
        await ReserveAsync(Limit, "stays", 2);
        var hold = (await ReserveAsync(Limit, "a", 5)).Hold!;
        Rows["payout of a"] = [hold];
        Rows["payout of stays"] = [hold with { Token = "stays", Amount = 2 }];
        Faults.FailNext(isWritten);
        await Assert.ThrowsAsync<OrleansException>(() => ReleaseAsync(Limit, hold));

        Assert.True(await UntilAnsweredAsync(() => ReleaseAsync(Limit, hold)));
        Assert.True(await ReleaseAsync(Limit, hold));
        Rows["payout of a"] = [];
        await SweptUntilAsync(RemembersNothing);

        Assert.Equal((1, 2m), Of(await Limit.Usage()));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_sweep_whose_write_failed_is_repeated_and_done_once(bool isWritten, bool isStored)
    {
        var hold = (await ReserveAsync(Limit, "a", 5)).Hold!;
        Rows["payout of a"] = isStored ? [hold] : [];
        Faults.FailNext(isWritten);

        await SweptUntilAsync(RemembersNothing);

        Assert.Equal(isStored ? (1, 5m) : (0, 0m), Of(await Limit.Usage()));
        Assert.Equal(isStored, Clock.GetUtcNow() < Clock.Start.AddMinutes(15));
    }

    [Fact]
    public async Task A_row_that_is_stored_after_its_hold_was_given_back_counts_again()
    {
        var hold = (await ReserveAsync(Limit, "a", 5)).Hold!;
        await SweptUntilAsync(document => document.Contains("\"is_swept\":true", StringComparison.Ordinal));
        Assert.Equal((0, 0m), Of(await Limit.Usage()));

        Rows["payout of a"] = [hold];
        await SweptUntilAsync(RemembersNothing);

        Assert.Equal((1, 5m), Of(await Limit.Usage()));
    }

    [Fact]
    public async Task A_hold_of_another_limit_under_the_same_token_is_another_hold()
    {
        var hold = (await ReserveAsync(Limit, "a", 5)).Hold!;
        Rows["payout of a"] = [hold with { Limit = "other/1.00:00:00" }];

        await SweptUntilAsync(RemembersNothing);

        Assert.Equal((0, 0m), Of(await Limit.Usage()));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_holds_up_no_other()
    {
        await ReserveAsync(Limit, "bad");
        Unreadable["payout of bad"] = true;
        await ReserveAsync(Limit, "good");

        await SweptUntilAsync(document => document.Contains("\"tentative\":{\"bad\"", StringComparison.Ordinal) && document.Contains("\"released\":{\"good\"", StringComparison.Ordinal));
        Unreadable.Clear();
        await SweptUntilAsync(RemembersNothing);

        Assert.Equal((0, 0m), Of(await Limit.Usage()));
    }

    private static (long Count, decimal Amount) Of(LimitUsage usage) => (usage.Count, decimal.Parse($"{usage.Amount}", CultureInfo.InvariantCulture));
}
