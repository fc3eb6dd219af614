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
        INSERT INTO events (position, payout, version, type, client_id, asset, amount, was, status, detail, reason, needs_attention, at)
        VALUES ($position, $payout, $version, $type, $client_id, $asset, $amount, $was, $status, $detail, $reason, $needs_attention, $at)
        """;

    private static readonly string[] Parameters =
        ["$position", "$payout", "$version", "$type", "$client_id", "$asset", "$amount", "$was", "$status", "$detail", "$reason", "$needs_attention", "$at"];

    private readonly SqliteCommand _append;
    private long _last;

    public SqliteEventWriter(SqliteConnection connection)
    {
        _last = connection.Scalar(SqliteEvents.EndSql);
        _append = connection.Prepared(AppendSql, Parameters);
    }

    /// <summary>The transaction that events are appended in.</summary>
    public SqliteTransaction Transaction
    {
        set => _append.Transaction = value;
    }

    /// <summary>Appends one. A number is not used again when the transaction fails.</summary>
    /// <param name="payout">The number of the payout's row.</param>
    /// <param name="happened">The event.</param>
    public void Append(long payout, EventRow happened)
    {
        _append.Set("$position", ++_last);
        _append.Set("$payout", payout);
        _append.Set("$version", happened.Version);
        _append.Set("$type", happened.Type);
        _append.Set("$client_id", happened.ClientId);
        _append.Set("$asset", happened.Asset);
        _append.Set("$amount", SqliteCommands.Text(happened.Amount));
        _append.Set("$was", happened.Was is { } was ? EnumNames.Of(was) : null);
        _append.Set("$status", EnumNames.Of(happened.Status));
        _append.Set("$detail", happened.Detail is { } detail ? EnumNames.Of(detail) : null);
        _append.Set("$reason", happened.Reason is { } reason ? EnumNames.Of(reason) : null);
        _append.Set("$needs_attention", happened.NeedsAttention ? 1 : 0);
        _append.Set("$at", happened.At.ToUnixTimeMilliseconds());
        _append.ExecuteNonQuery();
    }

    public void Dispose() => _append.Dispose();
}
