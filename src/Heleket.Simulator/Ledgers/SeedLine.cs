using Heleket.Simulator.Payouts;
using Heleket.Simulator.Walking;

namespace Heleket.Simulator.Ledgers;

/// <summary>One settled payout of the past, as a line of a seed.</summary>
/// <param name="OrderId">The caller's id, not stored yet.</param>
/// <param name="Amount">In units of the coin: more than 0, to 10,000,000,000, at most 8 decimals.</param>
/// <param name="Currency">Coin code; the pair is one of the simulator's, available or not.</param>
/// <param name="Network">Network code.</param>
/// <param name="Address">The receiving address, 1 to 255 characters.</param>
/// <param name="CreatedAt">When it was created; not in the future.</param>
internal sealed record SeedLine(string OrderId, decimal Amount, string Currency, string Network, string Address, DateTimeOffset CreatedAt)
{
    /// <summary>Heleket's id; <see langword="null"/>: what a create would have got.</summary>
    public string? Uuid { get; init; }

    /// <summary><c>paid</c>, <c>fail</c>, <c>cancel</c> or <c>system_fail</c>, always final.</summary>
    public string Status { get; init; } = "paid";

    /// <summary>The fee; <see langword="null"/>: the pair's present one.</summary>
    public decimal? Commission { get; init; }

    /// <summary>Whether the fee was paid beside the amount, as documented.</summary>
    public bool IsSubtract { get; init; } = true;

    /// <summary>When it was settled; <see langword="null"/>: at once.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The memo, 1 to 30 characters.</summary>
    public string? Memo { get; init; }

    /// <summary>The transaction hash, for a paid one; <see langword="null"/>: one is made.</summary>
    public string? Txid { get; init; }

    /// <summary>The payout.</summary>
    /// <exception cref="ArgumentException">A member is out of bounds.</exception>
    public SimulatedPayout ToPayout(SimulatorState state, DateTimeOffset now)
    {
        Check(now);
        if (state.Pricing.Find(Currency, Network) is not { } service)
        {
            throw new ArgumentException($"currency and network: {Currency} on {Network} is no pair of the simulator's.");
        }

        var fee = Commission ?? Pricing.Commission(service, Amount, priority: null);
        if (!IsSubtract && fee > Amount)
        {
            throw new ArgumentException("commission is more than the amount that it is taken out of.");
        }

        var debit = IsSubtract ? Amount + fee : Amount;
        var quote = new Quote(service, fee, debit, debit - fee, service.Currency, debit, !IsSubtract);
        var terms = new PayoutTerms
        {
            AmountText = Wire.Plain(Amount),
            Amount = Amount,
            Currency = Currency,
            OrderId = OrderId,
            Address = Address,
            IsSubtract = IsSubtract,
            Memo = Memo,
        };
        var payout = Walker.PayoutOf(terms, quote, 0, Uuid ?? Walker.UuidOf(state.Options.Seed, OrderId), CreatedAt);
        payout = Walker.With(payout, new WalkStep(Status, IsFinal: true), UpdatedAt ?? CreatedAt);
        return Txid is null ? payout : payout with { Txid = Txid };
    }

    private void Check(DateTimeOffset now)
    {
        Bounds.OrderId("order_id", OrderId);
        Bounds.Amount("amount", Amount, 0.00000001m);
        Bounds.Amount("commission", Commission ?? 0);
        Bounds.Text("address", Address, 255);
        Bounds.Text("memo", Memo ?? "-", 30);
        Bounds.Text("txid", Txid ?? "-", 255);
        var wrong = Uuid is not null && !Guid.TryParseExact(Uuid, "D", out _) ? "uuid is no uuid."
            : Status is not ("paid" or "fail" or "cancel" or "system_fail") ? "status must be paid, fail, cancel or system_fail."
            : CreatedAt > now ? "created_at is in the future."
            : UpdatedAt > now || UpdatedAt < CreatedAt ? "updated_at must be between created_at and now."
            : null;
        if (wrong is not null)
        {
            throw new ArgumentException(wrong);
        }
    }
}
