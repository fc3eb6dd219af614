using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using Orleans.Storage;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Tests.Answers;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Cluster;

public sealed class GrainCallsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SkippingTime _time = new();
    private readonly DateTimeOffset _start;
    private int _calls;

    public GrainCallsTests() => _start = _time.GetUtcNow();

    public static TheoryData<Exception> Passing =>
    [
        new SiloUnavailableException(),
        new TimeoutException(),
        new InconsistentStateException("x"),
    ];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_failure_that_passes_is_repeated(Exception failure)
    {
        var answer = await Run(_ => ++_calls < 4 ? Task.FromException<int>(failure) : Task.FromResult(7));
        Assert.Equal((7, 4), (answer, _calls));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(-60, false)]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public async Task What_is_due_in_more_than_a_quarter_of_an_hour_is_created_without_its_grain(int? minutes, bool byLane)
    {
        var cluster = new ScriptedCluster();
        var request = GoldenPayouts.Bare.Request with { ScheduledFor = minutes is { } some ? _start.AddMinutes(some) : null };
        var calls = new GrainCalls(cluster.Grains(), _time, NullLogger<GrainCalls>.Instance);

        var made = await calls.Create(GoldenPayouts.Bare.Id, new CreatePayout("k", request, _start), CancellationToken.None);

        Assert.True(made.Created);
        Assert.Equal(byLane ? [GoldenPayouts.Bare.Id] : [], cluster.ByLane);
    }

    [Fact]
    public async Task A_failure_that_does_not_pass_ends_with_the_budget()
    {
        await Assert.ThrowsAsync<ClusterUnavailableException>(() => Run(_ =>
        {
            _calls++;
            return Task.FromException<int>(new SiloUnavailableException());
        }));
        Assert.InRange(_time.GetUtcNow() - _start, GrainCalls.Budget, GrainCalls.Budget + SkippingTime.LongestPause);
        Assert.True(_calls > 8, $"Only {_calls} calls.");
    }

    [Fact]
    public async Task A_call_that_never_answers_ends_with_the_budget()
    {
        var call = Run(_ => new TaskCompletionSource<int>().Task);
        _time.Advance(GrainCalls.Budget - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<ClusterUnavailableException>(() => call);
    }

    [Fact]
    public async Task An_answer_to_the_first_call_needs_no_second_one()
    {
        Assert.Equal(7, await Run(_ => Task.FromResult(7 + _calls++)));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task What_the_first_call_took_is_missing_from_the_budget_of_the_second()
    {
        var (first, isRepeated) = (new TaskCompletionSource<int>(), new TaskCompletionSource());
        var call = Run(_ => _calls++ == 0 ? first.Task : NeverAnswered(isRepeated));
        _time.Advance(TimeSpan.FromSeconds(5));
        first.SetException(new SiloUnavailableException());
        await isRepeated.Task.WaitAsync(Patience);

        _time.Advance(_start + GrainCalls.Budget - _time.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<ClusterUnavailableException>(() => call.WaitAsync(Patience));
        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task The_second_call_follows_the_first_after_a_pause()
    {
        var time = new FakeTimeProvider();
        var call = Calls(time).RunAsync(_ => ++_calls == 1 ? Task.FromException<int>(new TimeoutException()) : Task.FromResult(7), CancellationToken.None);
        Assert.Equal((1, false), (_calls, call.IsCompleted));

        time.Advance(SkippingTime.LongestPause);
        Assert.Equal((7, 2), (await call.WaitAsync(Patience), _calls));
    }

    public static TheoryData<Exception> Lasting =>
    [
        new IOException("disk"),
        new LimitExceededException("busy"),
    ];

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task What_the_store_threw_or_a_busy_silo_refused_is_not_repeated_here(Exception failure)
    {
        var thrown = await Assert.ThrowsAsync<ClusterUnavailableException>(() => Run(_ =>
        {
            _calls++;
            return Task.FromException<int>(failure);
        }));
        Assert.Same(failure, thrown.InnerException);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task A_client_that_not_even_started_is_out_of_reach_too() =>
        await Assert.ThrowsAsync<ClusterUnavailableException>(() => Run(_ => throw new InvalidOperationException("not started")));

    [Fact]
    public async Task A_caller_who_left_is_not_told_that_the_cluster_failed()
    {
        using var left = new CancellationTokenSource();
        var call = Calls().RunAsync(_ => new TaskCompletionSource<int>().Task, left.Token);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_caller_who_left_between_two_calls_gets_no_second_one()
    {
        using var left = new CancellationTokenSource();
        var call = Calls(new FakeTimeProvider()).RunAsync(_ => _calls++ == 0 ? Task.FromException<int>(new SiloUnavailableException()) : Task.FromResult(7), left.Token);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task A_caller_who_left_during_the_second_call_is_not_told_that_the_cluster_failed()
    {
        using var left = new CancellationTokenSource();
        var isRepeated = new TaskCompletionSource();
        var call = Calls().RunAsync(_ => _calls++ == 0 ? Task.FromException<int>(new SiloUnavailableException()) : NeverAnswered(isRepeated), left.Token);
        await isRepeated.Task.WaitAsync(Patience);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_caller_who_left_before_the_first_call_makes_none()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Calls().RunAsync(_ => Task.FromResult(_calls++), new CancellationToken(canceled: true)));
        Assert.Equal(0, _calls);
    }

    private static Task<int> NeverAnswered(TaskCompletionSource isCalled)
    {
        isCalled.SetResult();
        return new TaskCompletionSource<int>().Task;
    }

    // The calls here never touch a grain, so they need no grain factory.
    private GrainCalls Calls(TimeProvider? time = null) => new(null!, time ?? _time, NullLogger<GrainCalls>.Instance);

    private Task<int> Run(Func<IGrainFactory, Task<int>> call) => Calls().RunAsync(call, CancellationToken.None);

    /// <summary>Skips the pauses between attempts, but counts them as elapsed.</summary>
    private sealed class SkippingTime : FakeTimeProvider
    {
        public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime <= LongestPause)
            {
                Advance(dueTime);
            }

            return timer;
        }
    }
}
