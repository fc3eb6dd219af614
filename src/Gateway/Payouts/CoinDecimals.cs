using Payouts.Gateway.Http;

namespace Payouts.Gateway.Payouts;

/// <summary>How many decimals a coin has on a network (docs/http-api.md, "Fields").</summary>
internal static class CoinDecimals
{
    /// <summary>At most <see cref="Amounts.MaxFractionDigits"/>.</summary>
    /// <param name="asset">Upper-case coin code.</param>
    /// <param name="network">Upper-case network code.</param>
    public static int Of(string asset, string network) => (asset, network) switch
    {
        ("USDT" or "USDC", not "BSC") or ("TRX", _) => 6,
        _ => Amounts.MaxFractionDigits,
    };
}
