namespace Heleket.Simulator.Payouts;

/// <summary>A create (or a fee preview) that passed validation.</summary>
internal sealed record PayoutTerms
{
    public required string AmountText { get; init; }

    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    public required string OrderId { get; init; }

    public required string Address { get; init; }

    public required bool IsSubtract { get; init; }

    public string? Network { get; init; }

    public string? UrlCallback { get; init; }

    public string? ToCurrency { get; init; }

    public string? FromCurrency { get; init; }

    public string? Priority { get; init; }

    public string? Memo { get; init; }
}

/// <summary>The price of a payout.</summary>
/// <param name="Service">The pair that is used.</param>
/// <param name="Commission">The fee, in the coin paid.</param>
/// <param name="MerchantAmount">The debit, in the coin paid.</param>
/// <param name="PayerAmount">The amount the receiver gets.</param>
/// <param name="WalletCurrency">The wallet that is debited.</param>
/// <param name="WalletAmount">The debit, in that wallet's coin.</param>
/// <param name="FeeOutOfAmount">Whether the receiver pays the fee.</param>
internal sealed record Quote(
    SimulatedService Service, decimal Commission, decimal MerchantAmount, decimal PayerAmount, string WalletCurrency, decimal WalletAmount, bool FeeOutOfAmount)
{
    /// <summary>Whether another coin pays (<c>from_currency</c>).</summary>
    public bool Converts => !WalletCurrency.Equals(Service.Currency, StringComparison.OrdinalIgnoreCase);
}
