using Payouts.Addresses;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Catalog;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Catalog;

/// <summary>The catalog as the contract shows it (docs/http-api.md, "Catalog").</summary>
internal static class CatalogShape
{
    private const string UpperCode = "^[A-Z0-9]{1,20}$";

    private static readonly Shape<PayoutService> Service = new Shape<PayoutService>("CatalogService", "A pair of asset and network. What Heleket does not specify is null.")
        .Text("asset", Text("The coin's code, upper case.", UpperCode), service => service.Asset)
        .Text("network", Text("The network's code, upper case.", UpperCode), service => service.Network)
        .Flag("available", "Whether Heleket takes payouts on it now. A payout on an unavailable pair is still accepted, and queued.", service => service.IsAvailable)
        .Amount("min_amount", Amount("The minimum amount, in units of the asset.").OrNull(), service => service.MinAmount)
        .Amount("max_amount", Amount("The maximum amount, in units of the asset; null if there is none.").OrNull(), service => service.MaxAmount)
        .Amount("fee_amount", Amount("The fixed part of Heleket's fee, in units of the asset.").OrNull(), service => service.FeeAmount)
        .Amount("fee_percent", Amount("The variable part of the fee, in percent of the amount.").OrNull(), service => service.FeePercent)
        .Flag("has_memo", "Whether payouts on this network may have a memo.", service => WalletAddress.HasMemo(service.Network));

    /// <summary>The pairs by asset, then network, without networks whose addresses cannot be checked here.</summary>
    public static readonly Shape<ServiceList> Catalog = new Shape<ServiceList>(nameof(Catalog), "What can be paid.")
        .Time("read_at", Time("When the list was read from Heleket; null, with an empty list, until it has been read once.").OrNull(), services => services.IsGood ? services.LoadedAt : null)
        .List("services", "The pairs.", Service, services =>
        [
            .. (services.IsGood ? services.Services : [])
                .Where(service => TextRules.Code(service.Asset) is null && WalletAddress.Knows(service.Network))
                .OrderBy(service => service.Asset, StringComparer.Ordinal)
                .ThenBy(service => service.Network, StringComparer.Ordinal),
        ]);
}
