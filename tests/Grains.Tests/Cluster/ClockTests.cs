using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Webhooks;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>What time does, and what it must not do; on a clock that the test moves.</summary>
public sealed class ClockTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(ClockTests));
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_schedule_that_fires_many_times_at_once_sends_once()
    {
        var options = WorldOptions.ByClock(FiveMinutes);
        var world = await StartAsync(options);
        await world.CreateAsync(Id, Any.At(world.Now + Hour));
        Assert.Equal(0, world.Simulator.CreateCalls(Id));

        options.Clock!.Advance(Hour);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => world.Grains.GetGrain<IPayoutSignals>(Id).Wake())));

        await world.BecomesAsync(Id, payout => payout.Status == PayoutStatus.Confirmed, step: TimeSpan.FromSeconds(30));
        world.PaidOnce(Id);
    }

    [Fact]
    public async Task A_schedule_is_not_early_and_a_cancelled_one_is_never_sent()
    {
        var options = WorldOptions.ByClock(FiveMinutes);
        var world = await StartAsync(options);
        var (kept, cancelled) = (Any.Id("kept"), Any.Id("cancelled"));
        var due = WholeMilliseconds.Floor(world.Now + Hour);
        await world.CreateAsync(kept, Any.At(due));
        await world.CreateAsync(cancelled, Any.At(due));

        var verdict = await world.Grains.GetGrain<IPayoutGrain>(cancelled).Cancel(expectedVersion: 1);

        Assert.Equal((CancelVerdict.Cancelled, PayoutStatus.Cancelled), (verdict.Verdict, verdict.Payout!.Status));
        var sent = await world.BecomesAsync(kept, payout => payout.Status == PayoutStatus.Confirmed, step: TimeSpan.FromSeconds(30));
        Assert.All(sent.ResponseLogs.Skip(1), log => Assert.True(log.At >= due));
        Assert.Equal(0, world.Simulator.CreateCalls(cancelled));
        Assert.Single(world.Simulator.Ledger);
    }

    [Fact]
    public async Task A_cancel_that_races_with_the_due_time_wins_or_loses_whole()
    {
        var options = WorldOptions.ByClock(FiveMinutes);
        var world = await StartAsync(options);
        var ids = Any.Ids(nameof(A_cancel_that_races_with_the_due_time_wins_or_loses_whole), 40);
        await Task.WhenAll(ids.Select(id => world.CreateAsync(id, Any.At(world.Now + TimeSpan.FromMinutes(10)))));

        var moved = Task.Run(() => options.Clock!.Advance(TimeSpan.FromMinutes(10)));
        var verdicts = await Task.WhenAll(ids.Select(id => Task.Run(() => world.Grains.GetGrain<IPayoutGrain>(id).Cancel(null))));
        await moved;

        foreach (var (id, verdict) in ids.Zip(verdicts))
        {
            var end = await world.BecomesAsync(id, payout => payout.IsFinal, step: TimeSpan.FromSeconds(30));
            if (verdict.Verdict == CancelVerdict.Cancelled)
            {
                Assert.Equal((PayoutStatus.Cancelled, 0), (end.Status, world.Simulator.CreateCalls(id)));
            }
            else
            {
                Assert.Equal((CancelVerdict.NotCancellable, PayoutStatus.Confirmed), (verdict.Verdict, end.Status));
                world.PaidOnce(id);
            }
        }
    }

    [Fact]
    public async Task An_intent_that_was_frozen_for_longer_than_the_grace_is_not_sent_from_memory()
    {
        var options = WorldOptions.ByClock(FiveMinutes);
        var world = await StartAsync(options);
        var creates = new List<(PayoutDetail?, int)>();
        world.Store.AfterWrite = state =>
        {
            if (state.Payout.Version == 1)
            {
                // The process stops between the durable intent and hearing of it: long enough for another one to have taken over.
                options.Clock!.Advance(options.Payouts.ResubmitGrace + TimeSpan.FromSeconds(1));
            }

            creates.Add((state.Payout.Detail, world.Simulator.CreateCalls(Id)));
            return Task.CompletedTask;
        };

        await world.CreateAsync(Id);

        await world.BecomesAsync(Id, payout => payout.Status == PayoutStatus.Confirmed, step: TimeSpan.FromSeconds(30));
        Assert.Equal((PayoutDetail.OutcomeUnknown, 0), creates[1]);
        world.PaidOnce(Id);
    }

    [Fact]
    public async Task An_outcome_unknown_for_an_hour_is_shown_to_a_person_and_not_decided()
    {
        // So seldom that the hour is over before five look-ups have failed.
        var world = await StartAsync(WorldOptions.ByClock(TimeSpan.FromMinutes(30)));
        world.Simulator.Inject(new Fault(FaultKind.CommitThenDrop) { Operation = SimulatorOperation.Create, OrderId = Id, Times = 1 });
        world.Simulator.Inject(new Fault(FaultKind.TooManyRequests) { Operation = SimulatorOperation.Info, OrderId = Id });
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        await world.CreateAsync(Id);

        var shown = await world.BecomesAsync(Id, payout => payout.NeedsAttention, step: TimeSpan.FromMinutes(2));

        Assert.InRange(shown.UpdatedAt - shown.CreatedAt, Hour, 2 * Hour);
        Assert.Equal(PayoutDetail.OutcomeUnknown, shown.Detail);
        world.Simulator.ClearFaults();
        var paid = await world.BecomesAsync(Id, payout => payout.Status == PayoutStatus.Confirmed, step: TimeSpan.FromMinutes(2));
        Assert.False(paid.NeedsAttention);
        world.PaidOnce(Id);
    }

    [Fact]
    public async Task Look_ups_that_fail_again_and_again_are_shown_to_a_person_long_before_the_hour()
    {
        var world = await StartAsync(WorldOptions.ByClock(FiveMinutes));
        world.Simulator.Inject(new Fault(FaultKind.CommitThenDrop) { Operation = SimulatorOperation.Create, OrderId = Id, Times = 1 });
        world.Simulator.Inject(new Fault(FaultKind.Html502) { Operation = SimulatorOperation.Info, OrderId = Id });
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        await world.CreateAsync(Id);

        var shown = await world.BecomesAsync(Id, payout => payout.NeedsAttention, step: TimeSpan.FromMinutes(1));

        Assert.True(shown.UpdatedAt - shown.CreatedAt < Hour);
        Assert.Equal("5 look-ups in a row failed. The last one: HTTP 502 with a body that cannot be read.", shown.ResponseLogs[^1].Message);
        world.Simulator.ClearFaults();
        var paid = await world.BecomesAsync(Id, payout => payout.Status == PayoutStatus.Confirmed, step: TimeSpan.FromMinutes(2));
        Assert.False(paid.NeedsAttention);
        world.PaidOnce(Id);
    }

    [Fact]
    public async Task A_payout_unfinished_for_a_day_is_shown_to_a_person_and_not_decided()
    {
        var world = await StartAsync(WorldOptions.ByClock(FiveMinutes));
        world.Simulator.Script(Id, "process");
        await world.CreateAsync(Id);

        var shown = await world.BecomesAsync(Id, payout => payout.NeedsAttention, step: TimeSpan.FromMinutes(15));

        Assert.InRange(shown.UpdatedAt - shown.CreatedAt, 24 * Hour, 26 * Hour);
        Assert.Equal(PayoutDetail.Processing, shown.Detail);
    }

    [Fact]
    public async Task A_queue_that_expires_fails_the_payout_and_nothing_is_in_the_ledger()
    {
        var options = WorldOptions.ByClock(FiveMinutes);
        var world = await StartAsync(options);
        world.Simulator.Inject(new Fault(FaultKind.Refuse) { Operation = SimulatorOperation.Create, OrderId = Id });
        await world.CreateAsync(Id);

        var failed = await world.BecomesAsync(Id, payout => payout.IsFinal, step: TimeSpan.FromMinutes(1));

        Assert.Equal((PayoutStatus.Failed, PayoutReason.QueueExpired), (failed.Status, failed.Reason));
        Assert.InRange(failed.UpdatedAt - failed.CreatedAt, options.Payouts.QueueExpiry, options.Payouts.QueueExpiry + Hour);
        Assert.True(world.Simulator.CreateCalls(Id) > 2);
        Assert.Null(world.Simulator.Find(Id));
    }

    [Fact]
    public async Task A_new_payout_key_blocks_for_a_day_and_loses_nothing()
    {
        var heleketsClock = WorldOptions.NewClock();
        var world = await PrepareAsync(new WorldOptions
        {
            PayoutKey = "rotated",
            SimulatorClock = heleketsClock,
            Simulator = new SimulatorOptions { StepDelay = TimeSpan.Zero },
        });
        world.Simulator.ChangePayoutKey("rotated");
        await world.StartClusterAsync();
        await world.CreateAsync(Id);
        var blocked = await world.BecomesAsync(Id, payout => payout.Detail == PayoutDetail.Queued);
        Assert.Equal(PayoutReason.PayoutsBlocked, blocked.Reason);

        heleketsClock.Advance(24 * Hour);

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        world.PaidOnce(Id, world.Simulator.CreateCalls(Id));
    }
}
