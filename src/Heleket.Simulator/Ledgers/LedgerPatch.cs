using Heleket.Simulator.Payouts;
using Heleket.Simulator.Walking;

namespace Heleket.Simulator.Ledgers;

/// <summary>
/// A silent change to a stored payout: no webhook tells of it. Exactly the members that are given change, in all that
/// Heleket shows. Money moves only with the status and its finality; what was debited stays.
/// </summary>
public sealed record LedgerPatch
{
    /// <summary>The amount: 0 to 10,000,000,000, at most 8 decimals.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Coin code.</summary>
    public string? Currency { get; init; }

    /// <summary>The receiving address, 1 to 255 characters.</summary>
    public string? Address { get; init; }

    /// <summary>Network code.</summary>
    public string? Network { get; init; }

    /// <summary>The status, a word; ends the payout's walk.</summary>
    public string? Status { get; init; }

    /// <summary>Whether that status is final; ends the payout's walk.</summary>
    public bool? Final { get; init; }

    /// <summary>The fee shown: 0 to 10,000,000,000, at most 8 decimals.</summary>
    public decimal? Commission { get; init; }

    /// <summary>Where the payout is not shown from now on.</summary>
    public HiddenFrom? Hide { get; init; }

    internal bool EndsWalk => Status is not null || Final is not null;

    /// <exception cref="ArgumentException">A member is out of bounds, or none is given.</exception>
    internal void Check()
    {
        if (this == new LedgerPatch())
        {
            throw new ArgumentException("At least one of amount, currency, address, network, status, final, commission and hide must be given.");
        }

        Bounds.Amount("amount", Amount ?? 0);
        Bounds.Amount("commission", Commission ?? 0);
        Bounds.Code("currency", Currency ?? "USDT");
        Bounds.Code("network", Network ?? "TRON");
        Bounds.Text("address", Address ?? "T", 255);
        Bounds.Word("status", Status ?? "paid");
    }

    /// <summary>The payout with the changes.</summary>
    internal SimulatedPayout Apply(SimulatedPayout payout, DateTimeOffset now)
    {
        var step = new WalkStep(Status ?? payout.Status, Final ?? payout.IsFinal);
        return (EndsWalk ? Walker.With(payout, step, now) : payout) with
        {
            Amount = Amount ?? payout.Amount,
            AmountText = Amount is { } amount ? Wire.Plain(amount) : payout.AmountText,
            Currency = Currency?.ToUpperInvariant() ?? payout.Currency,
            Address = Address ?? payout.Address,
            ShownAddress = Address is null ? payout.ShownAddress : null,
            Network = Network?.ToUpperInvariant() ?? payout.Network,
            Commission = Commission ?? payout.Commission,
            Hidden = Hide ?? payout.Hidden,
        };
    }
}
