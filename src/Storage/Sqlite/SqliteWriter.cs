using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Storage.Sqlite;

/// <summary>The writing connection and its prepared statements. Not thread-safe: one caller at a time.</summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>The id of the payout that has a number (<see cref="SqliteOrder"/>).</summary>
    public const string HolderSql = "SELECT id FROM payouts WHERE seq = $seq";

    private const string InsertSql = """
        INSERT INTO payouts (seq, id, version, client_id, idempotency_key, asset, network, amount, status, detail, origin,
                             reference, heleket_transaction_id, txid, needs_attention, created_at, next_action_at, shard, document)
        VALUES ($seq, $id, $version, $client_id, $idempotency_key, $asset, $network, $amount, $status, $detail, $origin,
                $reference, $heleket_transaction_id, $txid, $needs_attention, $created_at, $next_action_at, $shard, $document)
        ON CONFLICT DO NOTHING
        """;

    // The request itself never changes, so its columns and their indexes are left alone.
    public const string UpdateSql = """
        UPDATE payouts
        SET version = $version, status = $status, detail = $detail, heleket_transaction_id = $heleket_transaction_id,
            txid = $txid, needs_attention = $needs_attention, next_action_at = $next_action_at, document = $document
        WHERE id = $id AND version = $expected
        RETURNING seq
        """;

    // More pages than the eight B-trees that a create touches: when the log has no room for a create, it must have none
    // for a probe either. Random, because SQLite does not write unchanged pages.
    private const string ProbeSql = "INSERT INTO probe VALUES (1, randomblob(65536)) ON CONFLICT (id) DO UPDATE SET filler = excluded.filler";

    private static readonly string[] Changing =
        ["$id", "$version", "$status", "$detail", "$heleket_transaction_id", "$txid", "$needs_attention", "$next_action_at", "$document"];

    public static readonly string[] UpdateParameters = [.. Changing, "$expected"];

    private static readonly string[] Fixed =
        ["$seq", "$client_id", "$idempotency_key", "$asset", "$network", "$amount", "$origin", "$reference", "$created_at", "$shard"];

    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _holder;
    private readonly SqliteEventWriter _events;

    public SqliteWriter(SqliteConnection connection)
    {
        Connection = connection;
        _insert = connection.Prepared(InsertSql, [.. Changing, .. Fixed]);
        _update = connection.Prepared(UpdateSql, UpdateParameters);
        _holder = connection.Prepared(HolderSql, "$seq");
        _events = new SqliteEventWriter(connection);
    }

    public SqliteConnection Connection { get; }

    /// <summary>
    /// Writes all in one transaction, durable on return; if it throws, none is written unless the commit itself failed.
    /// </summary>
    public WriteOutcome[] Write(IReadOnlyList<PayoutWrite> batch)
    {
        using var transaction = Connection.BeginTransaction(deferred: false);
        _insert.Transaction = _update.Transaction = _holder.Transaction = _events.Transaction = transaction;
        var outcomes = new WriteOutcome[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            outcomes[i] = Write(batch[i]);
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
        _holder.Dispose();
        _events.Dispose();
        Connection.Dispose();
    }

    private WriteOutcome Write(PayoutWrite write)
    {
        var row = write.ExpectedVersion == 0 ? Insert(write.State) : Update(write.State, write.ExpectedVersion);
        if (row is not { } written)
        {
            return WriteOutcome.Conflict;
        }

        foreach (var happened in write.Events)
        {
            _events.Append(written, happened);
        }

        return WriteOutcome.Written;
    }

    /// <summary>The number of the row, if it was inserted.</summary>
    private long? Insert(PayoutState state)
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
        return SqliteOrder.Place(payout.CreatedAt, payout.Id, Insert, HolderOf);
    }

    private bool Insert(long seq)
    {
        _insert.Set("$seq", seq);
        return _insert.ExecuteNonQuery() == 1;
    }

    private string? HolderOf(long seq)
    {
        _holder.Set("$seq", seq);
        return (string?)_holder.ExecuteScalar();
    }

    /// <summary>The number of the row, if it was updated.</summary>
    private long? Update(PayoutState state, long expectedVersion)
    {
        SetChanging(_update, state);
        _update.Set("$expected", expectedVersion);
        return (long?)_update.ExecuteScalar();
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
}
