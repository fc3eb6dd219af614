using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Payouts.Storage.Sqlite;

/// <summary>The tables of this release; <c>PRAGMA user_version</c> is the version of a file's.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// Payouts and events. Statements name their indexes (INDEXED BY): one that cannot use its index fails instead of
    /// scanning. Every index ends with the row's number (<see cref="SqliteOrder"/>), which is the order of the lists. A
    /// payout's row never moves, so its events name it by that number: their index stays narrow and nearly in order.
    /// </summary>
    public const string PayoutsAndEvents = """
        CREATE TABLE payouts (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL,
            client_id TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            asset TEXT NOT NULL,
            network TEXT NOT NULL,
            amount TEXT NOT NULL,
            status TEXT NOT NULL,
            detail TEXT,
            origin TEXT NOT NULL,
            reference TEXT,
            heleket_transaction_id TEXT,
            txid TEXT,
            needs_attention INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            next_action_at INTEGER,
            document TEXT NOT NULL
        ) STRICT;

        CREATE INDEX payouts_client ON payouts (client_id);
        CREATE INDEX payouts_status ON payouts (status);
        CREATE INDEX payouts_due ON payouts (next_action_at) WHERE next_action_at IS NOT NULL;
        CREATE INDEX payouts_attention ON payouts (needs_attention) WHERE needs_attention = 1;
        CREATE INDEX payouts_heleket ON payouts (heleket_transaction_id) WHERE heleket_transaction_id IS NOT NULL;
        CREATE INDEX payouts_reference ON payouts (reference) WHERE reference IS NOT NULL;
        CREATE INDEX payouts_txid ON payouts (txid) WHERE txid IS NOT NULL;

        CREATE TABLE events (
            position INTEGER PRIMARY KEY,
            payout INTEGER NOT NULL,
            version INTEGER NOT NULL,
            type TEXT NOT NULL,
            client_id TEXT NOT NULL,
            asset TEXT NOT NULL,
            amount TEXT NOT NULL,
            was TEXT,
            status TEXT NOT NULL,
            detail TEXT,
            reason TEXT,
            needs_attention INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX events_payout ON events (payout, version);

        CREATE TABLE feed (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            folded INTEGER NOT NULL,
            pruned INTEGER NOT NULL
        ) STRICT;

        INSERT INTO feed VALUES (1, 0, 0);
        """;

    private const long Version = 3;

    // As they were in the first version.
    private const string Totals = """
        CREATE TABLE totals (
            client_id TEXT NOT NULL,
            asset TEXT NOT NULL,
            status TEXT NOT NULL,
            count INTEGER NOT NULL,
            amount TEXT NOT NULL,
            PRIMARY KEY (client_id, asset, status)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE clients (
            client_id TEXT NOT NULL PRIMARY KEY,
            payouts INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;

    // No payout depends on it and it does not disturb older releases, so it takes no version.
    private const string Probe = "CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT";

    /// <summary>
    /// Brings the file to this release's version, in one transaction. Throws <see cref="InvalidOperationException"/>
    /// when it is newer.
    /// </summary>
    public static void Migrate(SqliteConnection connection)
    {
        var version = connection.Scalar("PRAGMA user_version");
        if (version > Version)
        {
            throw new InvalidOperationException(
                $"The payout database '{connection.DataSource}' has schema version {version}, and this release knows versions up to "
                + $"{Version}: it was written by a newer release. Start that release, or point ConnectionStrings__Payouts elsewhere.");
        }

        if (version < Version)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            if (version == 0)
            {
                connection.Execute(PayoutsAndEvents);
                connection.Execute(Totals);

                // Two new databases are identical to the byte but for this; their logs must not be (SqliteLog).
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {RandomNumberGenerator.GetInt32(int.MaxValue)}"));
            }
            else
            {
                SqliteUpgrade.Run(connection, version);
            }

            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
            transaction.Commit();
        }

        connection.Execute(Probe);
        connection.Execute(SqliteBinding.Table);
    }
}
