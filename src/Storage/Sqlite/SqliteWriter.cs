using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Storage.Sqlite;

/// <summary>The writing connection and its prepared statements. Not thread-safe: one caller at a time.</summary>
internal sealed class SqliteWriter : IDisposable
{
    // Neither statement touches counted_status: it is null in a new row, and only a fold sets it.
    private const string InsertSql = """
        INSERT INTO payouts (id, version, client_id, idempotency_key, asset, network, amount, status, detail, origin,
                             reference, heleket_transaction_id, txid, needs_attention, created_at, next_action_at, shard, document)
        VALUES ($id, $version, $client_id, $idempotency_key, $asset, $network, $amount, $status, $detail, $origin,
                $reference, $heleket_transaction_id, $txid, $needs_attention, $created_at, $next_action_at, $shard, $document)
        ON CONFLICT DO NOTHING
        """;

    // The request itself never changes, so its columns and their indexes are left alone.
    public const string UpdateSql = """
        UPDATE payouts
        SET version = $version, status = $status, detail = $detail, heleket_transaction_id = $heleket_transaction_id,
            txid = $txid, needs_attention = $needs_attention, next_action_at = $next_action_at, document = $document
        WHERE id = $id AND version = $expected
        """;

    // More pages than the ten B-trees that a create touches: when the log has no room for a create, it must have none
    // for a probe either. Random, because SQLite does not write unchanged pages.
    private const string ProbeSql = "INSERT INTO probe VALUES (1, randomblob(65536)) ON CONFLICT (id) DO UPDATE SET filler = excluded.filler";

    private static readonly string[] Changing =
        ["$id", "$version", "$status", "$detail", "$heleket_transaction_id", "$txid", "$needs_attention", "$next_action_at", "$document"];

    public static readonly string[] UpdateParameters = [.. Changing, "$expected"];

    private static readonly string[] Fixed =
        ["$client_id", "$idempotency_key", "$asset", "$network", "$amount", "$origin", "$reference", "$created_at", "$shard"];

    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;

    public SqliteWriter(SqliteConnection connection)
    {
        Connection = connection;
        _insert = Prepare(InsertSql, [.. Changing, .. Fixed]);
        _update = Prepare(UpdateSql, UpdateParameters);
    }

    public SqliteConnection Connection { get; }

    /// <summary>
    /// Writes all in one transaction, durable on return; if it throws, none is written unless the commit itself failed.
    /// </summary>
    public WriteOutcome[] Write(IReadOnlyList<PayoutWrite> batch)
    {
        using var transaction = Connection.BeginTransaction(deferred: false);
        _insert.Transaction = transaction;
        _update.Transaction = transaction;
        var outcomes = new WriteOutcome[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            var rows = batch[i].ExpectedVersion == 0 ? Insert(batch[i].State) : Update(batch[i].State, batch[i].ExpectedVersion);
            outcomes[i] = rows == 1 ? WriteOutcome.Written : WriteOutcome.Conflict;
        }

        transaction.Commit();
        return outcomes;
    }

    /// <summary>Writes a row that is never read, durable on return.</summary>
    public int Probe() => Connection.Execute(ProbeSql);

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        Connection.Dispose();
    }

    private int Insert(PayoutState state)
    {
        var payout = state.Payout;
        SetChanging(_insert, state);
        _insert.Set("$client_id", payout.Request.ClientId);
        _insert.Set("$idempotency_key", payout.IdempotencyKey);
        _insert.Set("$asset", payout.Request.Asset);
        _insert.Set("$network", payout.Request.Network);
        _insert.Set("$amount", SqliteCommands.Text(payout.Request.Amount));
        _insert.Set("$origin", EnumNames.Of(payout.Request.Origin));
        _insert.Set("$reference", payout.Request.Reference);
        _insert.Set("$created_at", payout.CreatedAt.ToUnixTimeMilliseconds());
        _insert.Set("$shard", Shards.Of(payout.Id));
        return _insert.ExecuteNonQuery();
    }

    private int Update(PayoutState state, long expectedVersion)
    {
        SetChanging(_update, state);
        _update.Set("$expected", expectedVersion);
        return _update.ExecuteNonQuery();
    }

    private static void SetChanging(SqliteCommand command, PayoutState state)
    {
        var payout = state.Payout;
        command.Set("$id", payout.Id);
        command.Set("$version", payout.Version);
        command.Set("$status", EnumNames.Of(payout.Status));
        command.Set("$detail", payout.Detail is { } detail ? EnumNames.Of(detail) : null);
        command.Set("$heleket_transaction_id", LookupKeys.Uuid(payout.HeleketTransactionId));
        command.Set("$txid", LookupKeys.Txid(payout.Txid));
        command.Set("$needs_attention", payout.NeedsAttention ? 1 : 0);
        command.Set("$next_action_at", state.NextActionAt?.ToUnixTimeMilliseconds());
        command.Set("$document", PayoutDocument.Write(state));
    }

    private SqliteCommand Prepare(string sql, string[] names)
    {
        var command = Connection.Command(sql);
        foreach (var name in names)
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }

        command.Prepare();
        return command;
    }
}
