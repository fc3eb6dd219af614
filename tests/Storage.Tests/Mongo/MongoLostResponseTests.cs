using MongoDB.Driver;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// Writes whose response was lost: their outcome is known from the ids of the last writes, as far back as a document
/// keeps them.
/// </summary>
public sealed class MongoLostResponseTests : IAsyncLifetime
{
    private const int SomeBatch = 8 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly MongoServer _server = new();
    private IPayoutStore _direct = null!;
    private Wire _wire = null!;
    private IPayoutStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.CreateAsync();
        _direct = await _server.OpenAsync();
        _wire = new Wire(_server.Server);
        _store = _server.StoreAt(_wire.EndPoint);
        await _store.InitializeAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in new object?[] { _store, _direct, _wire, _server }.OfType<IAsyncDisposable>())
        {
            await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_outcome_of_a_mixed_batch_is_found_out_once_the_server_is_back()
    {
        var states = Enumerable.Range(0, 30).Select(i => A.Payout($"k{i}")).ToList();
        await InsertAsync(states);
        await ChangeAsync(states.Take(10), attempts: 99);
        var takenKeys = Enumerable.Range(0, 10).Select(i => A.Payout($"k{i}").With(payout => payout with { Id = A.Id("c-1", $"other{i}") }));
        var batch = states.Select(state => new PayoutWrite(state.Next(old => old with { Attempts = 1 }), 1, []))
            .Concat(Enumerable.Range(0, 10).Select(i => new PayoutWrite(A.Payout($"new{i}"), 0, [])))
            .Concat(takenKeys.Select(state => new PayoutWrite(state, 0, [])))
            .ToList();

        var outcomes = await WriteThroughACutAsync(batch, () => Task.CompletedTask);

        Assert.Equal(
            [
                .. Enumerable.Repeat(WriteOutcome.Conflict, 10), .. Enumerable.Repeat(WriteOutcome.Written, 20),
                .. Enumerable.Repeat(WriteOutcome.Written, 10), .. Enumerable.Repeat(WriteOutcome.Conflict, 10),
            ],
            outcomes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_write_is_known_for_written_though_others_came_after_it(int others)
    {
        var states = Enumerable.Range(0, 30).Select(i => A.Payout($"k{i}")).ToList();
        await InsertAsync(states);
        var mine = states.ConvertAll(state => state.Next(old => old with { Attempts = 1 }));

        var outcomes = await WriteThroughACutAsync([.. mine.Select(state => new PayoutWrite(state, 1, []))], async () =>
        {
            var last = mine;
            for (var i = 0; i < others; i++)
            {
                last = await ChangeAsync(last, attempts: 100 + i);
            }
        });

        Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
    }

    [Fact]
    public async Task A_write_that_too_many_came_after_is_unknown_and_not_called_refused()
    {
        var states = Enumerable.Range(0, 30).Select(i => A.Payout($"k{i}")).ToList();
        await InsertAsync(states);
        var mine = states.ConvertAll(state => state.Next(old => old with { Attempts = 1 }));

        try
        {
            var outcomes = await WriteThroughACutAsync([.. mine.Select(state => new PayoutWrite(state, 1, []))], async () =>
            {
                var last = mine;
                for (var i = 0; i < 5; i++)
                {
                    last = await ChangeAsync(last, attempts: 100 + i);
                }
            });

            // A replica set remembers its response, and sends it again.
            Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        }
        catch (InvalidOperationException exception)
        {
            Assert.Contains("unknown", exception.Message, StringComparison.Ordinal);
        }
    }

    private async Task<IReadOnlyList<WriteOutcome>> WriteThroughACutAsync(IReadOnlyList<PayoutWrite> batch, Func<Task> meanwhile)
    {
        var cut = _wire.CutAtTheAnswerTo(SomeBatch);
        var writing = _store.WriteAsync(batch, CancellationToken.None);
        await cut.WaitAsync(Timeout);
        await meanwhile();
        _wire.Mend();
        return await writing.WaitAsync(Timeout);
    }

    private async Task InsertAsync(IEnumerable<PayoutState> states) =>
        Assert.All(
            await _direct.WriteAsync([.. states.Select(state => new PayoutWrite(state, 0, []))], CancellationToken.None),
            outcome => Assert.Equal(WriteOutcome.Written, outcome));

    private async Task<List<PayoutState>> ChangeAsync(IEnumerable<PayoutState> states, int attempts)
    {
        var next = states.Select(state => state.Next(old => old with { Attempts = attempts })).ToList();
        Assert.All(
            await _direct.WriteAsync([.. next.Select(state => new PayoutWrite(state, state.Payout.Version - 1, []))], CancellationToken.None),
            outcome => Assert.Equal(WriteOutcome.Written, outcome));
        return next;
    }
}
