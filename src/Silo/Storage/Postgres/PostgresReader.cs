using System.Threading.Channels;
using Npgsql;

namespace Payouts.Silo.Storage.Postgres;

/// <summary>
/// Gathers look-ups by id: whatever arrived while the last group was read is the next, in one statement. Every new payout is looked up once before
/// it is written, so that this is as frequent as creating is. A lone look-up waits for nothing.
/// </summary>
internal sealed class PostgresReader : IAsyncDisposable
{
    /// <summary>The document of each of these ids that there is.</summary>
    public const string Read = "SELECT id, document FROM payouts WHERE id = ANY($1)";

    private const int MaxGroup = 256;
    private const int MaxWaiting = 4096;

    // Two, so that one that hangs on a broken connection does not hold up all.
    private const int Lanes = 2;

    private readonly NpgsqlDataSource _database;
    private readonly Channel<Pending> _arrivals = Channel.CreateBounded<Pending>(MaxWaiting);
    private readonly Task _lanes;

    /// <summary>Starts reading from <paramref name="database"/>, which stays the caller's.</summary>
    public PostgresReader(NpgsqlDataSource database)
    {
        _database = database;
        _lanes = Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(RunAsync)));
    }

    /// <summary>The payout's document, as it was committed at a moment after the call, or <see langword="null"/>. Throws what the driver throws.</summary>
    /// <exception cref="ObjectDisposedException">It came too late.</exception>
    public async Task<string?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var pending = new Pending(id);
        try
        {
            await _arrivals.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresPayoutStore));
        }

        return await pending.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Accepts no more, and returns once every accepted one has its answer.</summary>
    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.TryComplete();
        await _lanes;
    }

    private async Task RunAsync()
    {
        var group = new List<Pending>(MaxGroup);
        while (await _arrivals.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && _arrivals.Reader.TryRead(out var arrived))
            {
                group.Add(arrived);
            }

            // The other lane may have taken what woke this one.
            if (group.Count > 0)
            {
                await AnswerAsync(group);
                group.Clear();
            }
        }
    }

    private async Task AnswerAsync(List<Pending> group)
    {
        try
        {
            var documents = await FetchAsync([.. group.Select(pending => pending.Id).Distinct()]);
            group.ForEach(pending => pending.SetResult(documents.GetValueOrDefault(pending.Id)));
        }
        catch (Exception exception)
        {
            group.ForEach(pending => pending.TrySetException(exception));
        }
    }

    private async Task<Dictionary<string, string>> FetchAsync(string[] ids)
    {
        await using var command = _database.CreateCommand(Read);
        command.Parameters.Add(new NpgsqlParameter { Value = ids });
        await using var reader = await command.ExecuteReaderAsync();
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            documents.Add(reader.GetString(0), reader.GetString(1));
        }

        return documents;
    }

    // Asynchronous continuations: who asked must not go on in the reading lane.
    private sealed class Pending(string id) : TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Id { get; } = id;
    }
}
