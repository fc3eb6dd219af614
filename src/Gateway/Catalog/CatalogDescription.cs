using Payouts.Gateway.Authentication;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Catalog;

/// <summary>The OpenAPI description of the catalog.</summary>
internal static class CatalogDescription
{
    public static void Read(OperationDescription text) => text
        .Summary("Read what can be paid", "The pairs of asset and network that a create accepts, from Heleket's last good services list. Limits and fees are Heleket's and move with the exchange rate.")
        .Scope(Scopes.Read)
        .Answer(200, "The pairs, by asset, then network.", CatalogShape.Catalog.Schema, CatalogShape.Catalog.Example(new ServiceList(Examples.Start, [new("USDT", "TRON", true, 1m, 10_000_000m, 1m, 0m)])))
        .Problems(ProblemRegistry.Unavailable);
}
