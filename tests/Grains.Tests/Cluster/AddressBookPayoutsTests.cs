using System.Collections.Immutable;
using Payouts.Addresses;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>What the address book of a client that requires it says to the client's payouts, on real silos.</summary>
public sealed class AddressBookPayoutsTests : ClusterTest
{
    private static readonly string Id = AddressId.Of(Some.Request.ClientId, Some.Request.Network, Some.Request.WalletAddress, null);

    [Fact]
    public async Task An_address_is_paid_to_from_the_millisecond_at_which_the_policys_cooling_off_ends()
    {
        var world = await StartAsync(Timed());
        await RequireAsync(world, TimeSpan.FromHours(2));
        var (unknown, early, paid) = (Any.Id("unknown"), Any.Id("early"), Any.Id("paid"));

        Assert.Equal((RefusalKind.Address, "new"), Of(await world.CreateAsync(unknown)));
        var added = await AddAsync(world);
        Assert.Equal(TimeSpan.FromHours(2), added.Entry!.ActiveAt - added.Entry.CreatedAt);
        world.Advance(added.Entry.ActiveAt - world.Now - TimeSpan.FromMilliseconds(1));
        Assert.Equal((RefusalKind.Address, "cooling"), Of(await world.CreateAsync(early)));
        world.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True((await world.CreateAsync(paid)).Created);
        await world.ReachesAsync(paid, PayoutStatus.Confirmed);
        Assert.Empty(world.Store.Written(unknown).Concat(world.Store.Written(early)));
    }

    [Fact]
    public async Task After_the_answer_to_a_revocation_no_payout_is_made()
    {
        var world = await StartAsync(Timed() with { Silos = 2 });
        await RequireAsync(world, TimeSpan.Zero);
        for (var round = 0; round < 100; round++)
        {
            Assert.Equal(BookVerdict.Added, (await AddAsync(world)).Verdict);
            var ids = Any.Ids($"round {round}", 6);
            var during = ids[..3].Select(id => world.CreateAsync(id)).ToList();
            await RevokeAsync(world);

            Assert.All(await Task.WhenAll(ids[3..].Select(id => world.CreateAsync(id))), answer => Assert.Equal((RefusalKind.Address, "revoked"), Of(answer)));
            Assert.All(ids[..3].Zip(await Task.WhenAll(during)), made => Assert.Equal(made.Second.Created, world.Store.Written(made.First).Count > 0));
            Assert.All(ids[3..], id => Assert.Empty(world.Store.Written(id)));
        }

        // A world has a payout at least.
        await AddAsync(world);
        Assert.True((await world.CreateAsync(Any.Id("last"))).Created);
    }

    [Fact]
    public async Task What_waits_when_its_address_is_revoked_is_cancelled_and_never_sent()
    {
        var world = await StartAsync(Timed());
        await RequireAsync(world, TimeSpan.Zero, new PolicyRule { Name = "large", When = new() { Asset = ["TRX"] }, Then = PolicyAction.Approve, Needed = [new()] });
        await AddAsync(world);
        var (scheduled, queued, paused, awaiting) = (Any.Id("scheduled"), Any.Id("queued"), Any.Id("paused"), Any.Id("awaiting"));
        await world.CreateAsync(scheduled, Any.At(world.Now.AddMinutes(10)));
        world.Simulator.SetBalance("USDT", 0);
        await world.CreateAsync(queued);
        await world.BecomesAsync(queued, payout => payout.Reason == PayoutReason.InsufficientFunds);
        world.Simulator.SetBalance("USDT", 1_000_000);
        var creates = world.Simulator.CreateCalls(queued);
        Assert.Equal(PayoutDetail.AwaitingApproval, (await world.CreateAsync(awaiting, Some.Request with { Asset = "TRX" })).Payout.Detail);
        var pauses = world.Grains.GetGrain<IPausesGrain>(IPausesGrain.Key);
        await pauses.Pause("all", "a look at the books", Some.Ana);
        await SeeAsync(world);
        Assert.Equal(PayoutReason.Paused, (await world.CreateAsync(paused)).Payout.Reason);

        await RevokeAsync(world);
        Assert.Equal(PauseVerdict.Done, (await pauses.Lift("all", [(await pauses.Read()).Version], "done", Some.Ben)).Verdict);
        await SeeAsync(world);
        await world.Grains.GetGrain<IPayoutGrain>(awaiting).Decide(new(default, ApprovalWord.Approved, new("cem@example.com", "key", [], MayApprove: true, MayOperate: false)));
        world.Advance(TimeSpan.FromMinutes(11));
        await Task.WhenAll(new[] { scheduled, queued, paused, awaiting }.Select(id => world.Grains.GetGrain<IPayoutSignals>(id).Wake()));

        foreach (var id in new[] { scheduled, queued, paused, awaiting })
        {
            Assert.Equal(PayoutReason.AddressRevoked, (await world.ReachesAsync(id, PayoutStatus.Cancelled)).Reason);
            Assert.Equal(id == queued ? creates : 0, world.Simulator.CreateCalls(id));
        }

        Assert.Empty(world.Simulator.Ledger);
    }

    /// <summary>A clock that stands still unless it is moved.</summary>
    private static WorldOptions Timed() => WorldOptions.ByClock(TimeSpan.FromMinutes(3)) with { ResponseTimeout = TimeSpan.FromMinutes(2) };

    private static IAddressBookGrain Book(World world) => world.Grains.GetGrain<IAddressBookGrain>(Some.Request.ClientId);

    private static Task<int> RequireAsync(World world, TimeSpan coolingOff, params ImmutableArray<PolicyRule> rules) => world.PolicyAsync(new Policy
    {
        Rules = rules,
        AddressBook = new() { Default = AddressMode.Require, CoolingOff = coolingOff },
    });

    private static Task<BookAnswer> AddAsync(World world) => Book(world).Add(new(Some.Request.Network, Some.Request.WalletAddress, "main", Some.Ana, [Some.Ana.Person!]));

    private static async Task RevokeAsync(World world) => Assert.Equal(BookVerdict.Done, (await Book(world).Revoke(new(Id, "leaked", Some.Ana))).Verdict);

    private static async Task SeeAsync(World world)
    {
        var version = (await world.Grains.GetGrain<IPausesGrain>(IPausesGrain.Key).Read()).Version;
        await Task.WhenAll(world.Controls.Select(controls => controls.RefreshAsync(TestContext.Current.CancellationToken)));
        await world.SeenEverywhereAsync(version);
    }

    private static (RefusalKind?, string?) Of(CreatePayoutResult answer) => (answer.Refusal?.Kind, answer.Refusal?.Standing);
}
