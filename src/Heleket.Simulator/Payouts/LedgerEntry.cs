namespace Heleket.Simulator.Payouts;

/// <summary>
/// What the simulated Heleket knows about one order id: the truth against which tests check a client's belief.
/// </summary>
public sealed record LedgerEntry
{
    /// <summary>The caller's id.</summary>
    public required string OrderId { get; init; }

    /// <summary>Heleket's id.</summary>
    public required string Uuid { get; init; }

    /// <summary>The amount, in <see cref="Currency"/>.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Coin or fiat code.</summary>
    public required string Currency { get; init; }

    /// <summary>Network code, upper case.</summary>
    public required string Network { get; init; }

    /// <summary>The receiving address.</summary>
    public required string Address { get; init; }

    /// <summary>The memo, if one was given.</summary>
    public string? Memo { get; init; }

    /// <summary>Heleket's status.</summary>
    public required string Status { get; init; }

    /// <summary>Whether the payout is finished.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>The transaction hash, once paid.</summary>
    public string? Txid { get; init; }

    /// <summary>The number of correctly signed creates under this order id, whatever their outcome.</summary>
    public required int CreateCalls { get; init; }

    /// <summary>
    /// The number of payouts stored under this order id: 1, unless a control call made a duplicate (or the simulator
    /// itself has a bug).
    /// </summary>
    public required int Stored { get; init; }

    /// <summary>Where the money is.</summary>
    public required MoneyState Money { get; init; }

    /// <summary>The wallet that was debited.</summary>
    public required string DebitCurrency { get; init; }

    /// <summary>The amount debited, including the fee.</summary>
    public required decimal DebitAmount { get; init; }

    /// <summary>The fee, in the coin paid.</summary>
    public required decimal Commission { get; init; }

    /// <summary>What the receiver gets, in the coin paid.</summary>
    public required decimal Received { get; init; }

    /// <summary>The number of webhooks answered with 2xx.</summary>
    public required int WebhooksDelivered { get; init; }

    /// <summary>The number of webhooks still to be delivered.</summary>
    public required int WebhooksPending { get; init; }

    /// <summary>The number of webhooks dropped on request, or given up after the last attempt.</summary>
    public required int WebhooksLost { get; init; }

    /// <summary>Where it is not shown; <see langword="null"/>: it is shown everywhere.</summary>
    public HiddenFrom? Hidden { get; init; }

    /// <summary>When the payout was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the payout's state last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
