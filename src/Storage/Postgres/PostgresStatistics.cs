using System.Globalization;
using Npgsql;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Postgres;

/// <summary>Folded totals and the rows that are not folded yet (docs/adr/0006).</summary>
internal sealed class PostgresStatistics(NpgsqlDataSource database)
{
    private const string Unfolded = "SELECT id, client_id, asset, amount, status, counted_status, created_at FROM payouts WHERE counted_status IS DISTINCT FROM status";

    // Every fold changes the totals of all clients, so folds would wait for each other anyway; this way they cannot
    // deadlock.
    private const long FoldLock = 7_209_114_002;

    // No other index has this order, so that none is mistaken for a cheaper one (see PostgresQueries.Page).
    private const string InTheirIndex = "ORDER BY client_id, id";

    /// <summary>Clients with payouts to fold.</summary>
    public static string UnfoldedClients(int limit) => $"""
        SELECT DISTINCT client_id FROM (SELECT client_id FROM payouts WHERE counted_status IS DISTINCT FROM status {InTheirIndex}) unfolded
        LIMIT {limit.ToString(CultureInfo.InvariantCulture)}
        """;

    /// <summary>Unfolded payouts of one client (<c>$1</c>), or of all.</summary>
    public static string UnfoldedOf(string clientId) =>
        clientId == IClientGrain.AllClients ? $"{Unfolded} {InTheirIndex}" : $"{Unfolded} AND client_id >= $1 AND client_id <= $1 {InTheirIndex}";

    /// <summary>The totals at one moment, including what is not folded yet.</summary>
    public async Task<ClientStats> ReadAsync(string clientId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var totals = (await LoadAsync(connection, [clientId], cancellationToken))[clientId];
        foreach (var (_, payout) in await UnfoldedAsync(connection, clientId, "", cancellationToken))
        {
            totals.Apply(payout);
        }

        return totals.ToStats(clientId);
    }

    /// <summary>Folds at most <paramref name="limit"/> payouts in one transaction.</summary>
    /// <returns>The number of payouts folded.</returns>
    public async Task<int> FoldAsync(string clientId, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({FoldLock})", cancellationToken);

        // A row that is being written is left for the next fold: a fold that waits for a writer, while a writer waits
        // for the fold, is a deadlock.
        var locking = string.Create(CultureInfo.InvariantCulture, $"LIMIT {limit} FOR NO KEY UPDATE SKIP LOCKED");
        var unfolded = await UnfoldedAsync(connection, clientId, locking, cancellationToken);
        if (unfolded.Count == 0)
        {
            return 0;
        }

        var totals = await LoadAsync(connection, [IClientGrain.AllClients, .. unfolded.Select(row => row.Payout.ClientId).Distinct()], cancellationToken);
        foreach (var (_, payout) in unfolded)
        {
            totals[payout.ClientId].Apply(payout);
            totals[IClientGrain.AllClients].Apply(payout);
        }

        await SaveAsync(connection, totals, [.. unfolded.Select(row => row.Id)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return unfolded.Count;
    }

    private static async Task<Dictionary<string, Totals>> LoadAsync(NpgsqlConnection connection, string[] clientIds, CancellationToken cancellationToken)
    {
        var totals = clientIds.ToDictionary(clientId => clientId, _ => new Totals(), StringComparer.Ordinal);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(PostgresCommands.BatchCommand("SELECT client_id, asset, status, count, amount::text FROM totals WHERE client_id = ANY($1)", [clientIds]));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand("SELECT client_id, payouts, first_at, last_at FROM clients WHERE client_id = ANY($1)", [clientIds]));
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            totals[row.GetString(0)].Load(new StatusTotal(row.GetString(1), EnumNames.To<PayoutStatus>(row.GetString(2)), row.GetInt64(3), Sum.Parse(row.GetString(4))));
        }

        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            totals[row.GetString(0)].Load(row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3));
        }

        return totals;
    }

    private static async Task SaveAsync(NpgsqlConnection connection, Dictionary<string, Totals> totals, string[] counted, CancellationToken cancellationToken)
    {
        var sums = totals.SelectMany(client => client.Value.Changed.Select(total => (ClientId: client.Key, Total: total))).ToArray();
        var clients = totals.Where(client => client.Value.FirstAt is not null).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(
            """
            INSERT INTO totals (client_id, asset, status, count, amount) SELECT * FROM unnest($1, $2, $3, $4, $5::text[]::numeric[])
            ON CONFLICT (client_id, asset, status) DO UPDATE SET count = excluded.count, amount = excluded.amount
            """,
            sums.Select(sum => sum.ClientId).ToArray(),
            sums.Select(sum => sum.Total.Asset).ToArray(),
            sums.Select(sum => EnumNames.Of(sum.Total.Status)).ToArray(),
            sums.Select(sum => sum.Total.Count).ToArray(),
            sums.Select(sum => sum.Total.Amount.ToString()).ToArray()));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(
            "DELETE FROM totals WHERE client_id = ANY($1) AND count = 0", [totals.Keys.ToArray()]));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(
            """
            INSERT INTO clients (client_id, payouts, first_at, last_at) SELECT * FROM unnest($1, $2, $3, $4)
            ON CONFLICT (client_id) DO UPDATE SET payouts = excluded.payouts, first_at = excluded.first_at, last_at = excluded.last_at
            """,
            clients.Select(client => client.Key).ToArray(),
            clients.Select(client => client.Value.Payouts).ToArray(),
            clients.Select(client => client.Value.FirstAt!.Value).ToArray(),
            clients.Select(client => client.Value.LastAt!.Value).ToArray()));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand("UPDATE payouts SET counted_status = status WHERE id = ANY($1)", [counted]));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<(string Id, UnfoldedPayout Payout)>> UnfoldedAsync(
        NpgsqlConnection connection, string clientId, string locking, CancellationToken cancellationToken)
    {
        await using var command = connection.Command($"{UnfoldedOf(clientId)} {locking}", clientId == IClientGrain.AllClients ? [] : [clientId]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var unfolded = new List<(string, UnfoldedPayout)>();
        while (await row.ReadAsync(cancellationToken))
        {
            var counted = row.IsDBNull(5) ? (PayoutStatus?)null : EnumNames.To<PayoutStatus>(row.GetString(5));
            unfolded.Add((
                row.GetString(0),
                new UnfoldedPayout(
                    row.GetString(1), row.GetString(2), row.GetDecimal(3), EnumNames.To<PayoutStatus>(row.GetString(4)), counted, row.GetFieldValue<DateTimeOffset>(6))));
        }

        return unfolded;
    }
}
