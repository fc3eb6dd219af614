namespace Heleket.Simulator.Payouts;

/// <summary>What the simulated Heleket knows about one order id: the truth that tests compare a client's belief with.</summary>
public sealed record LedgerEntry
{
    /// <summary>The caller's id.</summary>
    public required string OrderId { get; init; }

    /// <summary>Heleket's id.</summary>
    public required string Uuid { get; init; }

    /// <summary>In <see cref="Currency"/>.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Coin or fiat code.</summary>
    public required string Currency { get; init; }

    /// <summary>Network code, upper case.</summary>
    public required string Network { get; init; }

    /// <summary>The receiver.</summary>
    public required string Address { get; init; }

    /// <summary>The memo, if one was given.</summary>
    public string? Memo { get; init; }

    /// <summary>Heleket's word.</summary>
    public required string Status { get; init; }

    /// <summary>Whether the payout is finished.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>The transaction's hash, once paid.</summary>
    public string? Txid { get; init; }

    /// <summary>Calls of create with a good signature under this order id, whatever became of them.</summary>
    public required int CreateCalls { get; init; }

    /// <summary>Payouts stored under this order id. 1, or the simulator itself is wrong.</summary>
    public required int Stored { get; init; }

    /// <summary>Where the money is.</summary>
    public required MoneyState Money { get; init; }

    /// <summary>The wallet that was debited.</summary>
    public required string DebitCurrency { get; init; }

    /// <summary>How much, the fee included.</summary>
    public required decimal DebitAmount { get; init; }

    /// <summary>Webhooks answered with 2xx.</summary>
    public required int WebhooksDelivered { get; init; }

    /// <summary>Webhooks still to be delivered.</summary>
    public required int WebhooksPending { get; init; }

    /// <summary>Webhooks dropped on demand, or given up after the last attempt.</summary>
    public required int WebhooksLost { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
