using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>
/// Appends events, on the writing connection. It numbers them itself, from the greatest number ever used: SQLite would
/// use those of deleted rows again, and its AUTOINCREMENT keeps them in a further table.
/// </summary>
internal sealed class SqliteEventWriter : IDisposable
{
    private const string AppendSql = """
        INSERT INTO events (position, payout, version, type, client_id, asset, amount, was, status, detail, reason, needs_attention, at, head, seal)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private readonly SqliteStatement _append;
    private long _last;

    public SqliteEventWriter(SqliteConnection connection)
    {
        _last = connection.Scalar(SqliteEvents.EndSql);
        _append = new SqliteStatement(connection, AppendSql);
    }

    /// <summary>Appends one. A number is not used again when the transaction fails.</summary>
    /// <param name="payout">The number of the payout's row.</param>
    /// <param name="happened">The event.</param>
    public void Append(long payout, EventRow happened) => _append
        .Bind(++_last)
        .Bind(payout)
        .Bind(happened.Version)
        .Bind(happened.Type)
        .Bind(happened.ClientId)
        .Bind(happened.Asset)
        .Bind(SqliteCommands.Text(happened.Amount))
        .Bind(happened.Was is { } was ? EnumNames.Of(was) : null)
        .Bind(EnumNames.Of(happened.Status))
        .Bind(happened.Detail is { } detail ? EnumNames.Of(detail) : null)
        .Bind(happened.Reason is { } reason ? EnumNames.Of(reason) : null)
        .Bind(happened.NeedsAttention ? 1 : 0)
        .Bind(happened.At.ToUnixTimeMilliseconds())
        .Bind(happened.Head)
        .Bind(happened.Seal)
        .Run();

    public void Dispose() => _append.Dispose();
}
