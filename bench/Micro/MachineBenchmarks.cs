using BenchmarkDotNet.Attributes;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Micro;

/// <summary>The state machine (src/Grains/Payouts).</summary>
public class MachineBenchmarks
{
    private readonly CreatePayout _command = Life.Command;
    private readonly PayoutState _begun = Life.Begin();

    /// <summary>A new payout.</summary>
    [Benchmark]
    public object Create() => Life.Begin(_command);

    /// <summary>Five events, four of which change it, until it is confirmed.</summary>
    [Benchmark]
    public object ApplyWholeLife() => Life.End(_begun);
}
