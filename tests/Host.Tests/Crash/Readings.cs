using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Payouts.Harness;

namespace Payouts.Host.Tests.Crash;

/// <summary>Reads all payouts.</summary>
internal static class Readings
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

    private static decimal Amount(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
