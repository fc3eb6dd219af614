using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Events;
using Payouts.Gateway.Tests.Answers;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Tests.Events;

/// <summary>How long a client waits, and who ends it.</summary>
public sealed class EventFollowerTests : IDisposable
{
    private static readonly EventPosition Here = new(0, 0, 5);
    private static readonly FeedPage Nothing = new([], Here, HasMore: false);
    private static readonly FeedPage Something = new([GoldenEvents.All[0]], new(0, 0, 6), HasMore: false);

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FeedGrain _grain = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task What_is_there_is_answered_without_waiting()
    {
        _grain.Next(Something);

        Assert.Same(Something, await Follow(new() { Wait = TimeSpan.FromSeconds(25) }));
        Assert.Equal([TimeSpan.Zero], _grain.Asked.Select(query => query.Wait));
    }

    [Fact]
    public async Task Without_a_wait_an_empty_page_is_answered_at_once()
    {
        _grain.Next(Nothing);

        Assert.Same(Nothing, await Follow(new() { FromEnd = true }));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task An_empty_page_that_says_something_ends_the_wait(bool hasMore, bool isExpired)
    {
        _grain.Next(Nothing with { HasMore = hasMore, IsExpired = isExpired });

        var page = await Follow(new() { Wait = TimeSpan.FromSeconds(25) });

        Assert.Equal((hasMore, isExpired), (page.HasMore, page.IsExpired));
    }

    [Fact]
    public async Task The_wait_is_cut_into_calls_that_go_on_from_one_end()
    {
        _grain.Next(Nothing);
        var following = Follow(new() { FromEnd = true, Limit = 7, Wait = TimeSpan.FromSeconds(10) });
        foreach (var seconds in new[] { 4, 4, 2 })
        {
            await _grain.IsAskedAsync();
            _time.Advance(TimeSpan.FromSeconds(seconds));
            _grain.Next(Nothing with { Next = new(0, 0, Here.Number + seconds) });
        }

        Assert.Equal(new(0, 0, 7), (await following).Next);
        Assert.Equal([0, 4, 4, 2], _grain.Asked.Select(query => query.Wait.TotalSeconds));
        Assert.Equal([null, Here, new(0, 0, 9), new(0, 0, 9)], _grain.Asked.Select(query => query.After));
        Assert.Equal([true, false, false, false], _grain.Asked.Select(query => query.FromEnd));
        Assert.All(_grain.Asked, query => Assert.Equal(7, query.Limit));
    }

    [Fact]
    public async Task What_comes_meanwhile_is_answered()
    {
        _grain.Next(Nothing);
        var following = Follow(new() { Wait = TimeSpan.FromSeconds(25) });
        await _grain.IsAskedAsync();
        Assert.False(following.IsCompleted);
        _grain.Next(Something);

        Assert.Same(Something, await following);
    }

    [Fact]
    public async Task A_silo_that_answers_too_soon_is_not_asked_in_a_circle()
    {
        _grain.Next(Nothing, Nothing);
        var following = Follow(new() { Wait = TimeSpan.FromSeconds(25) });
        Assert.Equal(2, _grain.Asked.Count);
        Assert.False(following.IsCompleted);
        _grain.Next(Something);
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal(2, _grain.Asked.Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Same(Something, await following);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_it()
    {
        using var left = new CancellationTokenSource();
        _grain.Next(Nothing);
        var following = Follow(new() { Wait = TimeSpan.FromSeconds(25) }, left.Token);
        await _grain.IsAskedAsync();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task A_host_that_stops_answers_what_it_has()
    {
        _grain.Next(Nothing);
        var following = Follow(new() { Wait = TimeSpan.FromSeconds(25) });
        await _grain.IsAskedAsync();
        await _stop.CancelAsync();

        Assert.Same(Nothing, await following);
    }

    [Fact]
    public async Task A_failure_ends_it()
    {
        _grain.Next(Nothing);
        var following = Follow(new() { Wait = TimeSpan.FromSeconds(25) });
        await _grain.IsAskedAsync();
        _grain.Fail(new InvalidDataException("unreadable"));

        var thrown = await Assert.ThrowsAsync<ClusterUnavailableException>(() => following);
        Assert.Equal("unreadable", thrown.InnerException?.Message);
    }

    private Task<FeedPage> Follow(EventQuery query, CancellationToken cancellationToken = default) =>
        new EventFollower(new GrainCalls(Factory.Of(_grain), _time, NullLogger<GrainCalls>.Instance), _time, new Lifetime(_stop.Token)).ReadAsync(query, cancellationToken);

    /// <summary>Answers what it is given, call by call, and waits where it has nothing.</summary>
    private sealed class FeedGrain : IEventFeedGrain
    {
        private readonly Queue<TaskCompletionSource<FeedPage>> _answers = new();
        private readonly Queue<TaskCompletionSource<FeedPage>> _waiting = new();
        private readonly SemaphoreSlim _asked = new(0);

        public List<EventQuery> Asked { get; } = [];

        public void Next(params FeedPage[] pages)
        {
            foreach (var page in pages)
            {
                Answer().SetResult(page);
            }
        }

        public void Fail(Exception failure) => Answer().SetException(failure);

        /// <summary>Returns once a call waits that no earlier return was about.</summary>
        public Task IsAskedAsync() => _asked.WaitAsync(TestContext.Current.CancellationToken);

        public Task<FeedPage> Read(EventQuery query)
        {
            Asked.Add(query);
            if (_answers.TryDequeue(out var answer))
            {
                return answer.Task;
            }

            var waiting = new TaskCompletionSource<FeedPage>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiting);
            _asked.Release();
            return waiting.Task;
        }

        public Task<HintPage> Glance(EventQuery query) => throw new NotSupportedException();

        public Task<FeedEvent?> Find(FeedEventId id) => throw new NotSupportedException();

        private TaskCompletionSource<FeedPage> Answer()
        {
            if (_waiting.TryDequeue(out var waiting))
            {
                return waiting;
            }

            var answer = new TaskCompletionSource<FeedPage>();
            _answers.Enqueue(answer);
            return answer;
        }
    }

    /// <summary>Hands out one grain.</summary>
    public class Factory : DispatchProxy
    {
        private IEventFeedGrain? _grain;

        internal static IGrainFactory Of(IEventFeedGrain grain)
        {
            var factory = Create<IGrainFactory, Factory>();
            ((Factory)(object)factory)._grain = grain;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _grain;
    }

    private sealed class Lifetime(CancellationToken stopping) : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => stopping;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new NotSupportedException();
    }
}
