using System.Text.RegularExpressions;

namespace Heleket;

/// <summary>The request of <c>POST /v1/payout</c> (docs/heleket.md, "Create").</summary>
public sealed partial record CreatePayoutRequest
{
    /// <summary>The amount in <see cref="Currency"/>; sent as a decimal string without trailing zeros.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Coin code.</summary>
    public required string Currency { get; init; }

    /// <summary>Network code.</summary>
    public required string Network { get; init; }

    /// <summary>
    /// Your id, unique among the merchant's payouts: repeating it returns the first payout. 1 to 32 of
    /// <c>A-Z a-z 0-9 _ -</c>, because lookups accept no more.
    /// </summary>
    public required string OrderId { get; init; }

    /// <summary>The receiving address.</summary>
    public required string Address { get; init; }

    /// <summary>
    /// <see langword="true"/>: the fee is charged to the merchant's balance. <see langword="false"/>: it is deducted
    /// from the amount. (docs/heleket.md, "Contradictions": the docs' meaning.)
    /// </summary>
    public required bool IsSubtract { get; init; }

    /// <summary>The URL that receives webhooks.</summary>
    public Uri? UrlCallback { get; init; }

    /// <summary>1 to <see cref="MaxMemoLength"/> Unicode characters (code points), TON only.</summary>
    public string? Memo { get; init; }

    /// <summary>The coin paid, when <see cref="Currency"/> is fiat.</summary>
    public string? ToCurrency { get; init; }

    /// <summary>Only <c>USDT</c>: debit this balance and convert.</summary>
    public string? FromCurrency { get; init; }

    /// <summary>The rate source, for fiat.</summary>
    public string? CourseSource { get; init; }

    /// <summary>The fee priority, <c>recommended economy high highest</c>, on BTC, ETH, POLYGON and BSC.</summary>
    public string? Priority { get; init; }

    /// <summary>
    /// Not sent. Decides whether the address that Heleket returns is the requested one, in whatever form it is written;
    /// see <see cref="AddressComparison"/>. If <see langword="null"/>, addresses are compared character by character,
    /// except where the format itself makes case, or CashAddr's prefix, insignificant.
    /// </summary>
    public AddressComparison? IsSameAddress { get; init; }

    /// <summary>The longest memo, in Unicode characters (code points).</summary>
    public const int MaxMemoLength = 30;

    /// <summary>
    /// Why Heleket could not accept this request, as a sentence, or <see langword="null"/>. A request with an error is
    /// never sent.
    /// </summary>
    public string? Validate() => ValidateContent() ?? ValidateOrderId(OrderId);

    /// <summary>The same without the order id, which the fee preview does not take.</summary>
    internal string? ValidateContent() =>
        Amount <= 0 ? "The amount must be greater than zero."
        : string.IsNullOrWhiteSpace(Currency) ? "The currency must not be empty."
        : string.IsNullOrWhiteSpace(Network) ? "The network must not be empty."
        : string.IsNullOrWhiteSpace(Address) ? "The address must not be empty."
        : Memo?.EnumerateRunes().Count() is 0 or > MaxMemoLength ? $"The memo must have 1 to {MaxMemoLength} characters."
        : UrlCallback is { IsAbsoluteUri: false } ? "The callback must be an absolute URL."
        : null;

    /// <summary>Why lookups would not accept this order id, as a sentence, or <see langword="null"/>.</summary>
    internal static string? ValidateOrderId(string? orderId) =>
        OrderIdPattern().IsMatch(orderId ?? "") ? null : "The order id must be 1 to 32 of A-Z a-z 0-9 _ - (look-ups take no more).";

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OrderIdPattern();
}

/// <summary>
/// Compares two addresses of a network. Some networks have several forms (TON's bounceable and non-bounceable, Bitcoin
/// Cash's old Base58), and Heleket may return a different form from the one it was given. Implementations that know the
/// forms report whether both denote the same account. Unreadable addresses must match character by character.
/// </summary>
/// <param name="network">The requested network code.</param>
/// <param name="asked">The requested address.</param>
/// <param name="shown">The address that Heleket returned.</param>
public delegate bool AddressComparison(string network, string asked, string shown);
