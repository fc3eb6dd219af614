namespace Heleket.Simulator.Ledgers;

/// <summary>
/// Payouts that the caller never made, as if somebody had paid by hand: debited like others, under order ids of their
/// own. Like an existing one (its receiver, amount, coin and network), or to a receiver of their own.
/// </summary>
/// <param name="Count">1 to 10,000.</param>
public sealed record ForeignPayouts(int Count)
{
    /// <summary>The order id or uuid of the payout to imitate; <see langword="null"/>: none.</summary>
    public string? Like { get; init; }

    /// <summary>Without <see cref="Like"/>: the coin; <see langword="null"/>: <c>USDT</c>.</summary>
    public string? Currency { get; init; }

    /// <summary>Without <see cref="Like"/>: the network; <see langword="null"/>: <c>TRON</c>.</summary>
    public string? Network { get; init; }

    /// <summary>Without <see cref="Like"/>: the amount, within the pair's limits; <see langword="null"/>: 10.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The status, in the notation of a walk's step. There is no walk.</summary>
    public string Step { get; init; } = "paid!";

    /// <exception cref="ArgumentException">A member is out of bounds, or does not go with another.</exception>
    internal void Check()
    {
        if (Count is < 1 or > 10_000)
        {
            throw new ArgumentException("count must be from 1 to 10000.");
        }

        if (Like is not null && (Currency is not null || Network is not null || Amount is not null))
        {
            throw new ArgumentException("like does not go with currency, network and amount.");
        }

        Bounds.Amount("amount", Amount ?? 10);
        Bounds.Code("currency", Currency ?? "USDT");
        Bounds.Code("network", Network ?? "TRON");
    }
}

/// <summary>A second payout under an order id that exists: another uuid, debited again. It sends no webhooks.</summary>
/// <param name="OrderId">The order id.</param>
public sealed record DuplicatePayout(string OrderId)
{
    /// <summary>The status, in the notation of a walk's step. There is no walk.</summary>
    public string Step { get; init; } = "paid!";
}
