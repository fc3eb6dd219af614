using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>What statistics must be: counted again from the payouts themselves.</summary>
internal static class Recount
{
    public static void AssertEqual(IEnumerable<PayoutState> states, string client, ClientStats stats)
    {
        var payouts = states.Select(state => state.Payout)
            .Where(payout => client == IClientGrain.AllClients || payout.Request.ClientId == client).ToList();
        var expected = payouts.GroupBy(payout => (payout.Request.Asset, payout.Status))
            .OrderBy(group => group.Key.Asset, StringComparer.Ordinal).ThenBy(group => group.Key.Status)
            .Select(group => new StatusTotal(group.Key.Asset, group.Key.Status, group.Count(), group.Sum(payout => payout.Request.Amount)));

        Assert.Equal(expected, stats.Totals);
        Assert.Equal(payouts.Count, stats.Payouts);
        Assert.Equal(payouts.Min(payout => (DateTimeOffset?)payout.CreatedAt), stats.FirstPayoutAt);
        Assert.Equal(payouts.Max(payout => (DateTimeOffset?)payout.CreatedAt), stats.LastPayoutAt);
    }
}
