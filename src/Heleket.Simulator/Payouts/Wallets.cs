namespace Heleket.Simulator.Payouts;

/// <summary>The merchant's money. Guarded by <see cref="SimulatorState.Gate"/>.</summary>
internal sealed class Wallets
{
    private readonly Dictionary<string, Wallet> _business = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, decimal> _personal = new(StringComparer.OrdinalIgnoreCase);
    private readonly SimulatorOptions _options;
    private readonly TimeProvider _time;

    public Wallets(SimulatorOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        Restore();
    }

    /// <summary>
    /// The spendable balance of the business wallet; <see langword="null"/>: there is no such wallet.
    /// </summary>
    /// <param name="currency">Coin code.</param>
    /// <param name="at">When; <see langword="null"/>: now.</param>
    public decimal? Available(string currency, DateTimeOffset? at = null)
    {
        if (!_business.TryGetValue(currency, out var wallet))
        {
            return null;
        }

        if (wallet.Trickles)
        {
            wallet.Accrue(at ?? _time.GetUtcNow());
        }

        return wallet.Available;
    }

    /// <summary>The balance of the personal wallet; <see langword="null"/>: there is no such wallet.</summary>
    public decimal? Personal(string currency) => _personal.TryGetValue(currency, out var held) ? held : null;

    /// <summary>Sets the spendable balance at a time, and opens the wallet if necessary.</summary>
    public void SetAvailable(string currency, decimal amount, DateTimeOffset at)
    {
        var wallet = Of(currency);
        wallet.Accrue(at);
        wallet.Add(amount - wallet.Available);
    }

    /// <summary>Adds to the spendable balance at a time, and opens the wallet if necessary.</summary>
    public void Add(string currency, decimal amount, DateTimeOffset at)
    {
        var wallet = Of(currency);
        wallet.Accrue(at);
        wallet.Add(amount);
    }

    /// <summary>Lets money come in by itself from a time on, and opens the wallet if necessary; 0 ends it.</summary>
    public void SetTrickle(string currency, decimal perMinute, DateTimeOffset at) => Of(currency).SetTrickle(perMinute, at);

    public void SetPersonal(string currency, decimal amount) => _personal[currency.ToUpperInvariant()] = amount;

    /// <summary>Debits a new payout, unless it was born returned.</summary>
    public void Debit(SimulatedPayout payout) => Of(payout.WalletCurrency).Move(payout.WalletAmount, MoneyState.Returned, payout.Money);

    /// <summary>Takes a settled payout of the past: what it cost had been put in before.</summary>
    public void Recall(SimulatedPayout payout)
    {
        if (payout.Money == MoneyState.Paid)
        {
            Of(payout.WalletCurrency).Add(payout.WalletAmount);
        }

        Debit(payout);
    }

    /// <summary>
    /// Follows a payout's change. The balance may become negative if the money had already been returned, or if
    /// settling cost more.
    /// </summary>
    public void Follow(SimulatedPayout old, SimulatedPayout now)
    {
        var wallet = Of(old.WalletCurrency);
        wallet.Move(old.WalletAmount, old.Money, now.Money);
        wallet.Correct(now.WalletAmount - old.WalletAmount, now.Money);
    }

    public IReadOnlyList<WalletView> View() => [.. _business.Select(pair => View(pair.Key, pair.Value))];

    public IEnumerable<(string Currency, decimal Amount)> PersonalView() => _personal.Select(pair => (pair.Key, pair.Value));

    /// <summary>Restores the amounts in the options.</summary>
    public void Restore()
    {
        _business.Clear();
        _personal.Clear();
        foreach (var (currency, amount) in _options.Balances)
        {
            Of(currency).Open(amount);
        }

        foreach (var (currency, amount) in _options.PersonalBalances)
        {
            SetPersonal(currency, amount);
        }
    }

    private WalletView View(string currency, Wallet wallet)
    {
        wallet.Accrue(_time.GetUtcNow());
        return new WalletView(currency, wallet.Available, wallet.Reserved, wallet.Paid, Personal(currency))
        {
            Opening = wallet.Opening,
            Added = wallet.Added,
            Debited = wallet.Debited,
            Returned = wallet.Returned,
            PerMinute = wallet.PerMinute,
        };
    }

    private Wallet Of(string currency)
    {
        if (!_business.TryGetValue(currency, out var wallet))
        {
            _business[currency.ToUpperInvariant()] = wallet = new Wallet();
        }

        return wallet;
    }
}
