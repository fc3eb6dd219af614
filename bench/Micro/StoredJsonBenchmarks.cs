using System.Text;
using BenchmarkDotNet.Attributes;
using Payouts.Grains.Payouts;
using Payouts.Storage;

namespace Payouts.Micro;

/// <summary>The JSON that PostgreSQL and SQLite keep, of a confirmed payout with its logs.</summary>
public class StoredJsonBenchmarks
{
    private readonly PayoutState _state = Life.End(Life.Begin());
    private readonly string _json = Encoding.UTF8.GetString(PayoutDocument.Write(Life.End(Life.Begin())));

    /// <summary>As each write of the grain does.</summary>
    [Benchmark]
    public byte[] Write() => PayoutDocument.Write(_state);

    /// <summary>As each activation does.</summary>
    [Benchmark]
    public object Read() => PayoutDocument.Read(_json);
}
