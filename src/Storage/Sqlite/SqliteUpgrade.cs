using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>
/// Brings a file of schema version 1 or 2 to version 3: payouts are copied into a table whose rows lie in the order of
/// the lists, and changes that were not folded yet (<c>counted_status IS NOT status</c>) become events.
/// </summary>
internal static class SqliteUpgrade
{
    /// <summary>The version that it brings a file to.</summary>
    public const long To = 3;

    // For the filters of a list (see LookupKeys for the spelling).
    private const string FirstToSecond = """
        ALTER TABLE payouts ADD COLUMN reference TEXT;
        ALTER TABLE payouts ADD COLUMN txid TEXT;

        UPDATE payouts
        SET reference = json_extract(document, '$.state.payout.request.reference'),
            txid = CASE
                WHEN ltrim(json_extract(document, '$.state.payout.txid'), '0xX') NOT GLOB '*[^0-9A-Fa-f]*' THEN lower(json_extract(document, '$.state.payout.txid'))
                ELSE json_extract(document, '$.state.payout.txid')
            END,
            heleket_transaction_id = lower(heleket_transaction_id)
        WHERE heleket_transaction_id IS NOT NULL OR json_extract(document, '$.state.payout.request.reference') IS NOT NULL;
        """;

    // The pages of what is dropped are used for the copy. payouts_created is needed until then: it has the order.
    private const string Aside = """
        DROP INDEX payouts_key;
        DROP INDEX payouts_client;
        DROP INDEX payouts_status;
        DROP INDEX payouts_due;
        DROP INDEX payouts_attention;
        DROP INDEX payouts_heleket;
        DROP INDEX payouts_unfolded;
        DROP INDEX IF EXISTS payouts_reference;
        DROP INDEX IF EXISTS payouts_txid;
        ALTER TABLE payouts RENAME TO payouts_before;
        """;

    private const string All = """
        SELECT rowid, created_at, id, counted_status IS NOT status, counted_status
        FROM payouts_before INDEXED BY payouts_created ORDER BY created_at, id
        """;

    private const string Copy = """
        INSERT INTO payouts (seq, id, version, client_id, idempotency_key, asset, network, amount, status, detail, origin,
                             reference, heleket_transaction_id, txid, needs_attention, created_at, next_action_at, document)
        SELECT ?, id, version, client_id, idempotency_key, asset, network, amount, status, detail, origin,
               reference, heleket_transaction_id, txid, needs_attention, created_at, next_action_at, document
        FROM payouts_before WHERE rowid = ?
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Runs within the caller's transaction.</summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="version">The version of the file, 1 or 2.</param>
    public static void Run(SqliteConnection connection, long version)
    {
        if (version == 1)
        {
            connection.Execute(FirstToSecond);
        }

        connection.Execute(Aside);
        connection.Execute(SqliteTables.PayoutsAndEvents);
        CopyAll(connection);
        connection.Execute("DROP TABLE payouts_before");
    }

    private static void CopyAll(SqliteConnection connection)
    {
        using var events = new SqliteEventWriter(connection);
        using var copy = new SqliteStatement(connection, Copy);
        using var holder = new SqliteStatement(connection, SqliteWriter.HolderSql);
        using var document = new SqliteStatement(connection, "SELECT document FROM payouts WHERE seq = ?");
        using var all = connection.Command(All);
        using var row = all.ExecuteReader();
        while (row.Read())
        {
            var (number, id) = (row.GetInt64(0), row.GetString(2));
            var seq = SqliteOrder.Place(row.GetTime(1), id, seq => copy.Bind(seq).Bind(number).Run(), seq => holder.Bind(seq).RunForText())
                ?? throw new InvalidOperationException($"Payout '{id}' is stored twice.");
            if (row.GetBoolean(3))
            {
                var payout = PayoutDocument.Read(document.Bind(seq).RunForText()!).Payout;
                events.Append(seq, PayoutEvents.OfUncounted(payout, row.GetWord<PayoutStatus>(4)));
            }
        }
    }
}
