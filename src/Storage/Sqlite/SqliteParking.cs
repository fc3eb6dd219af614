using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>Payouts that a pause holds back.</summary>
internal static class SqliteParking
{
    /// <summary>See <see cref="IPayoutStore.FindParkedAsync"/>.</summary>
    public static IReadOnlyList<ParkedPlace> Find(SqliteConnection connection, int shard, ParkedPlace? after, int limit)
    {
        var at = (after?.At ?? Parking.Begins).ToUnixTimeMilliseconds();
        using var command = connection.Command(SqliteQueries.Parked, ("$shard", shard), ("$at", at), ("$after", after?.Id ?? ""), ("$limit", limit));
        using var rows = command.ExecuteReader();
        var found = new List<ParkedPlace>();
        while (rows.Read())
        {
            found.Add(new(DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(0)), rows.GetString(1)));
        }

        return found;
    }

    /// <summary>See <see cref="IPayoutStore.SumParkedAsync"/>. SQLite has no exact sum of decimals: it is made here.</summary>
    public static ImmutableArray<ParkedSum> Sum(SqliteConnection connection)
    {
        using var command = connection.Command(SqliteQueries.ParkedAmounts, ("$begins", Parking.Begins.ToUnixTimeMilliseconds()));
        using var rows = command.ExecuteReader();
        var sums = new ParkedSums();
        while (rows.Read())
        {
            sums.Add(rows.GetString(0), rows.GetString(1), rows.GetString(2), Grains.Interfaces.Clients.Sum.Parse(rows.GetString(3)));
        }

        return sums.ToImmutable();
    }
}
