using Microsoft.OpenApi;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Catalog;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Catalog;

/// <summary>The OpenAPI description of the catalog.</summary>
internal static class CatalogDescription
{
    private const string UpperCode = "^[A-Z0-9]{1,20}$";

    private static readonly NamedSchema Service = new("CatalogService", _ => Object("A pair of asset and network. What Heleket does not specify is null.", new()
    {
        ["asset"] = Text("The coin's code, upper case.", UpperCode),
        ["network"] = Text("The network's code, upper case.", UpperCode),
        ["available"] = Flag("Whether Heleket takes payouts on it now. A payout on an unavailable pair is still accepted, and queued."),
        ["min_amount"] = Amount("The minimum amount, in units of the asset.").OrNull(),
        ["max_amount"] = Amount("The maximum amount, in units of the asset; null if there is none.").OrNull(),
        ["fee_amount"] = Amount("The fixed part of Heleket's fee, in units of the asset.").OrNull(),
        ["fee_percent"] = Amount("The variable part of the fee, in percent of the amount.").OrNull(),
        ["has_memo"] = Flag("Whether payouts on this network may have a memo."),
    }));

    private static readonly NamedSchema Catalog = new(nameof(Catalog), document => Object("What can be paid.", new()
    {
        ["read_at"] = Time("When the list was read from Heleket; null, with an empty list, until it has been read once.").OrNull(),
        ["services"] = List("The pairs.", Service.In(document)),
    }));

    public static void Read(OperationDescription text) => text
        .Summary("Read what can be paid", "The pairs of asset and network that a create accepts, from Heleket's last good services list. Limits and fees are Heleket's and move with the exchange rate.")
        .Scope(Scopes.Read)
        .Answer(200, "The pairs, by asset, then network.", Catalog, Examples.Node(new CatalogResult(new ServiceList(Examples.Start, [new("USDT", "TRON", true, 1m, 10_000_000m, 1m, 0m)])).Write))
        .Problems(ProblemRegistry.Unavailable);
}
