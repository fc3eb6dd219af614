using System.Globalization;
using Npgsql;

namespace Payouts.Storage.Postgres;

/// <summary>
/// Brings a set of tables to this release's version. The table <c>payouts_schema</c> counts the migrations applied to
/// each set; an advisory lock lets one process at a time check and migrate, however many silos start together.
/// </summary>
/// <param name="name">The set's name in <c>payouts_schema</c>.</param>
/// <param name="setting">The setting that names the database, for messages.</param>
/// <param name="migrations">All migrations, the first of which is version 1; never changed once released.</param>
/// <param name="atStart">A statement that runs after them at every start, in the same transaction.</param>
internal sealed class PostgresMigrations(string name, string setting, string[] migrations, string? atStart = null)
{
    // Any number that nobody else uses; all our schema changes in one database run one at a time.
    private const long SchemaLock = 7_209_114_001;

    /// <summary>Runs the missing migrations in one transaction.</summary>
    /// <exception cref="InvalidOperationException">
    /// A newer release wrote the database, or it is set to lose acknowledged commits.
    /// </exception>
    public async Task RunAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await RequireDurableCommitsAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({SchemaLock})", cancellationToken);
        await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS payouts_schema (name text PRIMARY KEY, version integer NOT NULL)", cancellationToken);
        var version = await VersionAsync(connection, cancellationToken);
        if (version > migrations.Length)
        {
            throw new InvalidOperationException(
                $"The database of {setting} has version {version} of the {name} tables, and this release knows versions up to {migrations.Length}: "
                + $"it was written by a newer release. Start that release, or point {setting} elsewhere.");
        }

        for (; version < migrations.Length; version++)
        {
            await connection.ExecuteAsync(migrations[version], cancellationToken);
        }

        var set = string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO payouts_schema VALUES ('{name}', {version}) ON CONFLICT (name) DO UPDATE SET version = excluded.version");
        await connection.ExecuteAsync(set, cancellationToken);
        if (atStart is not null)
        {
            await connection.ExecuteAsync(atStart, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var read = connection.Command("SELECT version FROM payouts_schema WHERE name = $1", name);
        return (int?)await read.ExecuteScalarAsync(cancellationToken) ?? 0;
    }

    private async Task RequireDurableCommitsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var read = connection.Command("SELECT current_setting('synchronous_commit'), current_setting('fsync')");
        await using var settings = await read.ExecuteReaderAsync(cancellationToken);
        await settings.ReadAsync(cancellationToken);
        if (settings.GetString(0) == "off")
        {
            throw new InvalidOperationException(
                $"{setting} turns synchronous_commit off: an acknowledged payout could be lost. Remove synchronous_commit from its Options.");
        }

        if (settings.GetString(1) == "off")
        {
            throw new InvalidOperationException(
                $"The server of {setting} runs with fsync=off: it can lose acknowledged payouts and more. Turn fsync on.");
        }
    }
}
