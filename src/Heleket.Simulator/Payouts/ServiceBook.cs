using System.Collections.Frozen;
using System.Text.Json;

namespace Heleket.Simulator.Payouts;

/// <summary>
/// The pairs currently on offer, and what the services list returns instead. Changed under the state's lock; read
/// without it.
/// </summary>
internal sealed class ServiceBook
{
    private readonly SimulatedService[] _first;
    private volatile Offer _offer;

    public ServiceBook(SimulatorOptions options)
    {
        _first = [.. options.Services];
        _offer = new Offer(_first, SimulatedServiceList.AsItIs);
    }

    /// <summary>The pairs, in the order of the list.</summary>
    public IReadOnlyList<SimulatedService> All => _offer.Services;

    /// <summary>The pairs of a coin, or <see langword="null"/> if the coin is unknown.</summary>
    public SimulatedService[]? Of(string currency) => _offer.ByCoin.GetValueOrDefault(currency);

    /// <summary>Changes a pair, or a coin on every network, both on the list and for payouts.</summary>
    /// <returns>Whether there is any.</returns>
    public bool Change(string currency, string? network, ServiceChange change)
    {
        var any = false;
        SimulatedService[] next = [.. _offer.Services.Select(service => IsMeant(service) ? Changed(service) : service)];
        _offer = any ? new Offer(next, _offer.List) : _offer;
        return any;

        bool IsMeant(SimulatedService service) => service.Currency.Equals(currency, StringComparison.OrdinalIgnoreCase)
            && (network is null || service.Network.Equals(network, StringComparison.OrdinalIgnoreCase));

        SimulatedService Changed(SimulatedService old)
        {
            any = true;
            return old with
            {
                IsAvailable = change.IsAvailable ?? old.IsAvailable,
                MinAmount = change.MinAmount ?? old.MinAmount,
                MaxAmount = change.MaxAmount ?? old.MaxAmount,
                FeeAmount = change.FeeAmount ?? old.FeeAmount,
                FeePercent = change.FeePercent ?? old.FeePercent,
            };
        }
    }

    /// <summary>Changes what the list returns, and nothing else.</summary>
    public void Show(SimulatedServiceList list) => _offer = new Offer(_offer.Services, list);

    /// <summary>Restores the initial pairs and list.</summary>
    public void Restore() => _offer = new Offer(_first, SimulatedServiceList.AsItIs);

    /// <summary>Writes the list.</summary>
    public void Write(Utf8JsonWriter json)
    {
        var offer = _offer;
        if (offer.List.Result is { } result)
        {
            result.WriteTo(json);
            return;
        }

        json.WriteStartArray();
        foreach (var service in offer.Services)
        {
            Write(json, service);
        }

        foreach (var entry in offer.List.Extra)
        {
            entry.WriteTo(json);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, SimulatedService service)
    {
        json.WriteStartObject();
        json.WriteString("network", service.Network);
        json.WriteString("currency", service.Currency);
        json.WriteBoolean("is_available", service.IsAvailable);
        json.WriteStartObject("limit");
        json.WriteString("min_amount", Wire.Padded(service.MinAmount));
        json.WriteString("max_amount", Wire.Padded(service.MaxAmount));
        json.WriteEndObject();
        json.WriteStartObject("commission");
        json.WriteString("fee_amount", Wire.Short(service.FeeAmount));
        json.WriteString("percent", Wire.Short(service.FeePercent));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private sealed class Offer(SimulatedService[] services, SimulatedServiceList list)
    {
        public SimulatedService[] Services => services;

        public SimulatedServiceList List => list;

        public FrozenDictionary<string, SimulatedService[]> ByCoin { get; } = services
            .GroupBy(service => service.Currency, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);
    }
}
