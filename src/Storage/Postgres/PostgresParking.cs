using System.Collections.Immutable;
using Npgsql;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Storage.Postgres;

/// <summary>Payouts that a pause holds back.</summary>
internal static class PostgresParking
{
    /// <summary>The range of the parked ones of a shard (<c>$1</c>), after a place (<c>$2</c>, <c>$3</c>).</summary>
    public const string Parked = """
        SELECT next_action_at, id FROM payouts WHERE shard = $1 AND next_action_at IS NOT NULL AND (next_action_at, id) > ($2, $3)
        ORDER BY next_action_at, id LIMIT $4
        """;

    /// <summary>What is parked (from <c>$2</c> on) in these shards (<c>$1</c>), summed up.</summary>
    public const string Sums = """
        SELECT client_id, asset, network, count(*), sum(amount)::text FROM payouts
        WHERE shard = ANY($1) AND next_action_at >= $2 GROUP BY client_id, asset, network
        """;

    /// <summary>See <see cref="IPayoutStore.FindParkedAsync"/>.</summary>
    public static async Task<IReadOnlyList<ParkedPlace>> FindAsync(
        NpgsqlDataSource database, int shard, ParkedPlace? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Parked);
        command.Parameters.Add(new NpgsqlParameter { Value = (short)shard });
        command.Parameters.Add(new NpgsqlParameter { Value = after?.At ?? Parking.Begins });
        command.Parameters.Add(new NpgsqlParameter { Value = after?.Id ?? "" });
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<ParkedPlace>();
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(new(rows.GetFieldValue<DateTimeOffset>(0), rows.GetString(1)));
        }

        return found;
    }

    /// <summary>See <see cref="IPayoutStore.SumParkedAsync"/>.</summary>
    public static async Task<ImmutableArray<ParkedSum>> SumAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sums);
        command.Parameters.Add(new NpgsqlParameter { Value = Enumerable.Range(0, Shards.Count).Select(shard => (short)shard).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = Parking.Begins });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var sums = new List<ParkedSum>();
        while (await rows.ReadAsync(cancellationToken))
        {
            sums.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3), Sum.Parse(rows.GetString(4))));
        }

        return ParkedSums.Ordered(sums);
    }
}
