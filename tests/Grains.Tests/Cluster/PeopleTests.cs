using Heleket.Simulator.Webhooks;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>What people ask of a payout, through its grain.</summary>
public sealed class PeopleTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(PeopleTests));

    /// <summary>Nothing moves by itself.</summary>
    private static readonly WorldOptions Still = new()
    {
        Payouts = new PayoutsOptions { FirstPollAfter = TimeSpan.FromHours(1), MaxPollInterval = TimeSpan.FromHours(1), SweepInterval = TimeSpan.FromDays(1) },
    };

    [Fact]
    public async Task Whoever_asks_is_answered_at_once_and_heleket_is_asked_then()
    {
        var world = await WithProcessingAsync();
        world.Simulator.ForceStatus(Id, "paid!");
        var question = world.Line.HoldLookUp(Id);

        var asked = await Grain(world).LookUp(Some.Ana);
        await question.Reached;
        var again = await Grain(world).LookUp(Some.Ben);

        Assert.Equal((OperateVerdict.Done, PayoutStatus.Broadcast, NextStep.Poll), (asked.Verdict, asked.Payout!.Status, asked.Payout.Standing!.Next));
        Assert.Equal((OperateVerdict.TooSoon, asked.Payout.Version), (again.Verdict, again.Payout!.Version));
        Assert.InRange(again.Wait!.Value, TimeSpan.FromMilliseconds(1), PayoutMachine.LookUpPause);
        question.Open();
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        world.PaidOnce(Id);
        Assert.Equal(OperateVerdict.NotPossible, (await Grain(world).LookUp(Some.Ana)).Verdict);
    }

    [Fact]
    public async Task Who_was_asked_for_by_whom_is_stored()
    {
        var world = await StartAsync(Still);
        await Grain(world).Create(Any.Command(Id, Any.At(world.Now + TimeSpan.FromHours(1)), world.Now) with { By = Some.Ana });

        var cancelled = await Grain(world).Cancel(null, Some.Ben);

        Assert.Equal([Some.Ana, Some.Ben], (await world.ReadAsync(Id)).ResponseLogs.Select(line => line.By));
        Assert.Equal(MoneyPlace.Back, cancelled.Payout!.Standing!.Money);
    }

    [Fact]
    public async Task A_repeat_by_somebody_else_is_the_same_create()
    {
        var world = await StartAsync(Still);
        var command = Any.Command(Id, Any.At(world.Now + TimeSpan.FromHours(1)), world.Now);
        await Grain(world).Create(command with { By = Some.Ana });

        var again = await Grain(world).Create(command with { By = Some.Ben });

        Assert.False(again.Created);
        Assert.Empty(again.Differs);
        Assert.Equal(Some.Ana, again.Payout.ResponseLogs[0].By);
        Assert.Equal([PayoutAction.Cancel], again.Payout.Standing!.Actions);
        var listed = Assert.Single((await world.Grains.GetGrain<IPayoutDirectoryGrain>(0).Find(new PayoutQuery())).Payouts);
        Assert.Equal((NextStep.WaitForTime, MoneyPlace.Ours), (listed.Standing!.Next, listed.Standing.Money));
    }

    [Fact]
    public async Task Attention_is_claimed_and_resolved_by_the_version_that_was_seen()
    {
        var world = await WithProcessingAsync();
        world.Simulator.ForceStatus(Id, "paid!");
        await Grain(world).LookUp(Some.Ana);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        Assert.Equal(OperateVerdict.NotPossible, (await Grain(world).ClaimAttention(null, Some.Ana)).Verdict);
        Assert.Equal(OperateVerdict.NotPossible, (await Grain(world).ResolveAttention(null, "seen", Some.Ana)).Verdict);
        await world.Grains.GetGrain<IPayoutSignals>(Id).Notify(Some.Report("fail", true, LogSource.Webhook, (await world.ReadAsync(Id)).HeleketTransactionId!));

        var claimed = await Grain(world).ClaimAttention("I ask", Some.Ana);
        var late = await Grain(world).ResolveAttention(claimed.Payout!.Version - 1, "seen", Some.Ben);
        var resolved = await Grain(world).ResolveAttention(claimed.Payout.Version, "seen", Some.Ben);

        Assert.Equal((OperateVerdict.Done, "ana@example.com"), (claimed.Verdict, claimed.Payout.ClaimedBy));
        Assert.Equal((OperateVerdict.VersionMismatch, claimed.Payout.Version), (late.Verdict, late.Payout!.Version));
        Assert.Equal((OperateVerdict.Done, PayoutStatus.Confirmed, false), (resolved.Verdict, resolved.Payout!.Status, resolved.Payout.NeedsAttention));
        var stored = await world.ReadAsync(Id);
        Assert.Equal((resolved.Payout.Version, null, Some.Ben), (stored.Version, stored.ClaimedBy, stored.ResponseLogs[^1].By));
    }

    [Fact]
    public async Task Of_a_payout_that_is_not_there_nothing_is_made()
    {
        var world = await StartAsync(Still);
        await world.CreateAsync(Any.Id("another"));

        Assert.Equal((OperateVerdict.NotFound, null), Seen(await Grain(world).LookUp(Some.Ana)));
        Assert.Equal((OperateVerdict.NotFound, null), Seen(await Grain(world).ClaimAttention(null, Some.Ana)));
        Assert.Equal((OperateVerdict.NotFound, null), Seen(await Grain(world).ResolveAttention(1, "seen", Some.Ana)));
        Assert.Null(await Grain(world).GetPayout());

        static (OperateVerdict, Payout?) Seen(OperateResult result) => (result.Verdict, result.Payout);
    }

    private async Task<World> WithProcessingAsync()
    {
        var world = await StartAsync(Still);
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        world.Simulator.Script(Id, "process");
        await world.Line.PlanAsync(Id, null);
        await world.CreateAsync(Id);
        await world.BecomesAsync(Id, payout => payout.Detail == PayoutDetail.Processing);
        return world;
    }

    private static IPayoutGrain Grain(World world) => world.Grains.GetGrain<IPayoutGrain>(Id);
}
