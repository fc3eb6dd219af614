using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Walking;

/// <summary>
/// A walk and the payouts it applies to. Members that are <see langword="null"/> match everything. A rule is chosen
/// when a payout is created.
/// </summary>
/// <param name="Steps">
/// The steps in the notation of <see cref="WalkStep"/>, starting with the status at creation.
/// </param>
public sealed record WalkRule(IReadOnlyList<string> Steps)
{
    /// <summary>Only this payout.</summary>
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
        (Currency is null || Currency.Equals(payout.Currency, StringComparison.OrdinalIgnoreCase))
        && (Network is null || Network.Equals(payout.Network, StringComparison.OrdinalIgnoreCase))
        && (Amount is null || Amount == payout.Amount)
        && (Address is null || Address == payout.Address);
}

/// <summary>
/// The current scripts. A script for the order id wins, then the latest matching rule, then the default. Not
/// thread-safe.
/// </summary>
internal sealed class WalkBook(SimulatorOptions options)
{
    private readonly Dictionary<string, IReadOnlyList<WalkStep>> _byOrder = new(StringComparer.Ordinal);
    private readonly List<(WalkRule Rule, IReadOnlyList<WalkStep> Walk)> _rules = [];
    private readonly IReadOnlyList<WalkStep> _default = WalkStep.ParseAll(options.Walk);

    public void Add(WalkRule rule)
    {
        var walk = WalkStep.ParseAll(rule.Steps);
        if (rule.OrderId is { } orderId)
        {
            _byOrder[orderId] = walk;
        }
        else
        {
            _rules.Add((rule, walk));
        }
    }

    public IReadOnlyList<WalkStep> For(SimulatedPayout payout)
    {
        if (_byOrder.TryGetValue(payout.OrderId, out var own))
        {
            return own;
        }

        var index = _rules.FindLastIndex(entry => entry.Rule.Matches(payout));
        return index >= 0 ? _rules[index].Walk : _default;
    }

    public void Clear()
    {
        _byOrder.Clear();
        _rules.Clear();
    }
}
