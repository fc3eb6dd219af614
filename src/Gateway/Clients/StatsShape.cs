using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Clients;

/// <summary>Statistics as the contract shows them (docs/http-api.md, "Statistics").</summary>
internal static class StatsShape
{
    private static readonly Shape<StatusTotal> Total = new Shape<StatusTotal>(nameof(StatusTotal), "The payouts of one asset in one status.")
        .Text("asset", Text("The coin's code."), total => total.Asset)
        .Word<PayoutStatus>("status", PayoutWords.StatusWord, total => total.Status, "The status.")
        .Count("count", Count("How many.", minimum: 1), total => total.Count)
        .Text("amount", Amount("Their sum in units of the asset."), total => total.Amount.ToString());

    public static readonly Shape<ClientStats> Stats = new Shape<ClientStats>(nameof(ClientStats), "Counts and sums of payouts.")
        .Text("client_id", Text("The client; null for all clients together.").OrNull(), stats => stats.ClientId)
        .Count("payouts", Count("How many payouts there are."), stats => stats.Payouts)
        .List("totals", "By asset, then status; none with a count of zero.", Total, stats =>
        [
            .. stats.Totals.OrderBy(total => total.Asset, StringComparer.Ordinal).ThenBy(total => EnumNames.Of(total.Status), StringComparer.Ordinal),
        ])
        .Time("first_payout_at", Time("When the first was created.").OrNull(), stats => stats.FirstPayoutAt)
        .Time("last_payout_at", Time("When the last was created.").OrNull(), stats => stats.LastPayoutAt);
}
