using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Payouts.Console.Live;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Events;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Tests.Events;

/// <summary>How the feed is followed for the console.</summary>
public sealed class EventHintsTests
{
    private static readonly EventPosition Here = new(0, 0, 5);
    private static readonly EventPosition There = new(0, 0, 6);
    private static readonly DateTimeOffset At = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly FeedGrain _grain = new();

    [Fact]
    public async Task It_begins_at_the_end_and_waits_for_what_comes()
    {
        _grain.Next(new HintPage([], Here, HasMore: false));
        _grain.Next(new HintPage(
            [new("a", "c-1", "payout.created", At), new("b", "c-2", "payout.confirmed", At), new("b", "c-2", "payout.attention_needed", At)], There, HasMore: false));
        await using var hints = Follow();

        Assert.Empty((await NextAsync(hints)).Hints);
        Assert.Equal(
            [new("a", "c-1", HintOf.Creation, At), new("b", "c-2", HintOf.Change, At), new("b", "c-2", HintOf.Attention, At)],
            (await NextAsync(hints)).Hints);
        Assert.Equal([(true, null, 0), (false, Here, 4)], _grain.Asked.Select(query => (query.FromEnd, query.After, (int)query.Wait.TotalSeconds)));
    }

    [Fact]
    public async Task Under_load_it_asks_twice_a_second_and_at_once_only_for_the_rest()
    {
        _grain.Next(new HintPage([], Here, HasMore: false));
        _grain.Next(new HintPage([], There, HasMore: true));
        _grain.Next(new HintPage([], There, HasMore: false));
        await using var hints = Follow();
        Assert.True(await hints.MoveNextAsync());
        var second = hints.MoveNextAsync();
        Assert.Single(_grain.Asked);
        _time.Advance(EventHints.Pace);
        Assert.True(await second);

        Assert.True(await hints.MoveNextAsync());
        Assert.Equal(3, _grain.Asked.Count);
    }

    [Fact]
    public async Task Without_a_cluster_it_says_so_and_goes_on_from_where_it_was()
    {
        _grain.Next(new HintPage([], Here, HasMore: false));
        _grain.Next(null);
        _grain.Next(new HintPage([], There, HasMore: false));
        await using var hints = Follow();
        var live = new List<(bool IsLive, bool HasGap)>();
        for (var page = 0; page < 3; page++)
        {
            var next = await NextAsync(hints);
            live.Add((next.IsLive, next.HasGap));
        }

        Assert.Equal([(true, false), (false, false), (true, false)], live);
        Assert.Equal([null, Here, Here], _grain.Asked.Select(query => query.After));
    }

    [Fact]
    public async Task What_is_no_longer_kept_is_a_gap()
    {
        _grain.Next(new HintPage([], Here, HasMore: false));
        _grain.Next(new HintPage([], There, HasMore: false, IsExpired: true));
        _grain.Next(new HintPage([], There, HasMore: false));
        await using var hints = Follow();

        Assert.False((await NextAsync(hints)).HasGap);
        Assert.True((await NextAsync(hints)).HasGap);
        Assert.Equal([true, false, true], _grain.Asked.Select(query => query.FromEnd));
    }

    private IAsyncEnumerator<PayoutHints> Follow() =>
        new EventHints(new GrainCalls(EventFollowerTests.Factory.Of(_grain), _time, NullLogger<GrainCalls>.Instance), _time).FollowAsync(CancellationToken.None).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    private async Task<PayoutHints> NextAsync(IAsyncEnumerator<PayoutHints> hints)
    {
        var next = hints.MoveNextAsync();
        _time.Advance(EventHints.Pace);
        Assert.True(await next);
        return hints.Current;
    }

    private sealed class FeedGrain : IEventFeedGrain
    {
        private readonly Queue<HintPage?> _pages = new();

        public List<EventQuery> Asked { get; } = [];

        /// <param name="page"><see langword="null"/>: a failure.</param>
        public void Next(HintPage? page) => _pages.Enqueue(page);

        public Task<HintPage> Glance(EventQuery query)
        {
            Asked.Add(query);
            return _pages.Dequeue() is { } page ? Task.FromResult(page) : Task.FromException<HintPage>(new InvalidDataException("unreadable"));
        }

        public Task<FeedPage> Read(EventQuery query) => throw new NotSupportedException();

        public Task<FeedEvent?> Find(FeedEventId id) => throw new NotSupportedException();
    }
}
