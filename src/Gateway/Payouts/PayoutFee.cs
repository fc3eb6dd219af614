using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>Heleket's fee as its services list has it (docs/heleket.md, "Fees").</summary>
internal static class PayoutFee
{
    // Of a text that no service would charge; and so that the sum below cannot overflow.
    private const decimal MostFixed = 1_000_000_000_000_000_000m;
    private const decimal MostPercent = 100m;

    /// <summary>
    /// The fixed part and the percentage of the amount, rounded up to eight decimals, in units of the asset, whoever
    /// bears it; <see langword="null"/> when the list does not tell both.
    /// </summary>
    public static decimal? Of(ServiceList services, PayoutRequest request) =>
        services.Find(request.Asset, request.Network) is { FeeAmount: >= 0 and <= MostFixed and var part, FeePercent: >= 0 and <= MostPercent and var percent }
            ? decimal.Round(part + (request.Amount * (percent / 100m)), Amounts.MaxFractionDigits, MidpointRounding.ToPositiveInfinity)
            : null;
}
