using System.Collections.Immutable;
using System.Globalization;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Scenarios;

/// <summary>One payout that a client wants, and what Heleket will make of it.</summary>
internal sealed class Order
{
    private static readonly ImmutableArray<ImmutableArray<RawStatus>> Lives =
    [
        [new("process"), new("paid", true)],
        [new("process"), new("check"), new("paid", true)],
        [new("check"), new("process"), new("check"), new("paid", true)],
        [new("process"), new("fail"), new("process"), new("paid", true)],
        [new("process"), new("paid"), new("paid", true)],
        [new("process"), new("teleported"), new("paid", true)],
        [new("paid", true)],
        [new("process"), new("fail"), new("fail", true)],
        [new("process"), new("fail", true)],
        [new("process"), new("cancel"), new("cancel", true)],
        [new("process"), new("cancel", true)],
        [new("process"), new("system_fail", true)],
        [new("process"), new("system_fail"), new("check"), new("paid", true)],
    ];

    /// <summary>How many clients there are.</summary>
    public const int Clients = 7;

    private const int Lanes = 3;

    /// <summary>Where payouts go: to the first alone, unless there are address books.</summary>
    public static ImmutableArray<string> Addresses { get; } =
        ["TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf", "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"];

    private static readonly ImmutableArray<string> Makers = ["mia@example.com", "max@example.com"];

    public Order(Scenario scenario, int number)
    {
        Number = number;
        Maker = scenario.HasPolicy ? Makers[number % Makers.Length] : null;
        Chance = scenario.Chance("order", number);
        Id = string.Create(CultureInfo.InvariantCulture, $"{(uint)(number * 0x9E3779B1):x8}{(ulong)scenario.Seed:x16}{number:x8}");
        Life = Lives[Chance.Next(Lives.Length)];
        Contradiction = Chance.Next(50) == 0 && scenario.Has(Trouble.Contradictions) ? (Life[^1].Text == "paid" ? new RawStatus("fail", true) : new RawStatus("paid", true)) : null;
        AskedAt = Chance.Spread(scenario.Storm * 0.8);
        var scheduled = Chance.Next(6) == 0 ? Chance.Spread(TimeSpan.FromMinutes(3)) : (TimeSpan?)null;
        Asks = Chance.Next(5) == 0 ? 2 + Chance.Next(2) : 1;
        Cancels = Chance.Next(3) == 0 ? [.. Enumerable.Range(0, 1 + Chance.Next(2)).Select(_ => Chance.Spread(TimeSpan.FromMinutes(4)))] : [];
        IsReadBefore = Chance.Next(5) == 0;
        ReadAfter = Chance.Spread(TimeSpan.FromMinutes(2));
        Request = new PayoutRequest
        {
            ClientId = ClientOf(number),
            Asset = number % 3 == 0 ? "TRX" : "USDT",
            Network = "TRON",
            Amount = 1 + (Chance.Next(1_000_000_000) / 100_000_000m),
            WalletAddress = Addresses[scenario.HasBooks ? number / Clients % Addresses.Length : 0],
            ScheduledFor = scheduled is { } after ? WholeMilliseconds.Floor(Agenda.Begin + AskedAt + after) : null,
        };
    }

    public int Number { get; }

    /// <summary>The chance of what happens to this payout at Heleket.</summary>
    public Random Chance { get; }

    public string Id { get; }

    public PayoutRequest Request { get; }

    /// <summary>Heleket's statuses, in order; the last is its end.</summary>
    public ImmutableArray<RawStatus> Life { get; }

    /// <summary>What Heleket says after its end, against it.</summary>
    public RawStatus? Contradiction { get; }

    public TimeSpan AskedAt { get; }

    /// <summary>How many times it is asked for at once, under one key.</summary>
    public int Asks { get; }

    /// <summary>Whether somebody asks for it when nobody has made it yet.</summary>
    public bool IsReadBefore { get; }

    /// <summary>When it is read, counted from the first acceptance.</summary>
    public TimeSpan ReadAfter { get; }

    /// <summary>When it is cancelled, counted from the same.</summary>
    public ImmutableArray<TimeSpan> Cancels { get; }

    /// <summary>
    /// Through which lane a try goes; <see langword="null"/> for the payout's own grain. Lanes take what is scheduled, at
    /// whatever time: so they meet the grain of the same payout, and what falls due on the way.
    /// </summary>
    public int? Lane(Random chance) => Request.ScheduledFor is not null && chance.Next(3) > 0 ? chance.Next(Lanes) : null;

    /// <summary>Who asks for it, where it matters.</summary>
    public string? Maker { get; }

    public CreatePayout Command => new($"key-{Number}", Request, Agenda.Begin + AskedAt, Maker is null ? null : new(Maker));

    /// <summary>A client's id.</summary>
    public static string ClientOf(int number) => $"client-{number % Clients}";
}

/// <summary>A status of Heleket's, as spelled.</summary>
internal sealed record RawStatus(string Text, bool IsFinal = false);

/// <summary>Draws.</summary>
internal static class Draw
{
    /// <summary>Evenly from nothing to this, with many short ones.</summary>
    public static TimeSpan Spread(this Random chance, TimeSpan longest) =>
        TimeSpan.FromTicks(chance.Next(3) == 0 ? chance.NextInt64(Math.Max(1, longest.Ticks / 50)) : chance.NextInt64(Math.Max(1, longest.Ticks)));

    /// <summary>A wait on the way.</summary>
    public static TimeSpan Latency(this Random chance) => TimeSpan.FromTicks(1 + chance.NextInt64(chance.Next(20) == 0 ? TimeSpan.TicksPerSecond : 10 * TimeSpan.TicksPerMillisecond));

    /// <summary>Whether something of so many in a thousand happens.</summary>
    public static bool Happens(this Random chance, int permille) => chance.Next(1000) < permille;
}
