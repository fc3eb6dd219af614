using System.Collections.Frozen;

namespace Payouts.Gateway.Payouts;

/// <summary>
/// The pairs of Heleket's reference page (docs/heleket.md, "Pairs"): accepted until a services list has been read, so
/// that an outage of Heleket at our start stops nobody (docs/adr/0018). Used for nothing else.
/// </summary>
internal static class UsualPairs
{
    private static readonly FrozenSet<(string Asset, string Network)> All = new[]
    {
        ("USDT", "TRON BSC ETH POLYGON AVALANCHE ARBITRUM SOL TON"),
        ("USDC", "ARBITRUM ETH BSC POLYGON AVALANCHE SOL"),
        ("DAI", "ETH BSC POLYGON"),
        ("BTC", "BTC"),
        ("LTC", "LTC"),
        ("BCH", "BCH"),
        ("DASH", "DASH"),
        ("XMR", "XMR"),
        ("DOGE", "DOGE"),
        ("ETH", "ETH ARBITRUM BSC"),
        ("BNB", "BSC"),
        ("POL", "POLYGON"),
        ("AVAX", "AVALANCHE"),
        ("SOL", "SOL"),
        ("TON", "TON"),
        ("TRX", "TRON"),
        ("SHIB", "ETH"),
        ("VERSE", "ETH"),
        ("CGPT", "ETH BSC"),
        ("HMSTR", "TON"),
    }.SelectMany(coin => coin.Item2.Split(' ').Select(network => (coin.Item1, network))).ToFrozenSet();

    public static bool Contains(string asset, string network) => All.Contains((asset, network));
}
