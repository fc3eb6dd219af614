using Heleket.Simulator.Payouts;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Simulator.Tests.Support;

/// <summary>A simulator on a socket, a caller, and a clock that stands still until it is advanced.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    private Rig(SimulatorHost host, FakeTimeProvider time)
    {
        (Host, Time, Client) = (host, time, new RawClient(host.BaseAddress));
    }

    public SimulatorHost Host { get; }

    public HeleketSimulator Simulator => Host.Simulator;

    public FakeTimeProvider Time { get; }

    public RawClient Client { get; }

    public static async Task<Rig> StartAsync(Action<SimulatorOptions>? configure = null, FakeTimeProvider? time = null)
    {
        var options = new SimulatorOptions();
        configure?.Invoke(options);
        var clock = time ?? new FakeTimeProvider(Start);
        return new Rig(await SimulatorHost.StartAsync(options, clock), clock);
    }

    /// <summary>Lets the clock tick until a payout is as wanted; what happens outside of the clock (a delivery) is given the processor between ticks.</summary>
    public async Task<LedgerEntry> TickUntilAsync(string orderId, Func<LedgerEntry, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var reached = Simulator.WaitForAsync(orderId, wanted, limit.Token);
        while (!reached.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await reached;
    }

    /// <summary>Waits for what needs no clock.</summary>
    public async Task<LedgerEntry> UntilAsync(string orderId, Func<LedgerEntry, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await Simulator.WaitForAsync(orderId, wanted, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
