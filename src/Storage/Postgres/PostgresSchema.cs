namespace Payouts.Storage.Postgres;

/// <summary>The payout tables, by version.</summary>
internal static class PostgresSchema
{
    // The document is json, not jsonb: it is always read and written whole, so that parsing it into jsonb on every
    // write would gain nothing, and jsonb rejects \u0000, which a text from Heleket may contain. Operators can still
    // query it (document -> 'state' ->> …). Text sorts by its bytes ("C"), as ids must in pages, and this compares
    // faster.
    private const string Version1 = """
        CREATE TABLE payouts (
            id text COLLATE "C" PRIMARY KEY,
            version bigint NOT NULL,
            client_id text COLLATE "C" NOT NULL,
            idempotency_key text COLLATE "C" NOT NULL,
            asset text COLLATE "C" NOT NULL,
            network text COLLATE "C" NOT NULL,
            amount numeric NOT NULL,
            status text COLLATE "C" NOT NULL,
            counted_status text COLLATE "C",
            detail text COLLATE "C",
            origin text COLLATE "C" NOT NULL,
            heleket_transaction_id text COLLATE "C",
            needs_attention boolean NOT NULL,
            created_at timestamptz NOT NULL,
            next_action_at timestamptz,
            shard smallint NOT NULL,
            document json NOT NULL
        );

        CREATE UNIQUE INDEX payouts_key ON payouts (client_id, idempotency_key);
        CREATE INDEX payouts_client ON payouts (client_id, created_at, id);
        CREATE INDEX payouts_created ON payouts (created_at, id);
        CREATE INDEX payouts_status ON payouts (status, created_at, id, asset);
        CREATE INDEX payouts_heleket ON payouts (heleket_transaction_id, created_at, id) WHERE heleket_transaction_id IS NOT NULL;
        CREATE INDEX payouts_attention ON payouts (created_at, id) WHERE needs_attention;
        CREATE INDEX payouts_due ON payouts (shard, next_action_at, id) WHERE next_action_at IS NOT NULL;
        CREATE INDEX payouts_unfolded ON payouts (client_id, id) WHERE counted_status IS DISTINCT FROM status;

        CREATE TABLE totals (
            client_id text COLLATE "C" NOT NULL,
            asset text COLLATE "C" NOT NULL,
            status text COLLATE "C" NOT NULL,
            count bigint NOT NULL,
            amount numeric NOT NULL,
            PRIMARY KEY (client_id, asset, status)
        );

        CREATE TABLE clients (
            client_id text COLLATE "C" PRIMARY KEY,
            payouts bigint NOT NULL,
            first_at timestamptz NOT NULL,
            last_at timestamptz NOT NULL
        );
        """;

    /// <summary>Writes a row that is never read: no set of tables has this name.</summary>
    public const string Probe = "INSERT INTO payouts_schema (name, version) VALUES ('probe', 0) ON CONFLICT (name) DO UPDATE SET version = excluded.version";

    /// <summary>Creates the tables, or migrates them to this release's version.</summary>
    public static PostgresMigrations Migrations { get; } = new("payouts", "ConnectionStrings__Payouts", [Version1]);
}
