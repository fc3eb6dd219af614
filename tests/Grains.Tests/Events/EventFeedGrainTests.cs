using Payouts.Grains.Events;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Cluster;
using Payouts.Grains.Tests.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Events;

/// <summary>What the feed shows, and in which pages (docs/http-api.md, "The feed").</summary>
public sealed class EventFeedGrainTests : IAsyncLifetime
{
    private static readonly string[] Ids = Any.Ids(nameof(EventFeedGrainTests), 4);

    private FeedRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await FeedRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_life_is_shown_in_order_and_each_event_alone_as_in_the_feed()
    {
        await _rig.CreateAsync(Ids[0]);
        await _rig.HappenAsync(
            Ids[0], new Woken(), new Accepted(Some.Report("process")), new LookedUp(Some.Report("process") with { Txid = "0xab" }),
            new LookedUp(Some.Report("paid", true) with { Fee = 1m }), new LookedUp(Some.Report("fail", true)));

        var page = await _rig.ReadAsync(new());

        Assert.Equal(
            [
                (1, "payout.created", null), (2, "payout.updated", null), (3, "payout.broadcast", null), (4, "payout.updated", "0xab"),
                (5, "payout.confirmed", "0xab"), (6, "payout.updated", "0xab"), (6, "payout.attention_needed", "0xab"),
            ],
            page.Events.Select(shown => (shown.Data.Version, shown.Type, shown.Data.Txid)));
        Assert.False(page.HasMore);
        foreach (var shown in page.Events)
        {
            Assert.Equal(shown, await _rig.FindAsync(shown.Id));
        }

        Assert.Null(await _rig.FindAsync($"evt_{Ids[0]}_1_a"));
        Assert.Null(await _rig.FindAsync($"evt_{Ids[0]}_7"));
        Assert.Null(await _rig.FindAsync($"evt_{Ids[1]}_1"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        await _rig.CreateAsync(Ids);
        var seen = new List<string>();
        var page = await _rig.ReadAsync(new() { Limit = 3 });
        Assert.True(page.HasMore);
        seen.AddRange(page.Events.Select(shown => shown.Data.PayoutId));
        page = await _rig.ReadAsync(new() { Limit = 3, After = page.Next });
        seen.AddRange(page.Events.Select(shown => shown.Data.PayoutId));
        Assert.Equal(Ids, seen);
        Assert.False(page.HasMore);

        var end = await _rig.ReadAsync(new() { After = page.Next });
        Assert.Equal((0, page.Next, false), (end.Events.Length, end.Next, end.HasMore));
        await _rig.HappenAsync(Ids[0], new CancelRequested());
        Assert.Equal(["payout.cancelled"], (await _rig.ReadAsync(new() { After = end.Next })).Events.Select(shown => shown.Type));
    }

    [Fact]
    public async Task A_glance_has_the_same_pages_and_reads_no_payout()
    {
        await _rig.CreateAsync(Ids[..2]);
        await _rig.CreateAsync("c-2", Ids[2..]);
        await _rig.HappenAsync(Ids[0], new CancelRequested());

        var first = await _rig.GlanceAsync(new() { Limit = 3 });
        var rest = await _rig.GlanceAsync(new() { After = first.Next });

        Assert.Equal((true, false), (first.HasMore, rest.HasMore));
        Assert.Equal(0, _rig.Watch.Calls(nameof(IPayoutStore.ReadAsync)));
        var whole = await _rig.ReadAsync(new());
        Assert.Equal(whole.Events.Select(shown => new EventHint(shown.Data.PayoutId, shown.Data.ClientId, shown.Type, shown.Timestamp)), first.Hints.Concat(rest.Hints));
        Assert.Equal(whole.Next, rest.Next);
        Assert.Empty((await _rig.GlanceAsync(new() { FromEnd = true })).Hints);
    }

    [Fact]
    public async Task A_filter_shows_what_it_names_and_goes_on_after_what_it_left_out()
    {
        await _rig.CreateAsync(Ids[..2]);
        await _rig.CreateAsync("c-2", Ids[2..]);
        await _rig.HappenAsync(Ids[0], new CancelRequested());
        await _rig.HappenAsync(Ids[2], new CancelRequested());

        Assert.Equal([Ids[0], Ids[2]], Payouts(await _rig.ReadAsync(new() { Types = ["payout.cancelled"] })));
        Assert.Equal([Ids[2], Ids[3], Ids[2]], Payouts(await _rig.ReadAsync(new() { ClientId = "c-2", Types = ["payout.*"] })));
        Assert.Equal([Ids[0], Ids[0]], Payouts(await _rig.ReadAsync(new() { PayoutId = Ids[0] })));
        Assert.Equal([Ids[2]], Payouts(await _rig.ReadAsync(new() { ClientId = "c-2", Types = ["payout.failed", "payout.cancelled"] })));

        var first = await _rig.ReadAsync(new() { Types = ["payout.cancelled"], Limit = 1 });
        Assert.True(first.HasMore);
        var second = await _rig.ReadAsync(new() { Types = ["payout.cancelled"], Limit = 1, After = first.Next });
        Assert.Equal([Ids[2]], Payouts(second));
        Assert.False(second.HasMore);
        var none = await _rig.ReadAsync(new() { Types = ["payout.failed"] });
        Assert.Equal((0, false, second.Next), (none.Events.Length, none.HasMore, none.Next));
    }

    [Fact]
    public async Task One_call_looks_at_ten_thousand_rows_and_says_that_there_are_more()
    {
        var many = Any.Ids("many", EventFeedGrain.MostLookedAt + 5);
        await _rig.CreateAsync(many);
        await _rig.HappenAsync(many[0], new CancelRequested());

        var page = await _rig.ReadAsync(new() { Types = ["payout.cancelled"] });
        Assert.Equal((0, true), (page.Events.Length, page.HasMore));
        Assert.Equal(10, _rig.Watch.Calls(nameof(IPayoutStore.ReadEventsAsync)));
        Assert.Equal(many[EventFeedGrain.MostLookedAt], Payouts(await _rig.ReadAsync(new() { After = page.Next, Limit = 1 }))[0]);

        var rest = await _rig.ReadAsync(new() { Types = ["payout.cancelled"], After = page.Next });
        Assert.Equal([many[0]], Payouts(rest));
        Assert.False(rest.HasMore);
    }

    [Fact]
    public async Task The_latest_is_only_what_comes()
    {
        await _rig.CreateAsync(Ids[..2]);
        var end = await _rig.ReadAsync(new() { FromEnd = true });
        Assert.Empty(end.Events);
        await _rig.CreateAsync(Ids[2..3]);

        Assert.Equal(Ids[2..3], Payouts(await _rig.ReadAsync(new() { After = end.Next })));
    }

    [Fact]
    public async Task A_place_before_what_is_kept_is_expired_and_the_oldest_can_be_read_on_from()
    {
        await _rig.CreateAsync(Ids);
        var first = await _rig.ReadAsync(new() { Limit = 1 });
        await _rig.ForgetAsync(4, kept: 2);

        var expired = await _rig.ReadAsync(new() { After = first.Next, Wait = TimeSpan.FromSeconds(4) });
        Assert.Equal((0, false, true), (expired.Events.Length, expired.HasMore, expired.IsExpired));
        var on = await _rig.ReadAsync(new() { After = expired.Next });
        Assert.Equal(Ids[2..], Payouts(on));
        Assert.False(on.IsExpired);
        Assert.Equal(Ids[2..], Payouts(await _rig.ReadAsync(new())));
        Assert.Null(await _rig.FindAsync($"evt_{Ids[0]}_1"));
    }

    [Fact]
    public async Task What_is_pruned_while_a_call_reads_on_is_told_to_the_next_call()
    {
        await _rig.CreateAsync(Ids);
        var reads = 0;
        _rig.Watch.Answer(nameof(IPayoutStore.ReadEventsAsync), args =>
        {
            if (++reads == 2)
            {
                return Task.FromResult(new EventPage([], new(0, 0, 4), HasMore: false, IsExpired: true));
            }

            args[1] = 2;
            return null;
        });

        var page = await _rig.ReadAsync(new() { Types = ["payout.created"] });

        Assert.Equal(Ids[..2], Payouts(page));
        Assert.Equal((true, false, new EventPosition(0, 0, 2)), (page.HasMore, page.IsExpired, page.Next));
    }

    [Fact]
    public async Task An_event_whose_payout_cannot_be_read_fails_the_call_by_name()
    {
        await _rig.CreateAsync(Ids);
        _rig.Watch.Answer(nameof(IPayoutStore.ReadAsync), args => (string)args[0]! == Ids[2] ? Task.FromResult<PayoutState?>(null) : null);

        var lost = await Assert.ThrowsAsync<InvalidDataException>(() => _rig.ReadAsync(new()));
        Assert.Contains($"evt_{Ids[2]}_1", lost.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidDataException>(() => _rig.FindAsync($"evt_{Ids[2]}_1"));
        Assert.Equal(2, (await _rig.ReadAsync(new() { Limit = 2 })).Events.Length);
    }

    [Fact]
    public async Task A_thousand_events_of_many_payouts_are_read_some_at_a_time()
    {
        var many = Any.Ids("thousand", 300);
        await _rig.CreateAsync(many);
        var (now, most) = (0, 0);
        _rig.Watch.Answer(nameof(IPayoutStore.ReadAsync), args => ReadAsync((string)args[0]!));

        Assert.Equal(many, Payouts(await _rig.ReadAsync(new() { Limit = 1000 })));
        Assert.InRange(most, 2, 64);

        async Task<PayoutState?> ReadAsync(string id)
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return PayoutMachine.Create(id, new CreatePayout(id, Some.Request, Some.Now), Some.Now).State;
        }
    }

    private static string[] Payouts(FeedPage page) => [.. page.Events.Select(shown => shown.Data.PayoutId)];
}
