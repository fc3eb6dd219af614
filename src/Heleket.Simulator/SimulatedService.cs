namespace Heleket.Simulator;

/// <summary>A coin on a network that payouts can go to (docs/heleket.md, "Services").</summary>
/// <param name="Network">Network code, upper case.</param>
/// <param name="Currency">Coin code, upper case.</param>
/// <param name="MinAmount">The minimum amount, in the coin.</param>
/// <param name="MaxAmount">The maximum amount, in the coin; 0, or less than the minimum: none.</param>
/// <param name="FeeAmount">The fixed part of the fee, in the coin.</param>
/// <param name="FeePercent">The variable part of the fee, in percent of the amount.</param>
/// <param name="IsAvailable">
/// Whether payouts are accepted. An unavailable pair is listed, and refused as <c>The service was not found</c>.
/// </param>
public sealed record SimulatedService(
    string Network, string Currency, decimal MinAmount, decimal MaxAmount, decimal FeeAmount, decimal FeePercent, bool IsAvailable = true)
{
    internal bool HasMaximum => MaxAmount > 0 && MaxAmount >= MinAmount;
}

/// <summary>
/// The initial pairs and wallets of a simulator (docs/heleket.md, "Pairs"; limits and fees are invented).
/// </summary>
public static class ServiceSeed
{
    private const decimal Max = 10_000_000m;

    private static readonly (string Coin, string Networks, decimal Min, decimal Fee)[] Coins =
    [
        ("USDT", "TRON BSC ETH POLYGON AVALANCHE ARBITRUM SOL TON", 1m, 1m),
        ("USDC", "ARBITRUM ETH BSC POLYGON AVALANCHE SOL", 1m, 1m),
        ("DAI", "ETH BSC POLYGON", 1m, 1m),
        ("BTC", "BTC", 0.0001m, 0.00002m),
        ("LTC", "LTC", 0.01m, 0.001m),
        ("BCH", "BCH", 0.005m, 0.0005m),
        ("DASH", "DASH", 0.05m, 0.002m),
        ("XMR", "XMR", 0.01m, 0.0005m),
        ("DOGE", "DOGE", 5m, 1m),
        ("ETH", "ETH ARBITRUM BSC", 0.001m, 0.0005m),
        ("BNB", "BSC", 0.005m, 0.0005m),
        ("POL", "POLYGON", 1m, 0.1m),
        ("AVAX", "AVALANCHE", 0.05m, 0.01m),
        ("SOL", "SOL", 0.01m, 0.001m),
        ("TON", "TON", 0.5m, 0.02m),
        ("TRX", "TRON", 5m, 1m),
        ("SHIB", "ETH", 100_000m, 10_000m),
        ("VERSE", "ETH", 10_000m, 1_000m),
        ("CGPT", "ETH BSC", 10m, 1m),
        ("HMSTR", "TON", 1_000m, 10m),
    ];

    /// <summary>A new list that may be modified.</summary>
    public static IList<SimulatedService> Create() =>
    [
        .. from coin in Coins
           from network in coin.Networks.Split(' ')
           select new SimulatedService(network, coin.Coin, coin.Min, Max, coin.Fee, 0m),
    ];

    /// <summary>The same amount of every coin.</summary>
    /// <param name="each">In units of the coin.</param>
    public static IDictionary<string, decimal> Balances(decimal each) =>
        Coins.ToDictionary(coin => coin.Coin, _ => each, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Invented rates: all that matters is that they are fixed.</summary>
public static class RateSeed
{
    /// <summary>US dollars per unit, by code; a new dictionary that may be modified.</summary>
    public static IDictionary<string, decimal> Create() => new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase)
    {
        ["USD"] = 1m,
        ["EUR"] = 1.1m,
        ["GBP"] = 1.25m,
        ["RUB"] = 0.0125m,
        ["UAH"] = 0.025m,
        ["KZT"] = 0.002m,
        ["USDT"] = 1m,
        ["USDC"] = 1m,
        ["DAI"] = 1m,
        ["BTC"] = 100_000m,
        ["LTC"] = 100m,
        ["BCH"] = 500m,
        ["DASH"] = 50m,
        ["XMR"] = 250m,
        ["DOGE"] = 0.2m,
        ["ETH"] = 4_000m,
        ["BNB"] = 800m,
        ["POL"] = 0.5m,
        ["AVAX"] = 25m,
        ["SOL"] = 200m,
        ["TON"] = 4m,
        ["TRX"] = 0.25m,
        ["SHIB"] = 0.00001m,
        ["VERSE"] = 0.0002m,
        ["CGPT"] = 0.1m,
        ["HMSTR"] = 0.002m,
    };
}
