namespace Heleket;

/// <summary>A payout as Heleket shows it (docs/heleket.md, "Create"). Members that Heleket left out are <see langword="null"/>.</summary>
public sealed record PayoutInfo
{
    /// <summary>Heleket's id of the payout.</summary>
    public required string Uuid { get; init; }

    /// <summary>Heleket's word: <c>process check paid fail cancel system_fail</c>, or one that nobody documented.</summary>
    public required string Status { get; init; }

    /// <summary>The payout is finished: paid, or failed with the money returned. Decides, not the word.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>The amount in <see cref="Currency"/>, echoed.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The coin, echoed.</summary>
    public string? Currency { get; init; }

    /// <summary>The network code, in either case.</summary>
    public string? Network { get; init; }

    /// <summary>The receiver, echoed. Not in webhooks.</summary>
    public string? Address { get; init; }

    /// <summary>The transaction's hash, once sent.</summary>
    public string? Txid { get; init; }

    /// <summary>Our id. In webhooks always, elsewhere sometimes.</summary>
    public string? OrderId { get; init; }

    /// <summary>The merchant's balance that is left.</summary>
    public decimal? Balance { get; init; }

    /// <summary>The coin really paid.</summary>
    public string? PayerCurrency { get; init; }

    /// <summary>The amount in <see cref="PayerCurrency"/>.</summary>
    public decimal? PayerAmount { get; init; }

    /// <summary>Heleket's fee.</summary>
    public decimal? Commission { get; init; }

    /// <summary>What left the merchant's balance, the fee included.</summary>
    public decimal? MerchantAmount { get; init; }

    /// <summary>When Heleket made it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When Heleket last changed it.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>
    /// Wire names of the members that were there, could not be read, and are <see langword="null"/> here therefore. Only members that inform
    /// are ever among them: <c>txid balance payer_currency payer_amount commission merchant_amount created_at updated_at</c>.
    /// </summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}
