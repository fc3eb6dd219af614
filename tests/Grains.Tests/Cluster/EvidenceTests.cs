using Heleket.Simulator.Faults;
using Heleket.Simulator.Webhooks;
using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Webhooks;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>What moves a payout that Heleket has, and what must not (docs/failure-modes.md, "Webhooks that mislead").</summary>
public sealed class EvidenceTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(EvidenceTests));

    /// <summary>Nothing but what a test does itself brings news.</summary>
    private static readonly WorldOptions OnlyWebhooks = new()
    {
        Payouts = new PayoutsOptions { FirstPollAfter = TimeSpan.FromHours(1), SweepInterval = TimeSpan.FromDays(1) },
    };

    [Theory]
    [InlineData(FaultKind.Error500Before, 6)]
    [InlineData(FaultKind.Html502, 6)]
    [InlineData(FaultKind.ResetBefore, 6)]
    [InlineData(FaultKind.Hang, 3)]
    [InlineData(FaultKind.CommitThenTruncate, 6)]
    [InlineData(FaultKind.TooManyRequests, 6)]
    [InlineData(FaultKind.Refuse, 3)]
    public async Task Look_ups_that_fail_after_it_was_paid_move_nothing(FaultKind kind, int times)
    {
        var world = await StartAsync();
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        world.Simulator.Script(Id, "process");
        await world.CreateAsync(Id);
        await world.BecomesAsync(Id, payout => payout.Detail == PayoutDetail.Processing);

        world.Simulator.Inject(new Fault(kind) { Operation = SimulatorOperation.Info, OrderId = Id, Times = times, Message = "Payout not found" });
        world.Simulator.ForceStatus(Id, "paid!");

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        Assert.Empty(world.Simulator.Faults);
        world.PaidOnce(Id);
        // The file shows a write before the store has put it down.
        await Eventually.IsTrueAsync(() => Task.FromResult(world.Store.Written(Id)[^1].Payout.IsFinal), () => "the last write was not put down");
        PayoutStatus[] path = [PayoutStatus.Pending, PayoutStatus.Broadcast, PayoutStatus.Confirmed];
        Assert.Equal(path, world.Store.Written(Id).Select(state => state.Payout.Status).Distinct());
    }

    [Fact]
    public async Task A_paid_after_a_final_failure_is_shown_to_a_person_and_changes_no_status()
    {
        var world = await StartAsync();
        world.Simulator.Script(Id, "process", "fail!");
        await world.CreateAsync(Id);
        await world.ReachesAsync(Id, PayoutStatus.Failed);

        world.Simulator.ForceStatus(Id, "paid!");

        var disputed = await world.BecomesAsync(Id, payout => payout.NeedsAttention);
        Assert.Equal((PayoutStatus.Failed, PayoutReason.ContradictedFinal), (disputed.Status, disputed.Reason));
        Assert.Equal(("paid", true), (disputed.ResponseLogs[^1].HeleketStatus, disputed.ResponseLogs[^1].IsFinal));
    }

    [Fact]
    public async Task Fifty_webhooks_at_once_move_it_once()
    {
        var world = await WithHeldWebhooks("process", "check", "paid!");
        byte[][] bodies = [.. world.Door.Bodies];
        Assert.Equal(2, bodies.Length);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => Receive(world, bodies[number % 2]))));

        Assert.All(answers, answer => Assert.Equal(WebhookAnswer.Accepted, answer));
        var paid = await world.ReadAsync(Id);
        Assert.Equal(PayoutStatus.Confirmed, paid.Status);
        Assert.False(paid.NeedsAttention);
        Assert.Single(world.Store.Written(Id), state => state.Payout.IsFinal);
        Assert.Equal(0, world.Store.Conflicts);
        world.PaidOnce(Id);
    }

    [Fact]
    public async Task Replayed_webhooks_change_nothing_after_the_end()
    {
        var world = await WithHeldWebhooks("process", "check", "fail?", "process", "paid!");
        byte[][] bodies = [.. world.Door.Bodies];
        await Receive(world, bodies[^1]);
        var paid = await world.ReadAsync(Id);
        Assert.Equal(PayoutStatus.Confirmed, paid.Status);

        foreach (var body in bodies)
        {
            Assert.Equal(WebhookAnswer.Accepted, await Receive(world, body));
        }

        Assert.Equal(paid.Version, (await world.ReadAsync(Id)).Version);
    }

    [Theory]
    [InlineData("fail!")]
    [InlineData("cancel!")]
    [InlineData("paid!")]
    public async Task A_genuine_final_webhook_is_not_believed_against_a_look_up(string past)
    {
        var world = await WithHeldWebhooks("process", past, "check");
        byte[][] bodies = [.. world.Door.Bodies];

        Assert.Equal(WebhookAnswer.Accepted, await Receive(world, bodies[0]));

        var payout = await world.ReadAsync(Id);
        Assert.Equal((PayoutStatus.Broadcast, "check"), (payout.Status, payout.HeleketStatus));
    }

    [Fact]
    public async Task A_final_webhook_that_cannot_be_confirmed_moves_nothing_and_is_asked_about_soon()
    {
        var world = await WithHeldWebhooks("process", "paid!");
        world.Simulator.Inject(new Fault(FaultKind.Error500Before) { Operation = SimulatorOperation.Info, OrderId = Id, Times = 6 });

        Assert.Equal(WebhookAnswer.Accepted, await Receive(world, world.Door.Bodies.First()));

        Assert.Equal(PayoutStatus.Broadcast, (await world.ReadAsync(Id)).Status);
        await Eventually.IsTrueAsync(() => Task.FromResult(world.Simulator.Faults.Count == 0), () => "it was not asked about again");
    }

    [Fact]
    public async Task A_look_up_that_does_not_find_what_a_final_webhook_just_told_of_proves_nothing()
    {
        var world = await WithHeldWebhooks("process", "paid!");
        world.Simulator.Inject(new Fault(FaultKind.Refuse) { Operation = SimulatorOperation.Info, OrderId = Id, Times = 1, Message = "Payout not found" });

        Assert.Equal(WebhookAnswer.Accepted, await Receive(world, world.Door.Bodies.First()));

        Assert.Equal("A webhook says paid; not confirmed yet.", world.Store.Written(Id)[2].Payout.ResponseLogs[^1].Message);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        Assert.All(world.Store.Written(Id), state => Assert.False(state.Payout.NeedsAttention));
        world.PaidOnce(Id);
    }

    [Fact]
    public async Task A_webhook_for_a_payout_that_was_never_sent_starts_nothing()
    {
        var world = await StartAsync();
        await world.CreateAsync(Id, Any.At(world.Now + TimeSpan.FromHours(1)));
        await world.MakeAtHeleketAsync(Id);

        var suspect = await world.BecomesAsync(Id, payout => payout.NeedsAttention);

        Assert.Equal(PayoutDetail.Scheduled, suspect.Detail);
        Assert.Equal(1, world.Simulator.CreateCalls(Id));
    }

    [Fact]
    public async Task A_webhook_during_a_create_that_is_not_answered_is_looked_into()
    {
        var world = await PrepareAsync(WorldOptions.ByClock(firstPollAfter: TimeSpan.FromMinutes(30)));
        await world.StartClusterAsync();
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        world.Simulator.Script(Id, "process");
        await world.Line.PlanAsync(Id, null);
        var answer = world.Line.HoldCreate(Id);
        await world.CreateAsync(Id);
        await answer.Reached;

        var webhook = Some.Report("process", source: LogSource.Webhook, uuid: world.Simulator.Find(Id)!.Uuid);
        var notified = world.Grains.GetGrain<IPayoutSignals>(Id).Notify(webhook);
        await world.Calls.Of(Id, nameof(IPayoutSignals.Notify));
        world.Advance(TimeSpan.FromSeconds(3));

        Assert.True(await notified);
        Assert.Equal(PayoutDetail.Processing, (await world.ReadAsync(Id)).Detail);
        world.Simulator.ForceStatus(Id, "paid!");
        answer.Open();
        await world.BecomesAsync(Id, payout => payout.Status == PayoutStatus.Confirmed, step: TimeSpan.FromMinutes(1));
        world.PaidOnce(Id);
    }

    private static Task<WebhookAnswer> Receive(World world, byte[] body) =>
        world.Grains.GetGrain<IWebhookGrain>(0).Receive(new Immutable<byte[]>(body));

    /// <summary>A payout that we know as processing, whose walk is over; its webhooks lie at the door.</summary>
    private async Task<World> WithHeldWebhooks(params string[] walk)
    {
        var world = await StartAsync(OnlyWebhooks);
        world.Door.HandOver = null;
        // Not before we know it as processing: the walk waits for a push.
        world.Simulator.Script(Id, walk[0]);
        await world.CreateAsync(Id);
        await world.BecomesAsync(Id, payout => payout.Detail == PayoutDetail.Processing);
        foreach (var step in walk[1..])
        {
            world.Simulator.ForceStatus(Id, step);
        }

        await world.Simulator.WaitForAsync(Id, entry => entry.WebhooksDelivered == walk.Length - 1, TestContext.Current.CancellationToken);
        Assert.Equal(PayoutDetail.Processing, (await world.ReadAsync(Id)).Detail);
        return world;
    }
}
