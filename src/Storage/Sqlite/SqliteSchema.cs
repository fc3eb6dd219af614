using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Payouts.Storage.Sqlite;

/// <summary>The tables, by version: <c>PRAGMA user_version</c> counts the migrations applied to a file.</summary>
internal static class SqliteSchema
{
    // Indexes that the statements name (INDEXED BY): a statement that cannot use its index fails instead of scanning.
    private const string Version1 = """
        CREATE TABLE payouts (
            id TEXT NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL,
            client_id TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            asset TEXT NOT NULL,
            network TEXT NOT NULL,
            amount TEXT NOT NULL,
            status TEXT NOT NULL,
            counted_status TEXT,
            detail TEXT,
            origin TEXT NOT NULL,
            heleket_transaction_id TEXT,
            needs_attention INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            next_action_at INTEGER,
            shard INTEGER NOT NULL,
            document TEXT NOT NULL
        ) STRICT;

        CREATE UNIQUE INDEX payouts_key ON payouts (client_id, idempotency_key);
        CREATE INDEX payouts_client ON payouts (client_id, created_at, id);
        CREATE INDEX payouts_created ON payouts (created_at, id);
        CREATE INDEX payouts_status ON payouts (status, created_at, id, asset);
        CREATE INDEX payouts_heleket ON payouts (heleket_transaction_id) WHERE heleket_transaction_id IS NOT NULL;
        CREATE INDEX payouts_attention ON payouts (created_at, id) WHERE needs_attention = 1;
        CREATE INDEX payouts_due ON payouts (shard, next_action_at, id) WHERE next_action_at IS NOT NULL;
        CREATE INDEX payouts_unfolded ON payouts (client_id) WHERE counted_status IS NOT status;

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

    // For the filters of a list (see LookupKeys for the spelling). Payouts of the first version are filled in from
    // their documents, once.
    private const string Version2 = """
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

        CREATE INDEX payouts_reference ON payouts (reference, created_at, id) WHERE reference IS NOT NULL;
        CREATE INDEX payouts_txid ON payouts (txid) WHERE txid IS NOT NULL;
        """;

    // No payout depends on it and it does not disturb older releases, so it takes no version.
    private const string Probe = "CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT";

    private static readonly string[] Migrations = [Version1, Version2];

    /// <summary>
    /// Brings the file to this release's version. Throws <see cref="InvalidOperationException"/> when it is newer.
    /// </summary>
    public static void Migrate(SqliteConnection connection)
    {
        var version = connection.Scalar("PRAGMA user_version");
        if (version > Migrations.Length)
        {
            throw new InvalidOperationException(
                $"The payout database '{connection.DataSource}' has schema version {version}, and this release knows versions up to "
                + $"{Migrations.Length}: it was written by a newer release. Start that release, or point ConnectionStrings__Payouts elsewhere.");
        }

        for (; version < Migrations.Length; version++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(Migrations[version]);
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
            if (version == 0)
            {
                // Two new databases are identical to the byte but for this; their logs must not be (SqliteLog).
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {RandomNumberGenerator.GetInt32(int.MaxValue)}"));
            }

            transaction.Commit();
        }

        connection.Execute(Probe);
        connection.Execute(SqliteBinding.Table);
    }
}
