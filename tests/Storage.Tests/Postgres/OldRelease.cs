using System.Text.Json;
using Npgsql;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>The release before events, with its own statements: version 1 of the tables, and how its silos use them.</summary>
internal sealed class OldRelease(NpgsqlDataSource database)
{
    private const string Schema = """
        CREATE TABLE payouts_schema (name text PRIMARY KEY, version integer NOT NULL);
        INSERT INTO payouts_schema VALUES ('payouts', 1);
        CREATE TABLE payouts (
            id text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, client_id text COLLATE "C" NOT NULL, idempotency_key text COLLATE "C" NOT NULL,
            asset text COLLATE "C" NOT NULL, network text COLLATE "C" NOT NULL, amount numeric NOT NULL, status text COLLATE "C" NOT NULL,
            counted_status text COLLATE "C", detail text COLLATE "C", origin text COLLATE "C" NOT NULL, heleket_transaction_id text COLLATE "C",
            needs_attention boolean NOT NULL, created_at timestamptz NOT NULL, next_action_at timestamptz, shard smallint NOT NULL, document json NOT NULL
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
            client_id text COLLATE "C" NOT NULL, asset text COLLATE "C" NOT NULL, status text COLLATE "C" NOT NULL,
            count bigint NOT NULL, amount numeric NOT NULL, PRIMARY KEY (client_id, asset, status)
        );
        CREATE TABLE clients (client_id text COLLATE "C" PRIMARY KEY, payouts bigint NOT NULL, first_at timestamptz NOT NULL, last_at timestamptz NOT NULL);
        CREATE FUNCTION payouts_text(document json, path text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $function$
        BEGIN
            RETURN left(document #>> path, 300);
        EXCEPTION WHEN OTHERS THEN
            BEGIN
                RETURN left(replace(document::text, '\u0000', '\u0020')::json #>> path, 300);
            EXCEPTION WHEN OTHERS THEN
                RETURN NULL;
            END;
        END $function$;
        CREATE INDEX payouts_reference ON payouts ((payouts_text(document, '{state,payout,request,reference}') COLLATE "C"), created_at, id)
            WHERE document::text LIKE '%"reference":"%';
        CREATE INDEX payouts_txid ON payouts ((lower(payouts_text(document, '{state,payout,txid}') COLLATE "C")), created_at, id)
            WHERE document::text LIKE '%"txid":"%';
        """;

    private const string Insert = """
        INSERT INTO payouts (id, version, status, detail, heleket_transaction_id, needs_attention, next_action_at, document,
                             client_id, idempotency_key, asset, network, amount, origin, created_at, shard)
        SELECT w.id, w.version, w.status, w.detail, w.heleket_transaction_id, w.needs_attention, w.next_action_at, w.document::json,
               w.client_id, w.idempotency_key, w.asset, w.network, w.amount, w.origin, w.created_at, w.shard
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
             AS w (id, version, status, detail, heleket_transaction_id, needs_attention, next_action_at, document,
                   client_id, idempotency_key, asset, network, amount, origin, created_at, shard)
        ON CONFLICT DO NOTHING
        RETURNING id
        """;

    private const string Update = """
        UPDATE payouts
        SET version = w.version, status = w.status, detail = w.detail, heleket_transaction_id = w.heleket_transaction_id,
            needs_attention = w.needs_attention, next_action_at = w.next_action_at, document = w.document::json
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
             AS w (id, version, status, detail, heleket_transaction_id, needs_attention, next_action_at, document, expected)
        WHERE payouts.id = w.id AND payouts.version = w.expected
        RETURNING payouts.id
        """;

    private const string Unfolded = """
        SELECT id, client_id, asset, amount, status, counted_status, created_at FROM payouts WHERE counted_status IS DISTINCT FROM status
        ORDER BY client_id, id LIMIT 100 FOR NO KEY UPDATE SKIP LOCKED
        """;

    private const string AddToTotals = """
        INSERT INTO totals (client_id, asset, status, count, amount) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (client_id, asset, status) DO UPDATE SET count = totals.count + excluded.count, amount = totals.amount + excluded.amount
        """;

    private const string AddToClients = """
        INSERT INTO clients (client_id, payouts, first_at, last_at) VALUES ($1, 1, $2, $2)
        ON CONFLICT (client_id) DO UPDATE
        SET payouts = clients.payouts + 1, first_at = least(clients.first_at, excluded.first_at), last_at = greatest(clients.last_at, excluded.last_at)
        """;

    /// <summary>Statements that read: a payout, a page, what is not folded, who is unfolded.</summary>
    public static string[] Reads { get; } =
    [
        "SELECT id, document FROM payouts WHERE id = ANY('{a}')",
        "SELECT document FROM payouts ORDER BY created_at DESC, id DESC LIMIT 26",
        "SELECT id, client_id, asset, amount, status, counted_status, created_at FROM payouts WHERE counted_status IS DISTINCT FROM status ORDER BY client_id, id",
        "SELECT DISTINCT client_id FROM (SELECT client_id FROM payouts WHERE counted_status IS DISTINCT FROM status ORDER BY client_id, id) unfolded LIMIT 100",
    ];

    /// <summary>Makes the tables.</summary>
    public static async Task CreateAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(Schema, CancellationToken.None);
    }

    /// <summary>Writes a group in one transaction.</summary>
    /// <returns>How many were written.</returns>
    public async Task<int> WriteAsync(params PayoutState[] states)
    {
        await using var batch = database.CreateBatch();
        var inserts = states.Where(state => state.Payout.Version == 1).OrderBy(state => state.Payout.Request.ClientId, StringComparer.Ordinal)
            .ThenBy(state => state.Payout.IdempotencyKey, StringComparer.Ordinal).ToArray();
        var updates = states.Where(state => state.Payout.Version > 1).OrderBy(state => state.Payout.Id, StringComparer.Ordinal).ToArray();
        if (inserts.Length > 0)
        {
            batch.BatchCommands.Add(PostgresCommands.BatchCommand(Insert, [.. Changing(inserts), .. Fixed(inserts)]));
        }

        if (updates.Length > 0)
        {
            batch.BatchCommands.Add(PostgresCommands.BatchCommand(Update, [.. Changing(updates), Column(updates, state => state.Payout.Version - 1)]));
        }

        return await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Folds some payouts in one transaction.</summary>
    public async Task FoldAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(7209114002)", CancellationToken.None);
        var rows = new List<(string Id, string Client, string Asset, decimal Amount, string Status, string? Counted, DateTimeOffset At)>();
        await using (var unfolded = connection.Command(Unfolded))
        await using (var row = await unfolded.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                rows.Add((row.GetString(0), row.GetString(1), row.GetString(2), row.GetDecimal(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetFieldValue<DateTimeOffset>(6)));
            }
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (client, row) in rows.SelectMany(row => new[] { (row.Client, row), (IClientGrain.AllClients, row) }))
        {
            batch.BatchCommands.Add(PostgresCommands.BatchCommand(AddToTotals, client, row.Asset, row.Status, 1L, row.Amount));
            batch.BatchCommands.Add(row.Counted is { } counted
                ? PostgresCommands.BatchCommand(AddToTotals, client, row.Asset, counted, -1L, -row.Amount)
                : PostgresCommands.BatchCommand(AddToClients, client, row.At));
        }

        batch.BatchCommands.Add(PostgresCommands.BatchCommand("DELETE FROM totals WHERE count = 0"));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand("UPDATE payouts SET counted_status = status WHERE id = ANY($1)", [rows.Select(row => row.Id).ToArray()]));
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static object[] Changing(PayoutState[] states) =>
    [
        Column(states, state => state.Payout.Id),
        Column(states, state => state.Payout.Version),
        Column(states, state => Word(state.Payout.Status)),
        Column(states, state => state.Payout.Detail is { } detail ? Word(detail) : null),
        Column(states, state => state.Payout.HeleketTransactionId),
        Column(states, state => state.Payout.NeedsAttention),
        Column(states, state => state.NextActionAt),
        Column(states, state => A.Document(state).Replace("{\"format\":2,", "{\"format\":1,", StringComparison.Ordinal)),
    ];

    private static object[] Fixed(PayoutState[] states) =>
    [
        Column(states, state => state.Payout.Request.ClientId),
        Column(states, state => state.Payout.IdempotencyKey),
        Column(states, state => state.Payout.Request.Asset),
        Column(states, state => state.Payout.Request.Network),
        Column(states, state => state.Payout.Request.Amount),
        Column(states, state => Word(state.Payout.Request.Origin)),
        Column(states, state => state.Payout.CreatedAt),
        Column(states, state => (short)Shards.Of(state.Payout.Id)),
    ];

    private static string Word(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static T[] Column<T>(PayoutState[] states, Func<PayoutState, T> value) => [.. states.Select(value)];
}
