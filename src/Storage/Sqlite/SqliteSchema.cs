using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Payouts.Storage.Sqlite;

/// <summary>The tables of this release; <c>PRAGMA user_version</c> is the version of a file's.</summary>
internal static class SqliteSchema
{
    private const long Version = 6;

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
                connection.Execute(SqliteTables.PayoutsAndEvents);
                connection.Execute(Totals);

                // Two new databases are identical to the byte but for this; their logs must not be (SqliteLog).
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {RandomNumberGenerator.GetInt32(int.MaxValue)}"));
            }
            else if (version < SqliteUpgrade.To)
            {
                SqliteUpgrade.Run(connection, version);
            }
            else
            {
                connection.Execute(version < 5 ? SqliteTables.Heads + SqliteTables.Times : SqliteTables.Times);
            }

            if (version < 4)
            {
                connection.Execute(SqliteTables.SinceAndSeries);
            }

            connection.Execute(SqliteTables.TimeIndexes);

            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
            transaction.Commit();
        }

        connection.Execute(Probe);
        connection.Execute(SqliteBinding.Table);
    }
}
