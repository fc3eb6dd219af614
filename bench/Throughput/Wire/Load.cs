using System.Diagnostics;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Throughput.Wire;

/// <summary>What a load came to.</summary>
/// <param name="Answers">Answers with the status that was asked for.</param>
/// <param name="Others">All other answers.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Latencies">Of every answer, sorted, in ticks of <see cref="Stopwatch"/>.</param>
internal sealed record LoadResult(int Answers, int Others, TimeSpan Elapsed, long[] Latencies)
{
    /// <summary>Answers a second.</summary>
    public double Rate => Answers / Elapsed.TotalSeconds;

    /// <summary>The latency that this part of all answers did not exceed, in milliseconds.</summary>
    public double Percentile(double part) =>
        Latencies.Length == 0 ? 0 : Stopwatch.GetElapsedTime(0, Latencies[(int)(part * (Latencies.Length - 1))]).TotalMilliseconds;
}

/// <summary>Keeps connections busy: each sends its next request when it has the last one's answer.</summary>
internal sealed class Load : IDisposable
{
    private readonly Connection[] _connections;

    private Load(Connection[] connections) => _connections = connections;

    /// <summary>How many there are.</summary>
    public int Connections => _connections.Length;

    /// <summary>Opens the connections.</summary>
    public static async Task<Load> OpenAsync(Uri address, int connections) =>
        new(await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connection.OpenAsync(address))));

    /// <summary>Runs until the time is over, or every connection has sent its share.</summary>
    /// <param name="next">The request of a connection, by the number of those before it; <see langword="null"/>: it has no more.</param>
    /// <param name="status">The status that counts.</param>
    /// <param name="time">No request begins after it.</param>
    public async Task<LoadResult> RunAsync(Func<int, int, ReadOnlyMemory<byte>?> next, int status, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var lists = await Task.WhenAll(_connections.Select((connection, number) => Task.Run(() => DriveAsync(connection, number, next, status, start, time))));
        var elapsed = Stopwatch.GetElapsedTime(start);
        var all = lists.SelectMany(list => list.Latencies).ToArray();
        Array.Sort(all);
        return new LoadResult(lists.Sum(list => list.Good), all.Length - lists.Sum(list => list.Good), elapsed, all);
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    private static async Task<(int Good, List<long> Latencies)> DriveAsync(
        Connection connection, int number, Func<int, int, ReadOnlyMemory<byte>?> next, int status, long start, TimeSpan time)
    {
        var latencies = new List<long>(4096);
        var good = 0;
        for (var sent = 0; Stopwatch.GetElapsedTime(start) < time && next(number, sent) is { } request; sent++)
        {
            var begun = Stopwatch.GetTimestamp();
            var answer = await connection.ExchangeAsync(request);
            latencies.Add(Stopwatch.GetTimestamp() - begun);
            good += answer == status ? 1 : 0;
        }

        return (good, latencies);
    }
}
