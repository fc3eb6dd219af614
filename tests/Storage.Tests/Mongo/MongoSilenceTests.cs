using MongoDB.Driver;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// A server that accepts every request and answers none delays nobody for longer than a call may take.
/// </summary>
public sealed class MongoSilenceTests : IAsyncLifetime
{
    // Twelve times the limit: what is asserted is that each ends, and how.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly MongoServer _server = new();
    private MongoProxy _proxy = null!;
    private IPayoutStore _direct = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.CreateAsync();
        _proxy = new MongoProxy(_server.Server);
        _direct = await _server.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in new object?[] { _direct, _proxy, _server }.OfType<IAsyncDisposable>())
        {
            await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_batch_and_a_read_by_id_end_as_unknown()
    {
        await using var store = _server.ImpatientStoreAt(_proxy.EndPoint);
        var state = A.Payout("k");
        _proxy.Answer = (command, answer) => command.GetElement(0).Name is "insert" or "find" ? null : answer;

        var ends = await Task.WhenAll(
            EndAsync(store.WriteAsync([new PayoutWrite(state, 0, [])], CancellationToken.None)),
            EndAsync(store.ReadAsync(A.Id("c-1", "other"), CancellationToken.None)));

        Assert.All(ends, end => Assert.True(end is TimeoutException or MongoConnectionException { ContainsTimeoutException: true }, $"{end}"));
        Assert.True((await _direct.ReadAsync(state.Payout.Id, CancellationToken.None))?.Payout.Version is null or 1);
    }

    [Fact]
    public async Task What_takes_longer_than_its_limit_ends_as_a_timeout_that_says_so()
    {
        var exception = await Assert.ThrowsAsync<TimeoutException>(() => MongoConnection.WithinAsync<int>(
            TimeSpan.FromMilliseconds(20), token => UntilAsync(token), CancellationToken.None));

        Assert.Equal("MongoDB did not answer within 0.02 s.", exception.Message);
    }

    [Fact]
    public async Task What_the_caller_cancels_is_cancelled_and_not_called_slow()
    {
        await using var store = (MongoPayoutStore)_server.StoreAt(_proxy.EndPoint);
        using var caller = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _proxy.Answer = (command, answer) =>
        {
            if (command.GetElement(0).Name != "insert")
            {
                return answer;
            }

            asked.TrySetResult();
            return null;
        };

        var writing = store.WriteAsync([new PayoutWrite(A.Payout("k"), 0, [])], caller.Token);
        await asked.Task.WaitAsync(Timeout);
        await caller.CancelAsync();

        Assert.IsAssignableFrom<OperationCanceledException>(await EndAsync(writing));
    }

    private static async Task<int> UntilAsync(CancellationToken token)
    {
        var end = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(() => end.TrySetCanceled(token));
        return await end.Task;
    }

    private static async Task<Exception?> EndAsync(Task call)
    {
        await Task.WhenAny(call).WaitAsync(Timeout);
        return await Record.ExceptionAsync(() => call);
    }
}
