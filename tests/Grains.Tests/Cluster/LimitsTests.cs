using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;
using static Payouts.Grains.Tests.Cluster.LimitsSteps;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Limits of the policy on real silos: what they let out is what Heleket is asked for (docs/adr/0038).</summary>
public sealed class LimitsTests : ClusterTest
{
    [Fact]
    public async Task Of_200_at_once_on_two_silos_as_many_as_the_cap_are_made_and_sent()
    {
        var world = await StartAsync(Timed(silos: 2));
        await world.PolicyAsync(Limit(amount: 50 * Some.Request.Amount));
        var ids = Any.Ids(nameof(Of_200_at_once_on_two_silos_as_many_as_the_cap_are_made_and_sent), 200);

        var answers = await Task.WhenAll(ids.Select(id => world.CreateAsync(id)));

        Assert.Equal(50, answers.Count(answer => answer.Created));
        Assert.All(answers.Where(answer => !answer.Created), answer => Assert.Equal((RefusalKind.Limit, Name, TimeSpan.FromDays(1)), Of(answer.Refusal)));
        Assert.All(ids.Zip(answers), made => Assert.Equal(made.Second.Created, world.Store.Written(made.First).Count > 0));
        await SentAsync(world, 50);
        Assert.Equal((50L, 50 * Some.Request.Amount), await UsedAsync(world));
    }

    [Fact]
    public async Task What_finds_no_room_waits_for_it_and_as_many_again_are_sent_a_day_later()
    {
        var world = await StartAsync(Timed(silos: 2));
        await world.PolicyAsync(Limit(count: 20, onExcess: LimitExcess.Queue));
        var ids = Any.Ids(nameof(What_finds_no_room_waits_for_it_and_as_many_again_are_sent_a_day_later), 80);

        await Task.WhenAll(ids.Select(id => world.CreateAsync(id)));
        await SentAsync(world, 20);
        var queued = ids.Where(id => world.Store.Written(id)[^1].Payout.Reason == PayoutReason.LimitExceeded).ToList();
        Assert.Equal(60, queued.Count);
        Assert.All(queued, id => Assert.InRange(world.Store.Written(id)[^1].NextActionAt!.Value, world.Now, world.Now + new PayoutsOptions().MaxPollInterval));
        var roomAt = (await world.Grains.GetGrain<ILimitGrain>(Key).Check(new(MaxCount: 20), 1)).AvailableAt!.Value;
        Assert.InRange(roomAt - world.Now, TimeSpan.FromDays(1), TimeSpan.FromDays(1) + TimeSpan.FromMinutes(25));

        world.Advance(roomAt - world.Now);
        await WakeAsync(world, queued);

        await SentAsync(world, 40);
        Assert.Equal(20L, (await UsedAsync(world)).Count);
        // The others have waited for more than the limit's window.
        var last = await Task.WhenAll(queued.Select(id => world.BecomesAsync(id, payout => payout.Detail != PayoutDetail.Queued)));
        Assert.Equal(40, last.Count(payout => payout.Reason == PayoutReason.QueueExpired));
    }

    [Fact]
    public async Task With_two_activations_of_a_limit_not_a_payout_more_leaves()
    {
        var world = await StartAsync(Timed());
        var other = await world.StartClusterAsync();
        await world.PolicyAsync(Limit(count: 10));
        var ids = Any.Ids(nameof(With_two_activations_of_a_limit_not_a_payout_more_leaves), 40);

        var answers = await Task.WhenAll(ids.Select((id, number) => UntilAnsweredAsync(() => world.CreateAsync(id, through: number % 2 == 0 ? null : other.Client))));

        Assert.Equal(10, answers.Count(answer => answer.Created));
        await SentAsync(world, 10);
        var counted = await Task.WhenAll(new[] { world.Grains, other.Client }.Select(grains => grains.GetGrain<ILimitGrain>(Key).Usage()));
        Assert.Equal(10, counted.Max(usage => usage.Count));
    }

    /// <summary>The first activation knows of the hold when the second has given it back.</summary>
    [Fact]
    public async Task What_ends_unsent_is_given_back_once_whoever_still_has_its_hold()
    {
        var world = await StartAsync(Timed());
        var other = await world.StartClusterAsync();
        await world.PolicyAsync(Limit(count: 3));
        var ids = Any.Ids(nameof(What_ends_unsent_is_given_back_once_whoever_still_has_its_hold), 3);
        await world.CreateAsync(ids[0]);
        await world.CreateAsync(ids[1]);
        await SentAsync(world, 2);
        world.Simulator.SetBalance("USDT", 0);
        await world.CreateAsync(ids[2]);
        await world.BecomesAsync(ids[2], payout => payout.Reason == PayoutReason.InsufficientFunds);
        Assert.Equal(3L, (await UsedAsync(world)).Count);

        var gate = world.Writes.HoldNext(ids[2]);
        var cancelled = world.Grains.GetGrain<IPayoutGrain>(ids[2]).Cancel(null);
        await gate.Reached;
        await other.Client.GetGrain<IPayoutSignals>(ids[2]).Wake();
        await SettledAsync(world, ids[2]);
        gate.Open();
        Assert.Equal(CancelVerdict.Cancelled, (await cancelled).Verdict);
        for (var again = 0; again < 10; again++)
        {
            await UntilAnsweredAsync(() => AnsweredAsync(world.Grains.GetGrain<IPayoutSignals>(ids[2]).Wake()));
            await other.Client.GetGrain<IPayoutSignals>(ids[2]).Wake();
        }

        Assert.Equal(2L, await UntilAnsweredAsync(async () => (await other.Client.GetGrain<ILimitGrain>(Key).Usage()).Count));
        Assert.Single(world.Store.Written(ids[2]), state => state.Payout.IsFinal && state.Holds is null);
    }

    /// <summary>A driver that lost the answer sent the create's write again, and found it there: the row has the hold.</summary>
    [Fact]
    public async Task A_create_that_finds_its_own_write_keeps_its_hold()
    {
        var world = await StartAsync(Timed());
        await world.PolicyAsync(Limit(count: 1));
        var (id, other) = (Any.Id("twice"), Any.Id("other"));
        world.Store.SentTwice = id;

        Assert.False((await world.CreateAsync(id)).Created);
        Assert.Equal(1L, (await UsedAsync(world)).Count);
        Assert.Equal(RefusalKind.Limit, (await world.CreateAsync(other)).Refusal?.Kind);
    }

    [Fact]
    public async Task What_is_queued_for_lack_of_funds_on_one_day_counts_on_the_day_on_which_it_leaves()
    {
        var options = Timed();
        options.Payouts.QueueExpiry = TimeSpan.FromDays(7);
        var world = await StartAsync(options);
        await world.PolicyAsync(Limit(count: 1));
        var id = Any.Id(nameof(What_is_queued_for_lack_of_funds_on_one_day_counts_on_the_day_on_which_it_leaves));
        world.Simulator.SetBalance("USDT", 0);
        await world.CreateAsync(id);
        await world.BecomesAsync(id, payout => payout.Reason == PayoutReason.InsufficientFunds);
        var first = Assert.Single(world.Store.Written(id)[^1].Holds!.Value);

        world.Simulator.SetBalance("USDT", 1_000_000);
        world.Advance(TimeSpan.FromDays(2));
        await WakeAsync(world, [id]);
        await world.ReachesAsync(id, PayoutStatus.Confirmed);

        var sent = world.Store.Written(id).Last(state => state.Payout.Detail == PayoutDetail.Submitting);
        var second = Assert.Single(sent.Holds!.Value);
        Assert.NotEqual(first.Token, second.Token);
        Assert.InRange(world.Now - second.Bucket, TimeSpan.Zero, TimeSpan.FromMinutes(24));
        // The row is without a hold before it has the other one.
        Assert.Contains(world.Store.Written(id), state => state.Payout.Version == sent.Payout.Version - 1 && state.Holds is null);
        Assert.Equal(1L, (await UsedAsync(world)).Count);
    }

    [Fact]
    public async Task A_repeat_of_what_was_accepted_is_answered_as_ever_though_the_limit_is_full()
    {
        var world = await StartAsync(Timed());
        await world.PolicyAsync(Limit(count: 1));
        var (accepted, refused) = (Any.Id("accepted"), Any.Id("refused"));
        Assert.True((await world.CreateAsync(accepted)).Created);
        Assert.Equal(RefusalKind.Limit, (await world.CreateAsync(refused)).Refusal?.Kind);

        // Of a cluster that has never heard of it.
        var other = await world.StartClusterAsync();
        await world.PolicyAsync(Limit(count: 1));
        var again = await world.CreateAsync(accepted, through: other.Client);

        Assert.Equal((false, null, accepted, 0), (again.Created, again.Refusal, again.Payout.Id, again.Differs.Length));
        await SentAsync(world, 1);
        Assert.Equal(1L, (await UsedAsync(world)).Count);
    }

    [Fact]
    public async Task Of_many_that_are_scheduled_for_one_moment_as_many_as_the_cap_leave_at_it()
    {
        var world = await StartAsync(Timed(silos: 2));
        await world.PolicyAsync(Limit(count: 10));
        var ids = Any.Ids(nameof(Of_many_that_are_scheduled_for_one_moment_as_many_as_the_cap_leave_at_it), 50);
        var noon = world.Now.AddHours(1);
        await Task.WhenAll(ids.Select(id => world.CreateAsync(id, Any.At(noon))));
        Assert.Equal(0L, (await UsedAsync(world)).Count);

        world.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await WakeAsync(world, ids);

        await SentAsync(world, 10);
        var waiting = await Task.WhenAll(ids.Select(id => world.BecomesAsync(id, payout => payout.Detail != PayoutDetail.Scheduled)));
        Assert.Equal(40, waiting.Count(payout => payout is { Detail: PayoutDetail.Queued, Reason: PayoutReason.LimitExceeded }));
        Assert.Equal(10L, (await UsedAsync(world)).Count);
    }

    [Fact]
    public async Task An_amount_above_the_cap_is_never_queued()
    {
        var world = await StartAsync(Timed());
        var (below, above) = (Some.Request.Amount - 1, Some.Request.Amount);
        await world.PolicyAsync(Limit(amount: below, onExcess: LimitExcess.Queue));
        var (now, later, shrunk) = (Any.Id("now"), Any.Id("later"), Any.Id("shrunk"));

        Assert.Equal((RefusalKind.Limit, Name, TimeSpan.FromDays(1)), Of((await world.CreateAsync(now)).Refusal));
        Assert.Equal((RefusalKind.Limit, Name, TimeSpan.FromDays(1)), Of((await world.CreateAsync(later, Any.At(world.Now.AddHours(1)))).Refusal));
        Assert.Empty(world.Store.Written(now).Concat(world.Store.Written(later)));

        // A cap that became smaller meanwhile.
        await world.PolicyAsync(Limit(amount: above, onExcess: LimitExcess.Queue));
        Assert.True((await world.CreateAsync(shrunk, Any.At(world.Now.AddHours(1)))).Created);
        await world.PolicyAsync(Limit(amount: below, onExcess: LimitExcess.Queue));
        world.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await WakeAsync(world, [shrunk]);

        Assert.Equal(PayoutReason.LimitExceeded, (await world.ReachesAsync(shrunk, PayoutStatus.Failed)).Reason);
        Assert.Equal(0, world.Simulator.CreateCalls(shrunk));
    }

    [Fact]
    public async Task Of_two_full_limits_each_asks_people_once_and_the_holds_are_taken_over_the_caps()
    {
        var world = await StartAsync(Timed());
        await world.PolicyAsync(
            Limit("a-day", count: 1, onExcess: LimitExcess.Approve) with { Needed = [new()] },
            Limit("b-day", count: 1, onExcess: LimitExcess.Approve) with { Needed = [new()] });
        var (first, over) = (Any.Id("first"), Any.Id("over"));
        await world.CreateAsync(first);

        var made = (await world.CreateAsync(over)).Payout;
        Assert.Equal((PayoutDetail.AwaitingApproval, "a-day"), (made.Detail, made.Approval?.Rule));
        await ApproveAsync(world, over);
        var again = await world.BecomesAsync(over, payout => payout is { Detail: PayoutDetail.AwaitingApproval, Version: > 2 });
        Assert.Equal(("b-day", null), (again.Approval?.Rule, again.Approval?.Outcome));
        Assert.Equal(["a-day", "b-day"], again.Approval!.OverLimits!.Value);
        await ApproveAsync(world, over);

        await world.ReachesAsync(over, PayoutStatus.Confirmed);
        Assert.Equal([true, true], world.Store.Written(over)[^1].Holds!.Value.Select(hold => hold.IsOver));
        Assert.Equal(2, (await world.Grains.GetGrain<ILimitGrain>(LimitKey.Of("b-day", TimeSpan.FromDays(1))).Usage()).Count);
        world.PaidOnce(over);
    }
}
