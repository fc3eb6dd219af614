namespace Payouts.Storage.Postgres;

/// <summary>The payout tables, by version.</summary>
internal static class PostgresSchema
{
    // Text sorts by its bytes ("C"), as ids must in pages, and this compares faster.
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

    // The body is text: it is always read and written whole, so that checking it as json on every write would gain
    // nothing. Operators can still query it (body::json -> 'state' ->> …). That it is no longer called "document" is
    // the fence against silos of the release before: each of their reads, inserts and updates names that column, and
    // their folds counted_status. Once this has committed they all fail, also those that waited for it, and nothing is
    // written without its event. No plan of theirs is kept: PostgreSQL makes it anew when the table has changed.
    //
    // What such a silo had not folded yet becomes an event; the lock is taken before, so that all of it is seen, and after
    // the function is made, which takes the lock that an old fold holds while it waits for payouts. The indexes of
    // PostgresLookups are made anew later, beside writers; the table and its seven others are rewritten here. The key
    // needs no index of its own: with the client it makes the id.
    private const string Version2 = $$"""
        {{PostgresLookups.EnsureFunction}};

        LOCK TABLE payouts IN ACCESS EXCLUSIVE MODE;

        CREATE TABLE events (
            position bigint GENERATED ALWAYS AS IDENTITY,
            xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
            version bigint NOT NULL,
            at timestamptz NOT NULL,
            epoch integer NOT NULL,
            payout_id uuid NOT NULL,
            needs_attention boolean NOT NULL,
            type text COLLATE "C" NOT NULL,
            client_id text COLLATE "C" NOT NULL,
            asset text COLLATE "C" NOT NULL,
            amount numeric NOT NULL,
            was text COLLATE "C",
            status text COLLATE "C" NOT NULL,
            detail text COLLATE "C",
            reason text COLLATE "C",
            PRIMARY KEY (epoch, xid, position)
        );

        CREATE INDEX events_payout ON events (payout_id, version);

        CREATE TABLE events_marks (
            one boolean PRIMARY KEY DEFAULT true CHECK (one),
            epoch integer NOT NULL DEFAULT 0,
            folded_epoch integer NOT NULL DEFAULT 0,
            folded_xid xid8 NOT NULL DEFAULT '0',
            folded_position bigint NOT NULL DEFAULT 0,
            pruned_epoch integer NOT NULL DEFAULT 0,
            pruned_xid xid8 NOT NULL DEFAULT '0',
            pruned_position bigint NOT NULL DEFAULT 0
        );

        INSERT INTO events_marks DEFAULT VALUES;

        INSERT INTO events (epoch, payout_id, version, type, client_id, asset, amount, was, status, detail, reason, needs_attention, at)
        SELECT 0, id::uuid, version, CASE WHEN counted_status IS NULL AND status = 'pending' THEN 'payout.created' ELSE 'payout.' || status END,
               client_id, asset, amount, counted_status, status, detail, payouts_text(document::text, '{state,payout,reason}'), needs_attention,
               CASE WHEN counted_status IS NULL THEN created_at
                    ELSE coalesce(payouts_text(document::text, '{state,payout,updated_at}')::timestamptz, created_at) END
        FROM payouts WHERE counted_status IS DISTINCT FROM status ORDER BY created_at, id;

        DROP INDEX payouts_key, payouts_unfolded;
        DROP INDEX IF EXISTS payouts_reference, payouts_txid;
        DROP FUNCTION IF EXISTS payouts_text(json, text[]);
        ALTER TABLE payouts DROP COLUMN counted_status, ALTER COLUMN document TYPE text USING document::text;
        ALTER TABLE payouts RENAME COLUMN document TO body;
        """;

    // The order of the key begins with the hour, so that a fold writes, and pruning deletes, neighbours. No reason is an
    // empty one: a key has no nulls.
    private const string Version3 = """
        CREATE TABLE series (
            hour timestamptz NOT NULL,
            count bigint NOT NULL,
            client_id text COLLATE "C" NOT NULL,
            asset text COLLATE "C" NOT NULL,
            status text COLLATE "C" NOT NULL,
            reason text COLLATE "C" NOT NULL,
            amount numeric NOT NULL,
            PRIMARY KEY (hour, client_id, asset, status, reason)
        );
        """;

    // Of the audit (docs/adr/0039); without a default, so no row is rewritten.
    private const string Version4 = """ALTER TABLE events ADD COLUMN head text COLLATE "C", ADD COLUMN seal text COLLATE "C" """;

    // For reconciliation, statements, exports and the queue of what waits for funds (docs/adr/0040). A constant as the
    // default, so no row is rewritten; the indexes are among those of PostgresLookups, made beside writers.
    private const string Version5 = """
        ALTER TABLE payouts ADD COLUMN account text COLLATE "C" NOT NULL DEFAULT 'main',
            ADD COLUMN accepted_at timestamptz, ADD COLUMN settled_at timestamptz, ADD COLUMN funds_since timestamptz
        """;

    // Where the events' transactions are ahead of this server's own, the tables came from another one, and what is
    // written from now on would sort before what readers have already passed: it gets the next epoch. A statement sees
    // no transaction beyond its snapshot but its own. The lock waits for writers that still use the old epoch.
    private const string RaiseEpoch = """
        DO $once$ BEGIN
            IF EXISTS (
                SELECT FROM events_marks JOIN events USING (epoch)
                WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()) AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
            ) THEN
                LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE;
                UPDATE events_marks SET epoch = epoch + 1;
            END IF;
        END $once$
        """;

    /// <summary>Writes a row that is never read: no set of tables has this name.</summary>
    public const string Probe = "INSERT INTO payouts_schema (name, version) VALUES ('probe', 0) ON CONFLICT (name) DO UPDATE SET version = excluded.version";

    /// <summary>Creates the tables, or migrates them to this release's version.</summary>
    public static PostgresMigrations Migrations { get; } = new("payouts", "ConnectionStrings__Payouts", [Version1, Version2, Version3, Version4, Version5], RaiseEpoch);
}
