using Payouts.Silo.Settings;
using Payouts.Storage.Postgres;

namespace Payouts.Silo.Cluster;

/// <summary>
/// Our own tables for Orleans' membership and reminders, and the sixteen statements that Orleans' ADO.NET providers
/// look up in <c>OrleansQuery</c> (docs/adr/0013; docs/architecture.md, "Orleans facts").
/// </summary>
internal static class ClusterSchema
{
    private static readonly string Version1 = $"""
        CREATE TABLE cluster_versions (
            cluster_id text PRIMARY KEY,
            version integer NOT NULL,
            changed_at timestamptz NOT NULL
        );

        CREATE TABLE cluster_members (
            cluster_id text NOT NULL REFERENCES cluster_versions ON DELETE CASCADE,
            address text NOT NULL,
            port integer NOT NULL,
            generation integer NOT NULL,
            silo_name text NOT NULL,
            host_name text NOT NULL,
            status integer NOT NULL,
            proxy_port integer NOT NULL,
            suspect_times text,
            started_at timestamptz NOT NULL,
            alive_at timestamptz NOT NULL,
            PRIMARY KEY (cluster_id, address, port, generation)
        );

        CREATE TABLE cluster_reminders (
            service_id text NOT NULL,
            grain_id text NOT NULL,
            name text NOT NULL,
            starts_at timestamptz NOT NULL,
            period_ms bigint NOT NULL,
            grain_hash integer NOT NULL,
            version integer NOT NULL,
            PRIMARY KEY (service_id, grain_id, name)
        );

        CREATE INDEX cluster_reminders_hash ON cluster_reminders (service_id, grain_hash);

        CREATE TABLE OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL);

        {string.Join('\n', MembershipSql.Queries.Concat(ReminderSql.Queries).Select(Insert))}
        """;

    /// <summary>Creates the tables, or migrates them to this release's version.</summary>
    public static PostgresMigrations Migrations { get; } = new("cluster", "ConnectionStrings__Cluster", [Version1]);

    private static string Insert(KeyValuePair<string, string> query) => $"INSERT INTO OrleansQuery VALUES ('{query.Key}', $sql${query.Value}$sql$);";
}
