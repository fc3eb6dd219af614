using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Payouts.Host.Tests.Crash;

/// <summary>What statistics need to know of one payout.</summary>
internal sealed record CountedPayout(string Id, string ClientId, string Asset, string Status, decimal Amount, string CreatedAt);

/// <summary>Counts payouts by itself, without any code of the service.</summary>
internal static class Recount
{
    /// <summary>Every payout in the file.</summary>
    public static IReadOnlyList<CountedPayout> ReadFile(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, client_id, asset, status, amount, created_at FROM payouts ORDER BY id";
        using var row = command.ExecuteReader();
        var payouts = new List<CountedPayout>();
        while (row.Read())
        {
            var createdAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            payouts.Add(new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Amount(row.GetString(4)), createdAt));
        }

        return payouts;
    }

    /// <summary>Every payout that the list shows, page by page.</summary>
    public static async Task<IReadOnlyList<CountedPayout>> ReadListAsync(Api api)
    {
        var payouts = new List<CountedPayout>();
        for (var path = "/payouts?limit=100"; path is not null;)
        {
            var page = (await api.GetAsync(path)).Body!;
            payouts.AddRange(page["data"]!.AsArray().Select(Of));
            path = (string?)page["next_cursor"] is { } cursor ? $"/payouts?limit=100&cursor={Uri.EscapeDataString(cursor)}" : null;
        }

        return [.. payouts.OrderBy(payout => payout.Id, StringComparer.Ordinal)];

        static CountedPayout Of(JsonNode? payout) => new(
            (string)payout!["id"]!, (string)payout["client_id"]!, (string)payout["asset"]!, (string)payout["status"]!,
            Amount((string)payout["amount"]!), (string)payout["created_at"]!);
    }

    /// <summary>The statistics as http-api.md writes them.</summary>
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

    private static decimal Amount(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
