using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Payouts.Chaos;

/// <summary>A payout that a client asks for.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="ClientId">Whose.</param>
/// <param name="Amount">In USDT.</param>
/// <param name="FirstGateway">Where it is first asked for.</param>
internal sealed record Order(string Key, string ClientId, decimal Amount, int FirstGateway)
{
    /// <summary>Asked for through two gateways at once.</summary>
    public bool Twice { get; init; }

    /// <summary>Not to be sent before so long after it is first asked for.</summary>
    public TimeSpan? ScheduledIn { get; init; }

    /// <summary>When it is cancelled, counted from the answer to its create; <see langword="null"/>: never.</summary>
    public TimeSpan? CancelAfter { get; init; }

    /// <summary>Cancelled by two clients at once.</summary>
    public bool CancelTwice { get; init; }

    /// <summary>The body, which never changes for one order.</summary>
    public string Body(DateTimeOffset firstAsked)
    {
        var body = new JsonObject
        {
            ["client_id"] = ClientId,
            ["asset"] = "USDT",
            ["network"] = "TRON",
            ["amount"] = Amount.ToString(CultureInfo.InvariantCulture),
            ["wallet_address"] = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
        };
        if (ScheduledIn is { } wait)
        {
            body["scheduled_for"] = (firstAsked + wait).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }

        return body.ToJsonString();
    }
}

/// <summary>All orders of a run, by its seed alone.</summary>
internal static class Orders
{
    public const int Clients = 20;

    public static ImmutableArray<Order> Of(ChaosOptions options)
    {
        var random = new Random(options.Seed + 1);
        return [.. Enumerable.Range(0, options.Payouts).Select(number => Make(options, number, random))];
    }

    private static Order Make(ChaosOptions options, int number, Random random)
    {
        var amount = 1m + (random.Next(1, 10_000_000) / 100_000m);
        var order = new Order($"chaos-{options.Seed}-{number}", $"chaos-{random.Next(Clients)}", amount, random.Next(options.Gateways)) { Twice = random.Next(100) < 15 };
        return random.Next(100) switch
        {
            // Some of these cancels meet the moment of sending.
            < 10 => order with { ScheduledIn = TimeSpan.FromSeconds(4 + random.Next(16)), CancelAfter = TimeSpan.FromSeconds(random.Next(20)), CancelTwice = random.Next(2) == 0 },
            < 15 => order with { ScheduledIn = TimeSpan.FromSeconds(2 + random.Next(10)) },
            < 18 => order with { CancelAfter = TimeSpan.FromMilliseconds(random.Next(500)) },
            // Stored without a grain, far from being due; only a cancel ends them.
            < 22 => order with { ScheduledIn = TimeSpan.FromHours(1), CancelAfter = TimeSpan.FromMilliseconds(random.Next(5000)) },
            _ => order,
        };
    }
}
