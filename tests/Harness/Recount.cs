using System.Globalization;
using System.Text.Json.Nodes;

namespace Payouts.Harness;

/// <summary>What statistics need to know of one payout.</summary>
/// <param name="Id">The payout's id.</param>
/// <param name="ClientId">Whose it is.</param>
/// <param name="Asset">Coin.</param>
/// <param name="Status">As it is written on the wire.</param>
/// <param name="Amount">In units of the coin.</param>
/// <param name="CreatedAt">As it is written on the wire.</param>
public sealed record CountedPayout(string Id, string ClientId, string Asset, string Status, decimal Amount, string CreatedAt);

/// <summary>Counts payouts by itself, without any code of the service.</summary>
public static class Recount
{
    /// <summary>The statistics as the API answers them (docs/http-api.md, "Statistics").</summary>
    /// <param name="clientId">Whose; <see langword="null"/>: of all.</param>
    /// <param name="payouts">All payouts.</param>
    public static string Statistics(string? clientId, IEnumerable<CountedPayout> payouts)
    {
        var own = payouts.Where(payout => clientId is null || payout.ClientId == clientId).ToList();
        var totals = own
            .GroupBy(payout => (payout.Asset, payout.Status))
            .OrderBy(group => group.Key.Asset, StringComparer.Ordinal).ThenBy(group => group.Key.Status, StringComparer.Ordinal)
            .Select(group => (JsonNode)new JsonObject
            {
                ["asset"] = group.Key.Asset,
                ["status"] = group.Key.Status,
                ["count"] = group.Count(),
                ["amount"] = group.Sum(payout => payout.Amount).ToString("0.##################", CultureInfo.InvariantCulture),
            });
        return new JsonObject
        {
            ["client_id"] = clientId,
            ["payouts"] = own.Count,
            ["totals"] = new JsonArray([.. totals]),
            ["first_payout_at"] = own.Min(payout => payout.CreatedAt),
            ["last_payout_at"] = own.Max(payout => payout.CreatedAt),
        }.ToJsonString();
    }
}
