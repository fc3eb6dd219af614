namespace Heleket.Simulator.Payouts;

/// <summary>
/// A coin's business wallet. <c>Available + Reserved + Paid</c> changes only by transfers, refunds and the control
/// call.
/// </summary>
/// <param name="Currency">Coin code.</param>
/// <param name="Available">The amount that payouts can spend.</param>
/// <param name="Reserved">The amount debited for unfinished payouts.</param>
/// <param name="Paid">The amount spent, including fees.</param>
/// <param name="Personal">The personal wallet's balance; <see langword="null"/>: there is none.</param>
public sealed record WalletView(string Currency, decimal Available, decimal Reserved, decimal Paid, decimal? Personal);

/// <summary>The merchant's money. Guarded by <see cref="SimulatorState.Gate"/>.</summary>
internal sealed class Wallets
{
    private readonly Dictionary<string, Wallet> _business = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, decimal> _personal = new(StringComparer.OrdinalIgnoreCase);
    private readonly SimulatorOptions _options;

    public Wallets(SimulatorOptions options)
    {
        _options = options;
        Restore();
    }

    /// <summary>
    /// The spendable balance of the business wallet; <see langword="null"/>: there is no such wallet.
    /// </summary>
    public decimal? Available(string currency) => _business.TryGetValue(currency, out var wallet) ? wallet.Available : null;

    /// <summary>The balance of the personal wallet; <see langword="null"/>: there is no such wallet.</summary>
    public decimal? Personal(string currency) => _personal.TryGetValue(currency, out var held) ? held : null;

    /// <summary>Sets the spendable balance, and opens the wallet if necessary.</summary>
    public void SetAvailable(string currency, decimal amount) => Of(currency).Available = amount;

    public void SetPersonal(string currency, decimal amount) => _personal[currency.ToUpperInvariant()] = amount;

    /// <summary>
    /// Moves a payout's money; <paramref name="from"/> is <see langword="null"/> for a new payout. The balance may
    /// become negative if the money had already been returned.
    /// </summary>
    public void Move(string currency, decimal amount, MoneyState? from, MoneyState to)
    {
        var wallet = Of(currency);
        wallet.Add(from ?? MoneyState.Returned, -amount);
        wallet.Add(to, amount);
    }

    public IReadOnlyList<WalletView> View() =>
        [.. _business.Select(pair => new WalletView(pair.Key, pair.Value.Available, pair.Value.Reserved, pair.Value.Paid, Personal(pair.Key)))];

    public IEnumerable<(string Currency, decimal Amount)> PersonalView() => _personal.Select(pair => (pair.Key, pair.Value));

    /// <summary>Restores the amounts in the options.</summary>
    public void Restore()
    {
        _business.Clear();
        _personal.Clear();
        foreach (var (currency, amount) in _options.Balances)
        {
            SetAvailable(currency, amount);
        }

        foreach (var (currency, amount) in _options.PersonalBalances)
        {
            SetPersonal(currency, amount);
        }
    }

    private Wallet Of(string currency)
    {
        if (!_business.TryGetValue(currency, out var wallet))
        {
            _business[currency.ToUpperInvariant()] = wallet = new Wallet();
        }

        return wallet;
    }

    private sealed class Wallet
    {
        public decimal Available { get; set; }

        public decimal Reserved { get; private set; }

        public decimal Paid { get; private set; }

        public void Add(MoneyState where, decimal amount)
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
}
