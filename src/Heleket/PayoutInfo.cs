namespace Heleket;

/// <summary>
/// A payout as Heleket returns it (docs/heleket.md, "Create"). Members that Heleket omitted are <see langword="null"/>.
/// </summary>
public sealed record PayoutInfo
{
    /// <summary>Heleket's id of the payout.</summary>
    public required string Uuid { get; init; }

    /// <summary>Heleket's status: <c>process check paid fail cancel system_fail</c>, or an undocumented one.</summary>
    public required string Status { get; init; }

    /// <summary>
    /// Whether the payout is finished: paid, or failed with the money returned. This decides, not the status.
    /// </summary>
    public required bool IsFinal { get; init; }

    /// <summary>The amount in <see cref="Currency"/>, echoed.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The coin, echoed.</summary>
    public string? Currency { get; init; }

    /// <summary>The network code, in upper or lower case.</summary>
    public string? Network { get; init; }

    /// <summary>The receiving address, echoed. Absent from webhooks.</summary>
    public string? Address { get; init; }

    /// <summary>The transaction hash, once sent.</summary>
    public string? Txid { get; init; }

    /// <summary>The merchant's order id. Always present in webhooks, sometimes elsewhere.</summary>
    public string? OrderId { get; init; }

    /// <summary>The merchant's remaining balance.</summary>
    public decimal? Balance { get; init; }

    /// <summary>The coin actually paid.</summary>
    public string? PayerCurrency { get; init; }

    /// <summary>The amount in <see cref="PayerCurrency"/>.</summary>
    public decimal? PayerAmount { get; init; }

    /// <summary>Heleket's fee.</summary>
    public decimal? Commission { get; init; }

    /// <summary>The amount debited from the merchant's balance, including the fee.</summary>
    public decimal? MerchantAmount { get; init; }

    /// <summary>When Heleket created the payout.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When Heleket last changed the payout.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>
    /// Wire names of the members that were present but unreadable, and are therefore <see langword="null"/> here. Only
    /// informational members can be listed: <c>txid balance payer_currency payer_amount commission merchant_amount
    /// created_at updated_at</c>.
    /// </summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}
