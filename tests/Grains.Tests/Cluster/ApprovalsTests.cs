using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Approvals on real silos: who decides at once with others, and what is sent of it (docs/controls.md, "Approvals").</summary>
public sealed class ApprovalsTests : ClusterTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly PolicyRule Two = new() { Name = "all", Then = PolicyAction.Approve, Needed = [new(null, 2)], ExpiresAfter = Hour };

    [Fact]
    public async Task Of_twenty_persons_who_approve_at_once_over_two_silos_two_count_and_it_is_sent_once()
    {
        var world = await StartAsync(new WorldOptions { Silos = 2, Payouts = SlowResubmits() });
        await world.PolicyAsync(Two);
        var ids = Any.Ids(nameof(Of_twenty_persons_who_approve_at_once_over_two_silos_two_count_and_it_is_sent_once), 20);
        await Task.WhenAll(ids.Select(id => world.CreateAsync(id)));

        var verdicts = await Task.WhenAll(ids.Select(id => Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => ApproveAsSeenAsync(world, id, $"p{number}@example.com"))))));

        Assert.All(verdicts, of => Assert.Equal((2, 18), (of.Count(verdict => verdict == DecideVerdict.Done), of.Count(verdict => verdict == DecideVerdict.NotAwaiting))));
        foreach (var id in ids)
        {
            var approval = (await world.ReachesAsync(id, PayoutStatus.Confirmed)).Approval!;
            Assert.Equal((2, ApprovalOutcome.Approved), (approval.Decisions.Select(decision => decision.By).Distinct().Count(), approval.Outcome!.Value));
            Assert.Equal([1L, 2L], approval.Decisions.Select(decision => decision.Version));
            world.PaidOnce(id);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Approval_rejection_cancel_and_a_wake_up_at_once_have_one_outcome_and_only_the_approved_are_sent(bool isOver)
    {
        var world = await StartAsync(WorldOptions.ByClock(TimeSpan.FromMinutes(1)) with { Silos = 2 });
        await world.PolicyAsync(Two);
        var ids = Any.Ids(nameof(Approval_rejection_cancel_and_a_wake_up_at_once_have_one_outcome_and_only_the_approved_are_sent), 40);
        // Approved ones wait for their time: no call to Heleket is under way while the clock leaps.
        var due = world.Now + 3 * Hour;
        await Task.WhenAll(ids.Select(id => world.CreateAsync(id, Any.At(due))));
        await Task.WhenAll(ids.Select(id => Approve(world, id, "ben@example.com")));
        if (isOver)
        {
            world.Advance(Hour);
        }

        var told = await Task.WhenAll(ids.Select((id, at) => Task.Run(() => RaceAsync(world, id, first: at % 4))));

        var decided = await Task.WhenAll(ids.Select(world.ReadAsync));
        foreach (var (payout, verdicts) in decided.Zip(told))
        {
            Assert.True(verdicts.Count(verdict => verdict == DecideVerdict.Done) <= (isOver ? 0 : 1), $"{payout}: {string.Join(", ", verdicts)}");
            Assert.Equal(verdicts[0] == DecideVerdict.Done, payout.Approval!.Outcome == ApprovalOutcome.Approved);
            Assert.Equal(verdicts[1] == DecideVerdict.Done, payout.Reason == PayoutReason.Rejected);
            Assert.Equal(payout.Status == PayoutStatus.Cancelled ? (PayoutDetail?)null : PayoutDetail.Scheduled, payout.Detail);
            Assert.True(!isOver || payout.Reason is PayoutReason.ApprovalExpired or PayoutReason.CancelledByClient, payout.ToString());
        }

        world.Advance(due - world.Now);
        foreach (var before in decided)
        {
            var payout = await world.BecomesAsync(before.Id, payout => payout.IsFinal, TimeSpan.FromMinutes(1));
            Assert.Equal(before.IsFinal, payout.Status == PayoutStatus.Cancelled);
            Assert.Equal(payout.Status == PayoutStatus.Confirmed ? 1 : 0, world.Simulator.CreateCalls(before.Id));
        }
    }

    [Fact]
    public async Task Who_decides_after_the_time_is_over_comes_too_late_though_nobody_has_woken_it()
    {
        var world = await StartAsync(WorldOptions.ByClock(Hour) with { Payouts = new PayoutsOptions { SweepInterval = TimeSpan.FromDays(1) } });
        await world.PolicyAsync(Two);
        var id = Any.Id(nameof(Who_decides_after_the_time_is_over_comes_too_late_though_nobody_has_woken_it));
        await world.CreateAsync(id);
        await Approve(world, id, "ben@example.com");
        world.Advance(Hour);

        var late = await Approve(world, id, "cem@example.com");

        Assert.Equal((DecideVerdict.NotAwaiting, PayoutReason.ApprovalExpired), (late.Verdict, late.Payout!.Reason));
        Assert.Equal((1, ApprovalOutcome.Expired), (late.Payout.Approval!.Decisions.Length, late.Payout.Approval.Outcome!.Value));
        Assert.Equal(0, world.Simulator.CreateCalls(id));
    }

    [Fact]
    public async Task Makers_neither_approve_nor_reject_in_any_spelling_nor_by_another_key()
    {
        var world = await StartAsync();
        await world.PolicyAsync(Two);
        var (byKey, byPerson) = (Any.Id("by key"), Any.Id("by person"));
        var command = Any.Command(byKey, Some.Request with { RequestedBy = "Dora@Example.com" }, world.Now);
        await Grain(world, byKey).Create(command with { By = new(Key: "a1b2c3d4"), Makers = ["cem@example.com", "eva@example.com"] });
        await Grain(world, byPerson).Create(Any.Command(byPerson, null, world.Now) with { By = Some.Ana });

        foreach (var (id, person) in new[] { (byKey, " CEM@example.com"), (byKey, "eva@example.com "), (byKey, "dora@example.com"), (byPerson, "ANA@example.com") })
        {
            foreach (var word in Enum.GetValues<ApprovalWord>())
            {
                var refused = await Grain(world, id).Decide(new(default, word, Person(person) with { Via = "key", Key = "another" }, Reason: "mine"));
                Assert.Equal((DecideVerdict.SelfApproval, 1L), (refused.Verdict, refused.Payout!.Version));
            }
        }

        Assert.Equal(DecideVerdict.Done, (await Approve(world, byKey, "ana@example.com")).Verdict);
    }

    [Fact]
    public async Task A_stale_version_counts_for_nothing_and_the_same_person_twice_counts_once()
    {
        var world = await StartAsync();
        await world.PolicyAsync(Two);
        var id = Any.Id(nameof(A_stale_version_counts_for_nothing_and_the_same_person_twice_counts_once));
        await world.CreateAsync(id);

        var first = await Approve(world, id, "ben@example.com", 1);
        var again = await Approve(world, id, "BEN@example.com", 1);
        var stale = await Approve(world, id, "cem@example.com", 1);

        Assert.Equal([DecideVerdict.Done, DecideVerdict.Done, DecideVerdict.VersionMismatch], new[] { first.Verdict, again.Verdict, stale.Verdict });
        Assert.Equal([2L, 2L, 2L], new[] { first, again, stale }.Select(answer => answer.Payout!.Version));
        Assert.Single(stale.Payout!.Approval!.Decisions);
        Assert.Equal((PayoutDetail.AwaitingApproval, 0), (stale.Payout.Detail, world.Simulator.CreateCalls(id)));
    }

    [Fact]
    public async Task Of_two_activations_the_second_loses_its_write_and_it_is_sent_once()
    {
        var world = await StartAsync(new WorldOptions { Payouts = SlowResubmits() });
        var other = await world.StartClusterAsync();
        await world.PolicyAsync(Two);
        var id = Any.Id(nameof(Of_two_activations_the_second_loses_its_write_and_it_is_sent_once));
        await world.CreateAsync(id);
        Assert.Equal(1, (await other.Client.GetGrain<IPayoutGrain>(id).GetPayout())!.Version);

        await Approve(world, id, "ben@example.com", 1);
        await Assert.ThrowsAnyAsync<OrleansException>(() => other.Client.GetGrain<IPayoutGrain>(id).Decide(Approval("cem@example.com", 1)));

        Assert.NotEqual(0, world.Store.Conflicts);
        Assert.Equal("ben@example.com", Assert.Single((await world.ReadAsync(id)).Approval!.Decisions).By);
        await Eventually.IsTrueAsync(() => IsDoneAsync(other.Client.GetGrain<IPayoutGrain>(id), Approval("cem@example.com", 2)), () => "the second activation does not read anew");
        await world.ReachesAsync(id, PayoutStatus.Confirmed);
        world.PaidOnce(id);
    }

    [Fact]
    public async Task What_waits_for_two_still_does_when_the_policy_asks_for_nobody_any_more()
    {
        var world = await StartAsync();
        await world.PolicyAsync(Two);
        var (waiting, free) = (Any.Id("waiting"), Any.Id("free"));
        await world.CreateAsync(waiting);
        await world.PolicyAsync(new Policy());
        await world.CreateAsync(free);

        var one = await Approve(world, waiting, "ben@example.com");

        Assert.Equal(PayoutDetail.AwaitingApproval, one.Payout!.Detail);
        await world.ReachesAsync(free, PayoutStatus.Confirmed);
        Assert.Equal(0, world.Simulator.CreateCalls(waiting));
        await Approve(world, waiting, "cem@example.com");
        await world.ReachesAsync(waiting, PayoutStatus.Confirmed);
    }

    private static IPayoutGrain Grain(World world, string id) => world.Grains.GetGrain<IPayoutGrain>(id);

    private static Decider Person(string person) => new(person, "oidc", [], MayApprove: true, MayOperate: false);

    private static DecidePayout Approval(string person, params ImmutableArray<long> versions) => new(versions.IsEmpty ? default : versions, ApprovalWord.Approved, Person(person));

    private static Task<DecideResult> Approve(World world, string id, string person, params ImmutableArray<long> versions) =>
        Grain(world, id).Decide(Approval(person, versions));

    /// <summary>A person who looks again whenever another was faster.</summary>
    private static async Task<DecideVerdict> ApproveAsSeenAsync(World world, string id, string person)
    {
        DecideResult answer;
        var seen = 1L;
        do
        {
            answer = await Approve(world, id, person, seen);
            seen = answer.Payout!.Version;
        }
        while (answer.Verdict == DecideVerdict.VersionMismatch);

        return answer.Verdict;
    }

    /// <summary>Everything at once, one of the four a little earlier.</summary>
    /// <returns>What became of the approval and of the rejection.</returns>
    private static async Task<DecideVerdict[]> RaceAsync(World world, string id, int first)
    {
        var grain = Grain(world, id);
        Task<DecideVerdict>? approval = null, rejection = null;
        Task? cancel = null, wake = null;
        for (var turn = 0; turn < 4; turn++)
        {
            switch ((first + turn) % 4)
            {
                case 0:
                    approval = DecideAsync(Approval("cem@example.com"));
                    break;
                case 1:
                    rejection = DecideAsync(new(default, ApprovalWord.Rejected, Person("dora@example.com"), Reason: "not known"));
                    break;
                case 2:
                    cancel = grain.Cancel(null, Some.Ana);
                    break;
                default:
                    wake = world.Grains.GetGrain<IPayoutSignals>(id).Wake();
                    break;
            }
        }

        await Task.WhenAll(cancel!, wake!);
        return await Task.WhenAll(approval!, rejection!);

        async Task<DecideVerdict> DecideAsync(DecidePayout command) => (await grain.Decide(command)).Verdict;
    }

    private static async Task<bool> IsDoneAsync(IPayoutGrain grain, DecidePayout command)
    {
        try
        {
            return (await grain.Decide(command)).Verdict == DecideVerdict.Done;
        }
        catch (OrleansException)
        {
            return false;
        }
    }

    /// <summary>A grace beyond any of these tests, so that a second create could only come from a second decision.</summary>
    private static PayoutsOptions SlowResubmits()
    {
        var timing = new WorldOptions().Payouts;
        timing.ResubmitGrace = TimeSpan.FromMinutes(1);
        return timing;
    }
}
