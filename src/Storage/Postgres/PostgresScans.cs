using System.Globalization;
using Npgsql;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Postgres;

/// <summary>
/// Reads payouts in the order of one of their times, and many by their uuids. One bound each way, as in
/// <see cref="PostgresQueries"/>; the upper one also proves that a partial index has all the rows.
/// </summary>
internal static class PostgresScans
{
    /// <summary>The documents of the payouts with these uuids.</summary>
    public const string ByHeleket = "SELECT body FROM payouts WHERE heleket_transaction_id = ANY($1) AND heleket_transaction_id IS NOT NULL";

    /// <summary>What waits for funds of an account (<c>$1</c>) in an asset (<c>$2</c>), summed up.</summary>
    public const string Funds = """
        SELECT network, count(*), sum(amount)::text FROM payouts WHERE account = $1 AND asset = $2 AND funds_since IS NOT NULL GROUP BY network
        """;

    /// <summary>One page.</summary>
    public static NpgsqlCommand Page(NpgsqlDataSource database, PayoutScan scan)
    {
        scan.Require();
        var (where, order, keys) = scan switch
        {
            // The client is a part of the range and of the order, so that no other index has the order.
            { By: PayoutTime.Created, ClientId: { } client } =>
                ("(client_id, created_at, id) > ($4, $1, $2) AND (client_id, created_at) < ($4, $3)", "client_id, created_at, id", new[] { client }),
            { By: PayoutTime.Created } => ("(created_at, id) > ($1, $2) AND created_at < $3", "created_at, id", []),
            { By: PayoutTime.Accepted } => ("account = $4 AND (accepted_at, id) > ($1, $2) AND accepted_at < $3", "accepted_at, id", [scan.Account!]),
            { By: PayoutTime.Settled } => ("account = $4 AND (settled_at, id) > ($1, $2) AND settled_at < $3", "settled_at, id", [scan.Account!]),
            _ => ("account = $4 AND asset = $5 AND (funds_since, id) > ($1, $2) AND funds_since < $3", "funds_since, id", new[] { scan.Account!, scan.Asset! }),
        };

        // The limit is a literal: for a parameter a prepared plan assumes a tenth of all rows.
        var command = database.CreateCommand(
            $"SELECT body FROM payouts WHERE {where} ORDER BY {order} LIMIT {scan.Limit.ToString(CultureInfo.InvariantCulture)}");
        object[] values = [scan.Begin.At, scan.Begin.Id, scan.End, .. keys];
        command.Parameters.AddRange(values.Select(PostgresCommands.Parameter).ToArray());

        return command;
    }

    /// <summary>See <see cref="IPayoutStore.SumFundsAsync"/>.</summary>
    public static async Task<IReadOnlyList<FundsSum>> SumFundsAsync(NpgsqlDataSource database, string account, string asset, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.Command(Funds, account, asset);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var sums = new List<FundsSum>();
        while (await row.ReadAsync(cancellationToken))
        {
            sums.Add(new(row.GetString(0), row.GetInt64(1), Sum.Parse(row.GetString(2))));
        }

        return sums;
    }
}
