using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Tests;

/// <summary>One place, taken by a call that is not answered: what becomes of those that wait for it.</summary>
public sealed class PlaceTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly CountingTime _time = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource _over = new();
    private readonly ScriptedServer _server;
    private readonly TestClient _client;
    private readonly Task<CreateOutcome> _first;

    public PlaceTests()
    {
        _server = new ScriptedServer(async exchange =>
        {
            _arrived.Release();
            await _over.Task;
            await exchange.AnswerAsync(200, TestClient.Success);
        });
        _client = new TestClient(_server.Url, _time, options => options.MaxConcurrentCalls = 1);
        _first = _client.CreateAsync();
    }

    public async ValueTask InitializeAsync() => Assert.True(await _arrived.WaitAsync(Timeout));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_may_not_be_sent_any_more_when_its_place_is_free_is_not_sent()
    {
        var maySend = true;
        var second = _client.Client.CreatePayoutAsync(TestClient.Request, () => maySend);
        maySend = false;
        _over.SetResult();

        Assert.IsType<CreateOutcome.Accepted>(await _first.WaitAsync(Timeout));
        Assert.IsType<CreateOutcome.NotSent>(await second.WaitAsync(Timeout));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Who_waits_for_a_place_as_long_as_a_call_may_take_is_not_sent()
    {
        // The first ends at its limit; the second takes its place, a quarter of a minute before it would have given up; the third waits on.
        _time.Advance(TimeSpan.FromSeconds(15));
        var (second, third) = (_client.CreateAsync(), _client.CreateAsync());
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.IsType<CreateOutcome.Unknown>(await _first.WaitAsync(Timeout));
        Assert.True(await _arrived.WaitAsync(Timeout));
        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.IsType<CreateOutcome.NotSent>(await third.WaitAsync(Timeout));
        _over.SetResult();
        Assert.IsType<CreateOutcome.Accepted>(await second.WaitAsync(Timeout));
        Assert.Equal(2, _server.Requests.Count);
    }
    [Fact]
    public async Task A_free_place_is_taken_without_a_timer_for_the_wait()
    {
        // The first call's own limit.
        Assert.Equal(1, _time.Timers);
        var second = _client.CreateAsync();
        Assert.Equal(2, _time.Timers);

        _over.SetResult();
        Assert.IsType<CreateOutcome.Accepted>(await second.WaitAsync(Timeout));
        Assert.Equal(3, _time.Timers);
    }

    [Fact]
    public async Task Those_who_wait_are_sent_in_the_order_in_which_they_came()
    {
        string[] ids = ["second", "third", "fourth"];
        var waiting = ids.Select(id => _client.Client.CreatePayoutAsync(TestClient.Request with { OrderId = id })).ToArray();
        _over.SetResult();
        await Task.WhenAll(waiting).WaitAsync(Timeout);

        Assert.Equal(ids, _server.Requests.Skip(1).Select(request => (string?)JsonNode.Parse(request.Body)!["order_id"]));
    }

    [Fact]
    public async Task Who_gives_up_while_waiting_is_not_sent_and_holds_up_nobody()
    {
        using var given = new CancellationTokenSource();
        var (second, third) = (_client.CreateAsync(given.Token), _client.CreateAsync());
        await given.CancelAsync();

        Assert.IsType<CreateOutcome.NotSent>(await second.WaitAsync(Timeout));
        _over.SetResult();
        Assert.IsType<CreateOutcome.Accepted>(await third.WaitAsync(Timeout));
        Assert.Equal(2, _server.Requests.Count);
    }

    private sealed class CountingTime : FakeTimeProvider
    {
        private int _timers;

        public int Timers => _timers;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _timers);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
