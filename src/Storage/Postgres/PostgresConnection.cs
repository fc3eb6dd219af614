using Npgsql;

namespace Payouts.Storage.Postgres;

/// <summary>
/// How the silo connects to PostgreSQL: fills in what a connection string leaves open, and overrides nothing that it
/// sets.
/// </summary>
internal static class PostgresConnection
{
    private const string DurableCommits = "-c synchronous_commit=on";

    // A silo that is frozen or cut off inside a transaction must not hold its locks longer than the other silos can
    // wait.
    private const string NoHostages = "-c idle_in_transaction_session_timeout=5s -c lock_timeout=4s -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

    // Each of the store's statements has an index that holds just its rows in just its order. Wrong estimates (of rows
    // not yet folded: all; of a status whose rows are all old: a third of every page) or stale ones must not lead
    // PostgreSQL to choose another plan. Compiling such short statements (jit) would cost more than running them.
    private const string IndexesAlone = "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off -c enable_incremental_sort=off -c enable_hashagg=off -c jit=off";

    /// <summary>A pool of connections for the payout store's statements.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static NpgsqlDataSource Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(Complete(connectionString));
        settings.Options = $"{settings.Options} {NoHostages} {IndexesAlone}";
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>
    /// The connection string with our defaults: durable commits whatever the server's default, prepared statements, few
    /// enough connections that several silos fit into a server's usual hundred, and an answer within the 10 s that a
    /// grain call may take.
    /// </summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static string Complete(string connectionString, int connections = 20)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        Default("Maximum Pool Size", () => settings.MaxPoolSize = connections);

        // Small images have no Kerberos library, and the failed attempt to load it is logged at every start.
        Default("GSS Encryption Mode", () => settings.GssEncryptionMode = GssEncryptionMode.Disable);
        Default("Max Auto Prepare", () => settings.MaxAutoPrepare = 64);
        Default("Auto Prepare Min Usages", () => settings.AutoPrepareMinUsages = 2);
        Default("Timeout", () => settings.Timeout = 5);
        Default("Command Timeout", () => settings.CommandTimeout = 10);
        Default("Application Name", () => settings.ApplicationName = "payouts");

        // In the startup packet and not by SET: a pooled connection loses what was SET when it returns to its pool.
        if (settings.Options?.Contains("synchronous_commit", StringComparison.Ordinal) != true)
        {
            settings.Options = $"{settings.Options} {DurableCommits}".Trim();
        }

        return settings.ConnectionString;

        void Default(string keyword, Action set)
        {
            if (!settings.ShouldSerialize(keyword))
            {
                set();
            }
        }
    }
}
