using Heleket.Simulator;
using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>How a <see cref="World"/> is set up.</summary>
internal sealed record WorldOptions
{
    /// <summary>Silos of the first cluster.</summary>
    public short Silos { get; init; } = 1;

    /// <summary>A pace for tests: everything happens soon.</summary>
    public PayoutsOptions Payouts { get; init; } = new()
    {
        FirstPollAfter = TimeSpan.FromMilliseconds(200),
        MaxPollInterval = TimeSpan.FromSeconds(1),
        ResubmitGrace = TimeSpan.FromMilliseconds(300),
        SweepInterval = TimeSpan.FromMilliseconds(200),
    };

    public SimulatorOptions Simulator { get; init; } = new() { StepDelay = TimeSpan.FromMilliseconds(30), WebhookRetryDelay = TimeSpan.FromMilliseconds(100) };

    /// <summary>The simulator's clock.</summary>
    public TimeProvider SimulatorClock { get; init; } = TimeProvider.System;

    /// <summary>The grains' clock, if not the system's.</summary>
    public FakeTimeProvider? Clock { get; init; }

    /// <summary>The payout key that the silos use.</summary>
    public string PayoutKey { get; init; } = new SimulatorOptions().PayoutKey;

    /// <summary>Where Heleket is, if not at this world's simulator.</summary>
    public Uri? HeleketAt { get; init; }

    /// <summary>How long a caller waits for a grain; as in life by default.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls to Heleket at once; as in life by default.</summary>
    public int MostCalls { get; init; } = 64;

    /// <summary>A clock that a test moves, starting now: the simulator's stays the system's.</summary>
    public static FakeTimeProvider NewClock() => new(TimeProvider.System.GetUtcNow());

    /// <summary>A pace that only a moved clock can follow; the sweep looks every minute.</summary>
    public static WorldOptions ByClock(TimeSpan firstPollAfter) => new()
    {
        Clock = NewClock(),
        Payouts = new PayoutsOptions
        {
            FirstPollAfter = firstPollAfter,
            MaxPollInterval = firstPollAfter,
            ResubmitGrace = TimeSpan.FromMinutes(1),
            QueueExpiry = TimeSpan.FromHours(2),
            SweepInterval = TimeSpan.FromMinutes(1),
        },
    };
}
