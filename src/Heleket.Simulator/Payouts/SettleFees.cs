namespace Heleket.Simulator.Payouts;

/// <summary>
/// A fee that is taken when a payout is paid, whatever was told before. Members that are <see langword="null"/> match
/// everything.
/// </summary>
/// <param name="SettleFee">
/// The fee, in the coin paid; 0 to 10,000,000,000, at most 8 decimals. Out of the amount, never more than the amount.
/// </param>
public sealed record SettleFeeRule(decimal SettleFee)
{
    /// <summary>Only this payout. It goes before every rule without one.</summary>
    public string? OrderId { get; init; }

    /// <summary>Only this coin, ignoring case.</summary>
    public string? Currency { get; init; }

    /// <summary>Only this network, ignoring case.</summary>
    public string? Network { get; init; }

    /// <summary>Only this amount, by value.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Only this receiving address.</summary>
    public string? Address { get; init; }

    internal bool Matches(SimulatedPayout payout) =>
        (OrderId is null || OrderId == payout.OrderId)
        && (Currency is null || Currency.Equals(payout.Currency, StringComparison.OrdinalIgnoreCase))
        && (Network is null || Network.Equals(payout.Network, StringComparison.OrdinalIgnoreCase))
        && (Amount is null || Amount == payout.Amount)
        && (Address is null || Address == payout.Address);
}

/// <summary>
/// The current rules: the latest for the order id, else the latest that matches. Guarded by
/// <see cref="SimulatorState.Gate"/>.
/// </summary>
internal sealed class SettleFees(Pricing pricing)
{
    private readonly Dictionary<string, SettleFeeRule> _byOrder = new(StringComparer.Ordinal);
    private readonly List<SettleFeeRule> _rules = [];

    public IReadOnlyList<SettleFeeRule> View() => [.. _byOrder.Values, .. _rules];

    public void Add(SettleFeeRule rule)
    {
        Bounds.Amount("settle_fee", rule.SettleFee);
        if (rule.OrderId is { } orderId)
        {
            _byOrder[orderId] = rule;
            return;
        }

        _rules.Add(rule);
    }

    public void Clear()
    {
        _byOrder.Clear();
        _rules.Clear();
    }

    /// <summary>The payout as it is settled, the debit included.</summary>
    public SimulatedPayout Apply(SimulatedPayout payout)
    {
        if ((_byOrder.Count == 0 && _rules.Count == 0) || RuleFor(payout) is not { } rule)
        {
            return payout;
        }

        // What the payout was made of does not depend on a fee that was shown.
        var amount = payout.FeeOutOfAmount ? payout.MerchantAmount : payout.PayerAmount;
        var fee = payout.FeeOutOfAmount ? Math.Min(rule.SettleFee, amount) : rule.SettleFee;
        var debit = payout.FeeOutOfAmount ? amount : amount + fee;
        return payout with
        {
            Commission = fee,
            MerchantAmount = debit,
            PayerAmount = payout.FeeOutOfAmount ? amount - fee : amount,
            WalletAmount = payout.WalletCurrency == payout.PayerCurrency ? debit : pricing.Convert(debit, payout.PayerCurrency, payout.WalletCurrency) ?? payout.WalletAmount,
        };
    }

    private SettleFeeRule? RuleFor(SimulatedPayout payout) =>
        _byOrder.TryGetValue(payout.OrderId, out var own) && own.Matches(payout) ? own : _rules.FindLast(rule => rule.Matches(payout));
}
