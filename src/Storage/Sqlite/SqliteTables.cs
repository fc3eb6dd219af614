using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>The tables of payouts, events and series, as this release makes them.</summary>
internal static class SqliteTables
{
    /// <summary>When a payout's status and detail began (<see cref="SinceOrder"/>), of a row of payouts.</summary>
    public const string Since = "json_extract(document, '$.state.since')";

    /// <summary>
    /// Whether it waits in one of <see cref="PayoutQuery.WaitingDetails"/>. Where a statement has one of the
    /// alternatives, SQLite knows that an index with this condition has all its rows.
    /// </summary>
    public const string Waits = "detail = 'queued' OR detail = 'awaiting_approval' OR detail = 'outcome_unknown' OR detail = 'failed_provisional'";

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
            account TEXT NOT NULL DEFAULT 'main',
            accepted_at INTEGER,
            settled_at INTEGER,
            funds_since INTEGER,
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
            at INTEGER NOT NULL,
            head TEXT,
            seal TEXT
        ) STRICT;

        CREATE INDEX events_payout ON events (payout, version);

        CREATE TABLE feed (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            folded INTEGER NOT NULL,
            pruned INTEGER NOT NULL
        ) STRICT;

        INSERT INTO feed VALUES (1, 0, 0);
        """;

    /// <summary>What version 5 added to the events of versions 3 and 4.</summary>
    public const string Heads = """
        ALTER TABLE events ADD COLUMN head TEXT;
        ALTER TABLE events ADD COLUMN seal TEXT;
        """;

    /// <summary>What version 6 added to the payouts of versions 3 to 5; no row is written (docs/adr/0040).</summary>
    public const string Times = """
        ALTER TABLE payouts ADD COLUMN account TEXT NOT NULL DEFAULT 'main';
        ALTER TABLE payouts ADD COLUMN accepted_at INTEGER;
        ALTER TABLE payouts ADD COLUMN settled_at INTEGER;
        ALTER TABLE payouts ADD COLUMN funds_since INTEGER;
        """;

    /// <summary>The indexes of these columns: of the payouts that have such a time, and no others.</summary>
    public const string TimeIndexes = """
        CREATE INDEX payouts_accepted ON payouts (account, accepted_at, id) WHERE accepted_at IS NOT NULL;
        CREATE INDEX payouts_settled ON payouts (account, settled_at, id) WHERE settled_at IS NOT NULL;
        CREATE INDEX payouts_funds ON payouts (account, asset, funds_since, id) WHERE funds_since IS NOT NULL;
        """;

    /// <summary>
    /// What version 4 added. The indexes have the payouts that wait or need attention, and no others: a normal life of a
    /// payout makes no entry.
    /// </summary>
    public const string SinceAndSeries = $"""
        CREATE INDEX payouts_attention_since ON payouts ({Since}, id) WHERE needs_attention = 1;
        CREATE INDEX payouts_detail_since ON payouts (detail, {Since}, id) WHERE {Waits};

        CREATE TABLE series (
            hour INTEGER NOT NULL,
            client_id TEXT NOT NULL,
            asset TEXT NOT NULL,
            status TEXT NOT NULL,
            reason TEXT NOT NULL,
            count INTEGER NOT NULL,
            amount TEXT NOT NULL,
            PRIMARY KEY (hour, client_id, asset, status, reason)
        ) STRICT, WITHOUT ROWID;
        """;
}
