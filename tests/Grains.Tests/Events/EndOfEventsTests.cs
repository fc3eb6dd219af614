using Payouts.Grains.Events;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Cluster;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Events;

/// <summary>Waiting for what comes (docs/http-api.md, "The feed").</summary>
public sealed class EndOfEventsTests : IAsyncLifetime
{
    private static readonly string[] Ids = Any.Ids(nameof(EndOfEventsTests), 2);
    private static readonly EventQuery Waiting = new() { Wait = TimeSpan.FromSeconds(25) };

    private FeedRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await FeedRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task All_who_wait_share_one_look_and_nobody_looks_when_they_are_gone()
    {
        var readers = Enumerable.Range(0, 20).Select(_ => _rig.ReadAsync(Waiting)).ToList();
        await LookAsync(1);
        Assert.Equal(1, _rig.Looks);
        await _rig.CreateAsync(Ids[0]);
        await LookAsync(2);

        Assert.All(await Task.WhenAll(readers), page => Assert.Equal(Ids[0], Assert.Single(page.Events).Data.PayoutId));
        Assert.Equal(2, _rig.Looks);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, _rig.Looks);
    }

    [Fact]
    public async Task A_call_waits_no_longer_than_four_seconds_however_long_it_may()
    {
        await _rig.CreateAsync(Ids[0]);
        var first = await _rig.ReadAsync(new());
        var reader = _rig.ReadAsync(Waiting with { After = first.Next });
        for (var look = 1; look <= 16; look++)
        {
            Assert.False(reader.IsCompleted);
            await LookAsync(look);
        }

        var page = await reader;
        Assert.Equal((0, first.Next, false), (page.Events.Length, page.Next, page.HasMore));
        Assert.Equal(16, _rig.Looks);
    }

    [Fact]
    public async Task What_a_filter_leaves_out_does_not_end_the_wait_and_is_not_looked_at_again()
    {
        var reader = _rig.ReadAsync(Waiting with { Types = ["payout.cancelled"] });
        await LookAsync(1);
        await _rig.CreateAsync(Ids[0]);
        await LookAsync(2);
        await LookAsync(3);
        Assert.False(reader.IsCompleted);
        Assert.Equal(2, _rig.Watch.Calls(nameof(IPayoutStore.ReadEventsAsync)));
        await _rig.HappenAsync(Ids[0], new CancelRequested());
        await LookAsync(4);

        Assert.Equal("payout.cancelled", Assert.Single((await reader).Events).Type);
    }

    [Fact]
    public async Task An_end_beyond_the_last_event_is_not_read_up_to_again_and_again()
    {
        _rig.Watch.Answer(nameof(IPayoutStore.ReadEndOfEventsAsync), _ => Task.FromResult(new EventPosition(0, 7, 0)));
        var reader = _rig.ReadAsync(Waiting);
        await LookAsync(1);
        await LookAsync(2);
        await LookAsync(3);
        await _rig.Clock.IsWaitedForAsync(4);

        Assert.False(reader.IsCompleted);
        Assert.Equal(2, _rig.Watch.Calls(nameof(IPayoutStore.ReadEventsAsync)));
        await _rig.StopAsync();
        await reader;
    }

    [Fact]
    public async Task All_who_wait_are_told_when_the_store_fails_and_the_next_ones_look_again()
    {
        var readers = Enumerable.Range(0, 3).Select(_ => _rig.ReadAsync(Waiting)).ToList();
        var fails = true;
        _rig.Watch.Answer(nameof(IPayoutStore.ReadEndOfEventsAsync), _ => fails ? Task.FromException<EventPosition>(new IOException("no store")) : null);
        await LookAsync(1);

        foreach (var reader in readers)
        {
            await Assert.ThrowsAsync<IOException>(() => reader);
        }

        fails = false;
        var next = _rig.ReadAsync(Waiting);
        await _rig.CreateAsync(Ids[0]);
        await LookAsync(2);
        Assert.Single((await next).Events);
    }

    [Fact]
    public async Task A_host_that_stops_ends_every_wait_at_once()
    {
        var readers = Enumerable.Range(0, 3).Select(_ => _rig.ReadAsync(Waiting)).ToList();
        await _rig.Clock.IsWaitedForAsync(1);
        await _rig.StopAsync();

        Assert.All(await Task.WhenAll(readers), page => Assert.Empty(page.Events));
        Assert.Empty((await _rig.ReadAsync(Waiting)).Events);
        Assert.Equal(0, _rig.Looks);
    }

    /// <summary>Moves the clock on to a look, and returns when it is over.</summary>
    private async Task LookAsync(int number)
    {
        await _rig.Clock.IsWaitedForAsync(number);
        _rig.Clock.Advance(EndOfEvents.Interval);
        await Eventually.IsTrueAsync(() => Task.FromResult(_rig.Looks >= number), () => $"{_rig.Looks} looks");
    }
}
