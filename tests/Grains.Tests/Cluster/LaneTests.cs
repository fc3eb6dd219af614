using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Payouts that are stored without a grain of their own (docs/adr/0029).</summary>
public sealed class LaneTests : ClusterTest
{
    [Fact]
    public async Task It_stores_what_is_due_later_and_no_grain_is_called()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(It_stores_what_is_due_later_and_no_grain_is_called));

        var made = await CreateAsync(world, id, TimeSpan.FromHours(1));

        Assert.True(made.Created);
        Assert.Equal(NextStep.WaitForTime, made.Payout.Standing!.Next);
        Assert.Equal(PayoutDetail.Scheduled, (await world.ReadAsync(id)).Detail);
        Assert.False(world.Calls.Of(id, nameof(IPayoutGrain.Create)).IsCompleted);
        Assert.Equal("payout.created", Assert.Single(await world.Store.FindEventsAsync(id, 1, CancellationToken.None)).Type);
    }

    [Fact]
    public async Task A_repeat_is_answered_from_what_is_stored_and_another_request_under_the_key_is_told()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(A_repeat_is_answered_from_what_is_stored_and_another_request_under_the_key_is_told));
        await CreateAsync(world, id, TimeSpan.FromHours(1));

        var again = await CreateAsync(world, id, TimeSpan.FromHours(1));
        var other = await CreateAsync(world, id, TimeSpan.FromHours(2));

        Assert.False(again.Created);
        Assert.Empty(again.Differs);
        Assert.Equal(["scheduled_for"], other.Differs);
        Assert.Single(world.Store.Written(id));
    }

    [Fact]
    public async Task A_look_for_what_a_create_would_give_back_stores_nothing_and_sends_nothing()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(A_look_for_what_a_create_would_give_back_stores_nothing_and_sends_nothing));
        var grain = world.Grains.GetGrain<IPayoutGrain>(id);

        Assert.Null(await grain.FindExisting(Any.Command(id, null, world.Now)));
        Assert.Null(await world.Store.ReadAsync(id, CancellationToken.None));
        Assert.True((await world.CreateAsync(id)).Created);
        var same = await grain.FindExisting(Any.Command(id, null, world.Now));
        var other = await grain.FindExisting(Any.Command(id, Any.At(world.Now + TimeSpan.FromHours(1)), world.Now));

        Assert.Equal((id, false, true), (same!.Payout.Id, same.Created, same.Differs.IsEmpty));
        Assert.Equal(["scheduled_for"], other!.Differs);
        await world.ReachesAsync(id, PayoutStatus.Confirmed);
        world.PaidOnce(id);
    }

    [Fact]
    public async Task Lanes_and_grains_that_create_at_once_create_once()
    {
        var world = await StartAsync();
        var other = await world.StartClusterAsync();
        var ids = Any.Ids(nameof(Lanes_and_grains_that_create_at_once_create_once), 20);
        var due = world.Now + TimeSpan.FromHours(1);

        var made = await Task.WhenAll(ids.Select(id => Task.WhenAll(
            CreateAsync(world.Grains, id, due), CreateAsync(other.Client, id, due), world.CreateAsync(id, Any.At(due)), world.CreateAsync(id, Any.At(due), other.Client))));

        Assert.All(made, answers => Assert.Single(answers, answer => answer.Created));
        Assert.All(made, answers => Assert.Single(answers.Select(answer => answer.Payout.CreatedAt).Distinct()));
    }

    [Fact]
    public async Task A_grain_that_saw_no_payout_finds_the_one_that_a_lane_stored()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(A_grain_that_saw_no_payout_finds_the_one_that_a_lane_stored));
        var grain = world.Grains.GetGrain<IPayoutGrain>(id);
        Assert.Null(await grain.GetPayout());

        await CreateAsync(world, id, TimeSpan.FromHours(1));

        Assert.Equal(CancelVerdict.Cancelled, (await grain.Cancel(null)).Verdict);
        Assert.Equal(PayoutStatus.Cancelled, (await CreateAsync(world, id, TimeSpan.FromHours(1))).Payout.Status);
    }

    [Fact]
    public async Task What_is_due_already_when_it_arrives_is_handed_to_its_grain_and_sent()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(What_is_due_already_when_it_arrives_is_handed_to_its_grain_and_sent));

        var made = await CreateAsync(world, id, TimeSpan.FromMinutes(-1));

        Assert.True(made.Created);
        await world.ReachesAsync(id, PayoutStatus.Confirmed);
        world.PaidOnce(id);
    }

    [Fact]
    public async Task The_sweep_sends_what_a_lane_stored_once_it_is_due()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(The_sweep_sends_what_a_lane_stored_once_it_is_due));

        await CreateAsync(world, id, TimeSpan.FromSeconds(2));

        await world.ReachesAsync(id, PayoutStatus.Confirmed);
        world.PaidOnce(id);
    }

    // The lane does not ask how late it is due: its caller did.
    private static Task<CreatePayoutResult> CreateAsync(World world, string id, TimeSpan wait) =>
        CreateAsync(world.Grains, id, Start + wait);

    private static Task<CreatePayoutResult> CreateAsync(IGrainFactory grains, string id, DateTimeOffset due) =>
        grains.GetGrain<IPayoutLane>(0).Create(id, Any.Command(id, Any.At(due), Start));

    private static DateTimeOffset Start { get; } = TimeProvider.System.GetUtcNow();
}
