using System.Diagnostics;
using System.Net.Sockets;

namespace Payouts.Throughput.Wire;

/// <summary>What became of one request.</summary>
/// <param name="Connection">Which connection sent it.</param>
/// <param name="Number">Its place among all, from 0: it was due after so many intervals.</param>
/// <param name="Status">The answer's, or <see cref="NoAnswer"/>.</param>
/// <param name="SaysWhen">Whether the answer has a <c>Retry-After</c>.</param>
/// <param name="Due">When it was to be sent, in ticks of <see cref="Stopwatch"/> like all times here.</param>
/// <param name="Sent">When a connection was free for it.</param>
/// <param name="Ended">When it was answered.</param>
internal readonly record struct OpenResponse(int Connection, int Number, int Status, bool SaysWhen, long Due, long Sent, long Ended)
{
    /// <summary>The connection broke: nobody knows what became of the request.</summary>
    public const int NoAnswer = 0;

    /// <summary>Whether the client was told that the service has the payout.</summary>
    public bool IsAccepted => Status is 200 or 201;
}

/// <summary>What an open load came to.</summary>
/// <param name="Answers">All of them.</param>
/// <param name="Start">When the first request was due.</param>
/// <param name="Stop">No request begins after it.</param>
/// <param name="Due">Requests that were due by then; those without an answer never had a free connection.</param>
internal sealed record OpenResult(IReadOnlyList<OpenResponse> Answers, long Start, long Stop, int Due)
{
    /// <summary>Of those that were answered in a span of time: how many were accepted and how many not, and how long the accepted took since they were due.</summary>
    public LoadResult Between(long from, long to) => Of(from, to, answer => answer.Ended - answer.Due);

    /// <summary>The same, timed from when a connection was free.</summary>
    public LoadResult SentBetween(long from, long to) => Of(from, to, answer => answer.Ended - answer.Sent);

    private LoadResult Of(long from, long to, Func<OpenResponse, long> latency)
    {
        var within = Answers.Where(answer => answer.Ended >= from && answer.Ended < to).ToList();
        var accepted = within.Where(answer => answer.IsAccepted).Select(latency).Order().ToArray();
        return new LoadResult(accepted.Length, within.Count - accepted.Length, Stopwatch.GetElapsedTime(from, to), accepted);
    }
}

/// <summary>
/// Sends at a rate, whatever the answers: each request has its time, and is late from then on, also while it waits for a free connection. A slow
/// answer cannot make the load lighter, nor hide from the latencies what it held up.
/// </summary>
internal sealed class OpenLoad : IDisposable
{
    private readonly Uri _address;
    private readonly Connection[] _connections;
    private int _taken;

    private OpenLoad(Uri address, Connection[] connections) => (_address, _connections) = (address, connections);

    /// <summary>Opens the connections.</summary>
    public static async Task<OpenLoad> OpenAsync(Uri address, int connections) =>
        new(address, await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connection.OpenAsync(address))));

    /// <summary>Runs until it is told to stop, and waits for the answers to what was sent.</summary>
    /// <param name="next">The request of a connection, by its number among all.</param>
    /// <param name="rate">Requests a second.</param>
    /// <param name="stop">No request begins after it.</param>
    public async Task<OpenResult> RunAsync(Func<int, int, ReadOnlyMemory<byte>> next, double rate, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var interval = Stopwatch.Frequency / rate;
        var end = 0L;
        await using var stopping = stop.Register(() => end = Stopwatch.GetTimestamp());
        var lists = await Task.WhenAll(Enumerable.Range(0, _connections.Length).Select(connection => Task.Run(
            () => DriveAsync(connection, next, number => start + (long)(number * interval), stop), CancellationToken.None)));
        return new OpenResult([.. lists.SelectMany(list => list)], start, end, (int)((end - start) / interval) + 1);
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    private async Task<List<OpenResponse>> DriveAsync(int connection, Func<int, int, ReadOnlyMemory<byte>> next, Func<int, long> dueOf, CancellationToken stop)
    {
        var answers = new List<OpenResponse>(1024);
        while (true)
        {
            var number = Interlocked.Increment(ref _taken) - 1;
            var due = dueOf(number);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var wait && wait > TimeSpan.Zero)
            {
                // A timer knows whole milliseconds, and would come round before the time.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (stop.IsCancellationRequested)
            {
                return answers;
            }

            var sent = Stopwatch.GetTimestamp();
            var status = await ExchangeAsync(connection, next(connection, number));
            answers.Add(new OpenResponse(
                connection, number, status, status != OpenResponse.NoAnswer && _connections[connection].SaysWhen, due, sent, Stopwatch.GetTimestamp()));
        }
    }

    private async Task<int> ExchangeAsync(int connection, ReadOnlyMemory<byte> request)
    {
        try
        {
            return await _connections[connection].ExchangeAsync(request);
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            _connections[connection].Dispose();
            _connections[connection] = await Connection.OpenAsync(_address);
            return OpenResponse.NoAnswer;
        }
    }
}
