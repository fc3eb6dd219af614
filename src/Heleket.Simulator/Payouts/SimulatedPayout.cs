namespace Heleket.Simulator.Payouts;

/// <summary>A stored payout. Immutable: a change creates a new one.</summary>
internal sealed record SimulatedPayout
{
    /// <summary>
    /// A sequence number from 1, in order of creation; the list's cursor. A seed of the past numbers anew.
    /// </summary>
    public required long Id { get; init; }

    public required string Uuid { get; init; }

    public required string OrderId { get; init; }

    /// <summary>As the caller wrote it; create and info echo it unchanged.</summary>
    public required string AmountText { get; init; }

    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    public required string Network { get; init; }

    public required string Address { get; init; }

    /// <summary>Another form of <see cref="Address"/> that is shown instead.</summary>
    public string? ShownAddress { get; init; }

    public string? Memo { get; init; }

    public string? UrlCallback { get; init; }

    public required string PayerCurrency { get; init; }

    public required decimal PayerAmount { get; init; }

    /// <summary>The fee, in <see cref="PayerCurrency"/>.</summary>
    public required decimal Commission { get; init; }

    /// <summary>The debit including the fee, in <see cref="PayerCurrency"/>.</summary>
    public required decimal MerchantAmount { get; init; }

    /// <summary>Whether the receiver pays the fee: then <see cref="MerchantAmount"/> is what was asked for.</summary>
    public bool FeeOutOfAmount { get; init; }

    /// <summary>The wallet that is debited: <see cref="PayerCurrency"/>, or the coin that is converted.</summary>
    public required string WalletCurrency { get; init; }

    /// <summary>The amount debited from that wallet.</summary>
    public required decimal WalletAmount { get; init; }

    public required string Status { get; init; }

    public required bool IsFinal { get; init; }

    public string? Txid { get; init; }

    /// <summary>Where it is not shown.</summary>
    public HiddenFrom Hidden { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// Where the money is, determined by the state alone: only finality releases it (docs/heleket.md, "Statuses").
    /// </summary>
    public MoneyState Money => (IsFinal, Status) switch
    {
        (false, _) => MoneyState.Reserved,
        (true, "paid") => MoneyState.Paid,
        _ => MoneyState.Returned,
    };
}

/// <summary>Where a payout's money is.</summary>
public enum MoneyState
{
    /// <summary>Debited from the balance, but not spent yet.</summary>
    Reserved,

    /// <summary>Spent: paid to the receiver and as Heleket's fee.</summary>
    Paid,

    /// <summary>Returned to the balance.</summary>
    Returned,
}

/// <summary>The simulator's state of one payout. Guarded by <see cref="SimulatorState.Gate"/>.</summary>
internal sealed class PayoutEntry(SimulatedPayout payout, IReadOnlyList<WalkStep> walk)
{
    public SimulatedPayout Payout { get; set; } = payout;

    public IReadOnlyList<WalkStep> Walk { get; } = walk;

    /// <summary>The index in <see cref="Walk"/> of the last step taken.</summary>
    public int Step { get; set; }

    /// <summary>When the next step is due.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>Counts interventions, so that a step scheduled before one has no effect.</summary>
    public int Generation { get; set; }

    /// <summary>The webhooks of this payout.</summary>
    public WebhookQueue Webhooks { get; } = new();
}
