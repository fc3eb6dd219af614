namespace Heleket.Simulator.Payouts;

/// <summary>
/// A coin's business wallet. Two equations always hold: <c>Available = Opening + Added − Debited + Returned</c> and
/// <c>Debited − Returned = Reserved + Paid</c>.
/// </summary>
/// <param name="Currency">Coin code.</param>
/// <param name="Available">The amount that payouts can spend.</param>
/// <param name="Reserved">The amount debited for unfinished payouts.</param>
/// <param name="Paid">The amount spent, including fees.</param>
/// <param name="Personal">The personal wallet's balance; <see langword="null"/>: there is none.</param>
public sealed record WalletView(string Currency, decimal Available, decimal Reserved, decimal Paid, decimal? Personal)
{
    /// <summary>The balance in the options.</summary>
    public decimal Opening { get; init; }

    /// <summary>
    /// What came in since, apart from payouts: control calls, a trickle, transfers and refunds (these two negative, if
    /// money left), and what seeded payouts had cost.
    /// </summary>
    public decimal Added { get; init; }

    /// <summary>Every debit of a payout.</summary>
    public decimal Debited { get; init; }

    /// <summary>What came back from payouts.</summary>
    public decimal Returned { get; init; }

    /// <summary>The trickle; <see langword="null"/>: none.</summary>
    public decimal? PerMinute { get; init; }
}

/// <summary>The amounts behind a <see cref="WalletView"/>.</summary>
internal sealed class Wallet
{
    private Trickle? _trickle;
    private decimal _trickled;

    public decimal Available { get; private set; }

    public decimal Opening { get; private set; }

    public decimal Added { get; private set; }

    public decimal Debited { get; private set; }

    public decimal Returned { get; private set; }

    public decimal Reserved { get; private set; }

    public decimal Paid { get; private set; }

    public decimal? PerMinute => _trickle?.PerMinute;

    public bool Trickles => _trickle is not null;

    public void Open(decimal amount)
    {
        Opening += amount;
        Available += amount;
    }

    public void Add(decimal amount)
    {
        Added += amount;
        Available += amount;
    }

    /// <summary>Adds what has trickled in until a time.</summary>
    public void Accrue(DateTimeOffset now)
    {
        if (_trickle is not null && _trickle.Until(now) is var until && until > _trickled)
        {
            Add(until - _trickled);
            _trickled = until;
        }
    }

    /// <summary>Replaces the trickle; 0 ends it.</summary>
    public void SetTrickle(decimal perMinute, DateTimeOffset now)
    {
        Accrue(now);
        (_trickle, _trickled) = (perMinute == 0 ? null : new Trickle(perMinute, now), 0);
    }

    /// <summary>A payout's money goes from one place to another; <see cref="MoneyState.Returned"/> is the balance.</summary>
    public void Move(decimal amount, MoneyState from, MoneyState to)
    {
        Put(from, -amount);
        Put(to, amount);
        if (from == MoneyState.Returned && to != MoneyState.Returned)
        {
            Debited += amount;
        }
        else if (from != MoneyState.Returned && to == MoneyState.Returned)
        {
            Returned += amount;
        }
    }

    /// <summary>A debit turned out to be another one.</summary>
    public void Correct(decimal difference, MoneyState where)
    {
        if (where == MoneyState.Returned)
        {
            return;
        }

        Put(where, difference);
        Available -= difference;
        _ = difference > 0 ? Debited += difference : Returned -= difference;
    }

    private void Put(MoneyState where, decimal amount)
    {
        switch (where)
        {
            case MoneyState.Reserved:
                Reserved += amount;
                break;
            case MoneyState.Paid:
                Paid += amount;
                break;
            default:
                Available += amount;
                break;
        }
    }
}
