using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>The writing connection and its prepared statements. Not thread-safe: one caller at a time.</summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>The id of the payout that has a number (<see cref="SqliteOrder"/>).</summary>
    public const string HolderSql = "SELECT id FROM payouts WHERE seq = ?";

    private const string InsertSql = """
        INSERT INTO payouts (seq, id, version, client_id, idempotency_key, asset, network, amount, status, detail, origin,
                             reference, heleket_transaction_id, txid, needs_attention, created_at, next_action_at,
                             account, accepted_at, settled_at, funds_since, document)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """;

    // The request itself never changes, so its columns and their indexes are left alone.
    public const string UpdateSql = """
        UPDATE payouts
        SET version = ?, status = ?, detail = ?, heleket_transaction_id = ?,
            txid = ?, needs_attention = ?, next_action_at = ?, accepted_at = ?, settled_at = ?, funds_since = ?, document = ?
        WHERE id = ? AND version = ?
        RETURNING seq
        """;

    // More pages than the eight B-trees that a create touches: when the log has no room for a create, it must have none
    // for a probe either. Random, because SQLite does not write unchanged pages.
    private const string ProbeSql = "INSERT INTO probe VALUES (1, randomblob(65536)) ON CONFLICT (id) DO UPDATE SET filler = excluded.filler";

    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _holder;
    private readonly SqliteEventWriter _events;

    public SqliteWriter(SqliteConnection connection)
    {
        Connection = connection;
        _insert = new SqliteStatement(connection, InsertSql);
        _update = new SqliteStatement(connection, UpdateSql);
        _holder = new SqliteStatement(connection, HolderSql);
        _events = new SqliteEventWriter(connection);
    }

    public SqliteConnection Connection { get; }

    /// <summary>
    /// Writes all in one transaction, durable on return; if it throws, none is written unless the commit itself failed.
    /// </summary>
    public WriteOutcome[] Write(IReadOnlyList<PayoutWrite> batch)
    {
        using var transaction = Connection.BeginTransaction(deferred: false);
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
        var document = PayoutDocument.Write(state);
        return SqliteOrder.Place(
            state.Payout.CreatedAt, state.Payout.Id, seq => Insert(seq, state, document), seq => _holder.Bind(seq).RunForText());
    }

    private bool Insert(long seq, PayoutState state, byte[] document)
    {
        var payout = state.Payout;
        return _insert
            .Bind(seq)
            .Bind(payout.Id)
            .Bind(payout.Version)
            .Bind(payout.Request.ClientId)
            .Bind(payout.IdempotencyKey)
            .Bind(payout.Request.Asset)
            .Bind(payout.Request.Network)
            .Bind(SqliteCommands.Text(payout.Request.Amount))
            .Bind(EnumNames.Of(payout.Status))
            .Bind(payout.Detail is { } detail ? EnumNames.Of(detail) : null)
            .Bind(EnumNames.Of(payout.Request.Origin))
            .Bind(payout.Request.Reference)
            .Bind(LookupKeys.Uuid(payout.HeleketTransactionId))
            .Bind(LookupKeys.Txid(payout.Txid))
            .Bind(payout.NeedsAttention ? 1 : 0)
            .Bind(payout.CreatedAt.ToUnixTimeMilliseconds())
            .Bind(state.NextActionAt?.ToUnixTimeMilliseconds())
            .Bind(payout.Account)
            .Bind(payout.AcceptedAt?.ToUnixTimeMilliseconds())
            .Bind(payout.SettledAt?.ToUnixTimeMilliseconds())
            .Bind(FundsQueue.Since(state)?.ToUnixTimeMilliseconds())
            .Bind(document)
            .Run();
    }

    /// <summary>The number of the row, if it was updated.</summary>
    private long? Update(PayoutState state, long expectedVersion)
    {
        var payout = state.Payout;
        return _update
            .Bind(payout.Version)
            .Bind(EnumNames.Of(payout.Status))
            .Bind(payout.Detail is { } detail ? EnumNames.Of(detail) : null)
            .Bind(LookupKeys.Uuid(payout.HeleketTransactionId))
            .Bind(LookupKeys.Txid(payout.Txid))
            .Bind(payout.NeedsAttention ? 1 : 0)
            .Bind(state.NextActionAt?.ToUnixTimeMilliseconds())
            .Bind(payout.AcceptedAt?.ToUnixTimeMilliseconds())
            .Bind(payout.SettledAt?.ToUnixTimeMilliseconds())
            .Bind(FundsQueue.Since(state)?.ToUnixTimeMilliseconds())
            .Bind(PayoutDocument.Write(state))
            .Bind(payout.Id)
            .Bind(expectedVersion)
            .RunForNumber();
    }
}
