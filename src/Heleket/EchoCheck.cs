using System.Buffers;

namespace Heleket;

/// <summary>
/// Compares Heleket's payout with the request. A repeated order id returns the first payout, whatever the repeat
/// contains (docs/heleket.md, "Repeated order ids"), so every answer to a create and every lookup is compared.
/// </summary>
public static class EchoCheck
{
    private const string CashAddrPrefix = "bitcoincash:";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>
    /// The wire names of the members that differ. Members that Heleket omitted do not count as differences.
    /// </summary>
    /// <param name="asked">The request.</param>
    /// <param name="echo">The payout that Heleket returned.</param>
    public static IReadOnlyList<string> Differences(CreatePayoutRequest asked, PayoutInfo echo)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(echo);
        var differs = new List<string>();
        Note("amount", echo.Amount is { } amount && amount != asked.Amount);
        Note("currency", echo.Currency is { } currency && !currency.Equals(asked.Currency, StringComparison.OrdinalIgnoreCase));
        Note("network", echo.Network is { } network && !network.Equals(asked.Network, StringComparison.OrdinalIgnoreCase));
        Note("address", echo.Address is { } address && !(asked.IsSameAddress ?? SameAddress)(asked.Network, asked.Address, address));
        Note("order_id", echo.OrderId is { } orderId && orderId != asked.OrderId);
        return differs;

        void Note(string name, bool different)
        {
            if (different)
            {
                differs.Add(name);
            }
        }
    }

    /// <summary>
    /// Exact equality, except where the format itself makes case (and CashAddr's prefix) insignificant.
    /// </summary>
    private static bool SameAddress(string network, string asked, string echoed)
    {
        if (network.Equals("BCH", StringComparison.OrdinalIgnoreCase))
        {
            (asked, echoed) = (WithoutPrefix(asked), WithoutPrefix(echoed));
        }

        var comparison = IsCaseless(asked, network) && IsCaseless(echoed, network) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return asked.Equals(echoed, comparison);
    }

    private static string WithoutPrefix(string address) =>
        address.StartsWith(CashAddrPrefix, StringComparison.OrdinalIgnoreCase) ? address[CashAddrPrefix.Length..] : address;

    private static bool IsCaseless(string address, string network) =>
        IsHex(address) || (IsOneCase(address) && network.ToUpperInvariant() switch
        {
            "BTC" => address.StartsWith("bc1", StringComparison.OrdinalIgnoreCase),
            "LTC" => address.StartsWith("ltc1", StringComparison.OrdinalIgnoreCase),
            "BCH" => address.StartsWith("q", StringComparison.OrdinalIgnoreCase) || address.StartsWith("p", StringComparison.OrdinalIgnoreCase),
            _ => false,
        });

    private static bool IsHex(string address) =>
        address.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && address.AsSpan(2).IndexOfAnyExcept(HexDigits) < 0;

    // Bech32 and CashAddr forbid mixed case, so a mixed-case address is neither.
    private static bool IsOneCase(string address) => !address.Any(char.IsAsciiLetterUpper) || !address.Any(char.IsAsciiLetterLower);
}
