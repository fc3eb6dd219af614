using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Pauses on real silos: what they hold back, and that it goes on by itself (docs/controls.md, "Pauses").</summary>
public sealed class PausesTests : ClusterTest
{
    private const string All = "all";

    [Fact]
    public async Task What_is_made_during_a_pause_waits_and_is_sent_once_after_it()
    {
        var world = await StartAsync(new WorldOptions { Silos = 2 });
        await PauseAsync(world, All);
        await world.SeenEverywhereAsync(1);
        var ids = Any.Ids(nameof(What_is_made_during_a_pause_waits_and_is_sent_once_after_it), 40);
        foreach (var id in ids)
        {
            Assert.Equal(PayoutReason.Paused, (await world.CreateAsync(id)).Payout.Reason);
        }

        var waiting = Assert.Single((await Pauses(world).Read()).Waiting);
        Assert.Equal((40L, Sum.FromDecimal(40 * Some.Request.Amount)), (waiting.Count, waiting.Amount));
        Assert.All(ids, id => Assert.Equal(0, world.Simulator.CreateCalls(id)));
        await LiftAsync(world, All);

        await PaidOnceAsync(world, ids);
    }

    [Fact]
    public async Task Under_load_nothing_leaves_once_each_silo_knows_of_the_pause_and_all_of_it_leaves_once_after_it()
    {
        var world = await StartAsync(new WorldOptions { Silos = 2, MostCalls = 4 });
        var ids = Any.Ids(nameof(Under_load_nothing_leaves_once_each_silo_knows_of_the_pause_and_all_of_it_leaves_once_after_it), 400);
        var loads = ids.Chunk(50).Select(some => Task.Run(async () =>
        {
            foreach (var id in some)
            {
                await world.CreateAsync(id);
            }
        })).ToArray();
        await Eventually.IsTrueAsync(() => Task.FromResult(world.Simulator.Ledger.Count > 20), () => "nothing is sent");
        await PauseAsync(world, All);
        await world.SeenEverywhereAsync(1);
        await Eventually.IsTrueAsync(() => Task.FromResult(world.Line.IsQuiet), () => "calls are under way");
        var left = world.Simulator.Ledger.Count;
        await Task.WhenAll(loads);

        // What was about to leave has been taken back, and what was made since waits.
        foreach (var id in ids)
        {
            await world.BecomesAsync(id, payout => payout.Detail != PayoutDetail.Submitting);
        }

        Assert.Equal(left, world.Simulator.Ledger.Count);
        Assert.NotEqual(ids.Length, left);
        await LiftAsync(world, All);
        await PaidOnceAsync(world, ids);
    }

    [Fact]
    public async Task What_falls_due_during_a_pause_waits_and_no_look_at_it_writes_anything()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(What_falls_due_during_a_pause_waits_and_no_look_at_it_writes_anything));
        await PauseAsync(world, "asset:USDT");
        await world.CreateAsync(id, Any.At(world.Now + TimeSpan.FromSeconds(1)));

        var parked = await world.BecomesAsync(id, payout => payout.Reason == PayoutReason.Paused);
        for (var look = 0; look < 5; look++)
        {
            await world.Grains.GetGrain<IPayoutSignals>(id).Wake();
        }

        Assert.Equal(parked.Version, (await world.ReadAsync(id)).Version);
        await LiftAsync(world, "asset:USDT");
        await PaidOnceAsync(world, id);
    }

    [Fact]
    public async Task Of_two_pauses_over_one_payout_lifting_the_first_sends_nothing()
    {
        var world = await StartAsync();
        var (held, free) = (Any.Id("held"), Any.Id("free"));
        await PauseAsync(world, "network:TRON");
        await PauseAsync(world, "asset:USDT");
        await world.CreateAsync(held);

        await LiftAsync(world, "network:TRON");
        var at = (await Pauses(world).Read()).Version;
        await world.SeenEverywhereAsync(at);
        await world.CreateAsync(free, Some.Request with { Asset = "TRX" });
        await world.ReachesAsync(free, PayoutStatus.Confirmed);

        Assert.Equal((PayoutReason.Paused, 0), ((await world.ReadAsync(held)).Reason, world.Simulator.CreateCalls(held)));
        await LiftAsync(world, "asset:USDT");
        await world.ReachesAsync(held, PayoutStatus.Confirmed);
    }

    [Fact]
    public async Task What_waits_for_a_connection_when_a_pause_begins_does_not_leave()
    {
        var world = await StartAsync(new WorldOptions { MostCalls = 1 });
        var (first, second) = (Any.Id("first"), Any.Id("second"));
        await world.Line.PlanAsync(first, null);
        var answer = world.Line.HoldCreate(first);
        await world.CreateAsync(first);
        await answer.Reached;
        await world.CreateAsync(second);

        await PauseAsync(world, All);
        answer.Open();

        var parked = await world.BecomesAsync(second, payout => payout.Reason == PayoutReason.Paused);
        Assert.Equal((PayoutDetail.Queued, 0), (parked.Detail, world.Simulator.CreateCalls(second)));
        await world.ReachesAsync(first, PayoutStatus.Confirmed);
        await LiftAsync(world, All);
        await PaidOnceAsync(world, second);
    }

    [Fact]
    public async Task An_unknown_outcome_is_looked_up_during_a_pause_and_sent_again_only_after_it()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(An_unknown_outcome_is_looked_up_during_a_pause_and_sent_again_only_after_it));
        world.Simulator.Inject(new Fault(FaultKind.Hang) { Operation = SimulatorOperation.Create, OrderId = id, Times = 1 });
        await world.CreateAsync(id);
        await world.BecomesAsync(id, payout => payout.Detail == PayoutDetail.OutcomeUnknown);
        await PauseAsync(world, All);
        var (calls, version) = (world.Simulator.CreateCalls(id), (await world.ReadAsync(id)).Version);

        var asked = await world.BecomesAsync(id, payout => payout.Version > version + 4);

        Assert.Equal((PayoutDetail.OutcomeUnknown, calls), (asked.Detail, world.Simulator.CreateCalls(id)));
        Assert.DoesNotContain(world.Store.Written(id), state => state.Payout.Detail == PayoutDetail.Queued);
        await LiftAsync(world, All);
        await world.ReachesAsync(id, PayoutStatus.Confirmed);
        world.PaidOnce(id, calls + 1);
    }

    [Fact]
    public async Task Without_the_documents_nothing_is_sent_or_accepted_and_it_goes_on_by_itself()
    {
        var world = await StartAsync();
        var (before, due, refused) = (Any.Id("before"), Any.Id("due"), Any.Id("refused"));
        await world.CreateAsync(before);
        await world.ReachesAsync(before, PayoutStatus.Confirmed);
        await world.ChangeDocumentsAsync("ALTER TABLE documents RENAME TO gone");
        await Eventually.IsTrueAsync(() => Task.FromResult(world.Controls.All(controls => controls.Current is null)), () => "the lease does not end");

        Assert.False((await world.CreateAsync(before)).Created);
        await Assert.ThrowsAsync<ControlsUnavailableException>(() => world.CreateAsync(refused));
        await Assert.ThrowsAsync<ControlsUnavailableException>(() => world.Grains.GetGrain<IPayoutLane>(0).Create(refused, Any.Command(refused, Any.At(world.Now.AddHours(1)), world.Now)));
        await world.Store.PutAsync(Any.Created(due, world.Now.AddSeconds(-2), scheduledFor: world.Now.AddSeconds(-1)));
        await world.Grains.GetGrain<IPayoutSignals>(due).Wake();
        Assert.Equal((1L, 0), ((await world.ReadAsync(due)).Version, world.Simulator.CreateCalls(due)));

        await world.ChangeDocumentsAsync("ALTER TABLE gone RENAME TO documents");
        await PaidOnceAsync(world, due);
        await Eventually.IsTrueAsync(() => Task.FromResult(world.Controls.All(controls => controls.Current is not null)), () => "no new lease");
        Assert.True((await world.CreateAsync(refused)).Created);
    }

    [Fact]
    public async Task A_parked_payout_is_cancelled_as_any_that_was_not_sent()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(A_parked_payout_is_cancelled_as_any_that_was_not_sent));
        await PauseAsync(world, All);
        await world.CreateAsync(id);

        var cancelled = await world.Grains.GetGrain<IPayoutGrain>(id).Cancel(1);

        Assert.Equal((CancelVerdict.Cancelled, PayoutReason.CancelledByClient), (cancelled.Verdict, cancelled.Payout!.Reason));
        Assert.Empty((await Pauses(world).Read()).Waiting);
    }

    [Fact]
    public async Task An_activation_that_was_given_up_changes_what_is_stored_and_not_what_it_remembers()
    {
        var world = await StartAsync();
        var other = await world.StartClusterAsync();
        var id = Any.Id(nameof(An_activation_that_was_given_up_changes_what_is_stored_and_not_what_it_remembers));
        await world.CreateAsync(id, Any.At(world.Now.AddHours(1)));
        var elsewhere = other.Client.GetGrain<IPausesGrain>(IPausesGrain.Key);
        await elsewhere.Pause("asset:USDT", "a look at the books", Some.Ana);
        await LiftAsync(world, "asset:USDT");

        // It remembers a pause that is there no more.
        var again = await elsewhere.Pause("asset:USDT", "a look at the books", Some.Ana);

        Assert.Equal((PauseVerdict.Done, 3L), (again.Verdict, again.Pause!.Version));
        Assert.Equal(["asset:USDT"], (await Pauses(world).Read()).Pauses.Select(pause => pause.Scope));
    }

    private static IPausesGrain Pauses(World world) => world.Grains.GetGrain<IPausesGrain>(IPausesGrain.Key);

    private static async Task PauseAsync(World world, string scope)
    {
        var answer = await Pauses(world).Pause(scope, "a look at the books", Some.Ana);
        Assert.Equal(PauseVerdict.Done, answer.Verdict);
    }

    private static async Task PaidOnceAsync(World world, params string[] ids)
    {
        foreach (var id in ids)
        {
            await world.ReachesAsync(id, PayoutStatus.Confirmed);
            world.PaidOnce(id);
        }
    }

    private static async Task LiftAsync(World world, string scope)
    {
        var answer = await Pauses(world).Lift(scope, [(await Pauses(world).Read()).Version], "done", Some.Ben);
        Assert.Equal(PauseVerdict.Done, answer.Verdict);
    }
}
