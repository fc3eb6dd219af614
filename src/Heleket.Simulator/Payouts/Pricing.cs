namespace Heleket.Simulator.Payouts;

/// <summary>
/// Finds the service, calculates the fee and checks limits, in the assumed order
/// (docs/heleket.md, "What the simulator assumes").
/// </summary>
internal sealed class Pricing(SimulatorOptions options, ServiceBook services)
{
    private static readonly string[] PriorityNetworks = ["BTC", "ETH", "POLYGON", "BSC"];

    private readonly Dictionary<string, decimal> _rates = new(options.Rates, StringComparer.OrdinalIgnoreCase);

    public ServiceBook Services => services;

    /// <summary>Whether payouts of the coin are on offer at all.</summary>
    public bool IsCoin(string currency) => services.Of(currency) is not null;

    /// <summary>The pair, whether available or not.</summary>
    public SimulatedService? Find(string currency, string network) => services.Of(currency)?
        .FirstOrDefault(service => service.Network.Equals(network, StringComparison.OrdinalIgnoreCase));

    /// <summary>All rates of a code, or <see langword="null"/> if it has none.</summary>
    public IEnumerable<(string To, decimal Course)>? Rates(string currency) => _rates.TryGetValue(currency, out var rate)
        ? _rates.Where(other => !other.Key.Equals(currency, StringComparison.OrdinalIgnoreCase)).Select(other => (other.Key, Math.Round(rate / other.Value, 8)))
        : null;

    /// <summary>The price, or the reason for a refusal.</summary>
    public (Quote? Quote, Refusal? Refusal) Price(PayoutTerms terms)
    {
        var (service, coinAmount, refusal) = Locate(terms);
        if (service is null)
        {
            return (null, refusal);
        }

        var commission = Commission(service, coinAmount, terms.Priority);
        var outOfAmount = terms.IsSubtract == options.IsSubtractInverted;
        var received = outOfAmount ? coinAmount - commission : coinAmount;
        var why = coinAmount <= 0 || received <= 0 ? "The withdrawal amount is too small"
            : coinAmount < service.MinAmount ? $"Minimum amount {Wire.Plain(service.MinAmount)} {service.Currency}"
            : service.HasMaximum && coinAmount > service.MaxAmount ? $"Maximum amount {Wire.Plain(service.MaxAmount)} {service.Currency}"
            : null;
        if (why is not null)
        {
            return (null, new Refusal(why));
        }

        var debit = outOfAmount ? coinAmount : coinAmount + commission;
        var wallet = terms.FromCurrency?.ToUpperInvariant() ?? service.Currency;
        if (wallet == service.Currency)
        {
            return (new Quote(service, commission, debit, received, wallet, debit, outOfAmount), null);
        }

        return Convert(debit, service.Currency, wallet) is { } converted
            ? (new Quote(service, commission, debit, received, wallet, converted, outOfAmount), null)
            : (null, new Refusal("Error convert to_currency"));
    }

    /// <summary>Rounded up to eight decimals, so that a conversion is never free.</summary>
    public decimal? Convert(decimal amount, string from, string to) =>
        _rates.TryGetValue(from, out var source) && _rates.TryGetValue(to, out var target) && target > 0
            ? Math.Round(amount * source / target, 8, MidpointRounding.ToPositiveInfinity)
            : null;

    /// <summary>The fee of a pair: the fixed part and the percentage, rounded up to eight decimals.</summary>
    public static decimal Commission(SimulatedService service, decimal amount, string? priority)
    {
        var commission = service.FeeAmount + Math.Round(amount * service.FeePercent / 100m, 8, MidpointRounding.ToPositiveInfinity);
        var factor = PriorityNetworks.Contains(service.Network, StringComparer.OrdinalIgnoreCase)
            ? priority switch { "economy" => 0.5m, "high" => 1.5m, "highest" => 2m, _ => 1m }
            : 1m;
        return commission * factor;
    }

    private (SimulatedService? Service, decimal CoinAmount, Refusal? Refusal) Locate(PayoutTerms terms)
    {
        var isCoin = IsCoin(terms.Currency);
        if (!isCoin && !_rates.ContainsKey(terms.Currency))
        {
            return (null, 0, new Refusal("The currency was not found"));
        }

        if (!isCoin && terms.ToCurrency is null)
        {
            return (null, 0, Refusal.Invalid("to_currency", "validation.required"));
        }

        var coin = isCoin ? terms.Currency : terms.ToCurrency!;
        if (services.Of(coin) is not { } pairs)
        {
            return (null, 0, new Refusal("Not found service to_currency"));
        }

        if (terms.Network is null && pairs.Length > 1)
        {
            return (null, 0, Refusal.Invalid("network", "validation.required"));
        }

        var service = terms.Network is { } network ? Find(coin, network) : pairs[0];
        var otherCoin = isCoin && terms.ToCurrency is { } to && !to.Equals(coin, StringComparison.OrdinalIgnoreCase);
        if (service is not { IsAvailable: true } || otherCoin)
        {
            return (null, 0, new Refusal("The service was not found"));
        }

        return (isCoin ? terms.Amount : Convert(terms.Amount, terms.Currency, coin)) is { } amount
            ? (service, amount, null)
            : (null, 0, new Refusal("Error convert to_currency"));
    }
}

/// <summary>The reason for a refusal: a message, or the validation keys of the invalid fields.</summary>
/// <param name="Message">Heleket's message; empty if <paramref name="Errors"/> is used.</param>
/// <param name="Errors">Laravel's validation keys by field.</param>
/// <param name="Status">HTTP status.</param>
internal sealed record Refusal(string Message, IReadOnlyDictionary<string, string>? Errors = null, int Status = 422)
{
    public static Refusal Invalid(string field, string key) => new("", new Dictionary<string, string> { [field] = key });
}
