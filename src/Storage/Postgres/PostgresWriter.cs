using Npgsql;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;
using Polly;
using Polly.Retry;

namespace Payouts.Storage.Postgres;

/// <summary>Writes a group of payouts in one round trip, which is one transaction.</summary>
internal sealed class PostgresWriter(NpgsqlDataSource database)
{
    // Only what was really written gets its events, numbered in their order. "IS TRUE" keeps the list of ids from being
    // joined, by comparing each with each; so it is hashed.
    private const string Told = """
        RETURNING payouts.id
        ), told AS (
            INSERT INTO events (epoch, payout_id, version, type, client_id, asset, amount, was, status, detail, reason, needs_attention, at, head, seal)
            SELECT (SELECT epoch FROM events_marks), id::uuid, version, type, client_id, asset, amount, was, status, detail, reason, needs_attention, at, head, seal
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) WITH ORDINALITY
                 AS e (id, version, type, client_id, asset, amount, was, status, detail, reason, needs_attention, at, head, seal, number)
            WHERE (id IN (SELECT id FROM written)) IS TRUE
            ORDER BY number
        )
        SELECT id FROM written
        """;

    private const string Insert = $"""
        WITH written AS (
            INSERT INTO payouts (id, version, status, detail, heleket_transaction_id, needs_attention, next_action_at, accepted_at, settled_at,
                                 funds_since, body, client_id, idempotency_key, asset, network, amount, origin, created_at, shard, account)
            SELECT * FROM unnest($15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)
            ON CONFLICT DO NOTHING
        {Told}
        """;

    // The request itself never changes, so its columns and their indexes are left alone.
    private const string Update = $"""
        WITH written AS (
            UPDATE payouts
            SET version = u.version, status = u.status, detail = u.detail, heleket_transaction_id = u.heleket_transaction_id,
                needs_attention = u.needs_attention, next_action_at = u.next_action_at, accepted_at = u.accepted_at,
                settled_at = u.settled_at, funds_since = u.funds_since, body = u.body
            FROM unnest($15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
                 AS u (id, version, status, detail, heleket_transaction_id, needs_attention, next_action_at, accepted_at, settled_at,
                       funds_since, body, expected)
            WHERE payouts.id = u.id AND payouts.version = u.expected
        {Told}
        """;

    // When two silos write the same payouts at once, each in its own order, the deadlock ends only by failing one of
    // them; nothing of that one was written.
    private static readonly ResiliencePipeline UntilUntied = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<PostgresException>(exception => exception.SqlState == PostgresErrorCodes.DeadlockDetected),
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(10),
            UseJitter = true,
        })
        .Build();

    /// <summary>Returns one outcome per write, in order; durable on return.</summary>
    public async Task<WriteOutcome[]> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken)
    {
        var written = await PostgresHostages.FreeOnTimeoutAsync(
            database, async () => await UntilUntied.ExecuteAsync(async token => await SendAsync(batch, token), cancellationToken));
        return [.. batch.Select(write => written.Contains(write.State.Payout.Id) ? WriteOutcome.Written : WriteOutcome.Conflict)];
    }

    /// <summary>All inserts of a group, with their events.</summary>
    public static NpgsqlBatchCommand InsertCommand(PayoutWrite[] inserts)
    {
        var ordered = Ordered(inserts);
        return PostgresCommands.BatchCommand(Insert, [.. Events(inserts), .. Changing(ordered), .. Fixed(ordered)]);
    }

    /// <summary>All updates of a group, with their events.</summary>
    public static NpgsqlBatchCommand UpdateCommand(PayoutWrite[] updates)
    {
        var ordered = Ordered(updates);
        return PostgresCommands.BatchCommand(Update, [.. Events(updates), .. Changing(ordered), ordered.Select(write => write.ExpectedVersion).ToArray()]);
    }

    // The same order everywhere, so that silos wait for each other and hardly ever deadlock. Events lock nothing; they
    // keep the order of the group.
    private static PayoutWrite[] Ordered(PayoutWrite[] writes) => [.. writes.OrderBy(write => write.State.Payout.Id, StringComparer.Ordinal)];

    private async Task<HashSet<string>> SendAsync(IReadOnlyList<PayoutWrite> writes, CancellationToken cancellationToken)
    {
        var inserts = writes.Where(write => write.ExpectedVersion == 0).ToArray();
        var updates = writes.Where(write => write.ExpectedVersion != 0).ToArray();
        await using var batch = database.CreateBatch();
        if (inserts.Length > 0)
        {
            batch.BatchCommands.Add(InsertCommand(inserts));
        }

        if (updates.Length > 0)
        {
            batch.BatchCommands.Add(UpdateCommand(updates));
        }

        var written = new HashSet<string>(StringComparer.Ordinal);
        if (batch.BatchCommands.Count == 0)
        {
            return written;
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                written.Add(reader.GetString(0));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));

        return written;
    }

    private static object[] Events(PayoutWrite[] writes)
    {
        var rows = writes.SelectMany(write => write.Events).ToArray();
        return
        [
            Column(rows, row => row.PayoutId),
            Column(rows, row => row.Version),
            Column(rows, row => row.Type),
            Column(rows, row => row.ClientId),
            Column(rows, row => row.Asset),
            Column(rows, row => row.Amount),
            Column(rows, row => row.Was is { } was ? EnumNames.Of(was) : null),
            Column(rows, row => EnumNames.Of(row.Status)),
            Column(rows, row => row.Detail is { } detail ? EnumNames.Of(detail) : null),
            Column(rows, row => row.Reason is { } reason ? EnumNames.Of(reason) : null),
            Column(rows, row => row.NeedsAttention),
            Column(rows, row => WholeMilliseconds.Floor(row.At)),
            Column(rows, row => row.Head),
            Column(rows, row => row.Seal),
        ];
    }

    private static object[] Changing(PayoutWrite[] writes) =>
    [
        Column(writes, state => state.Payout.Id),
        Column(writes, state => state.Payout.Version),
        Column(writes, state => EnumNames.Of(state.Payout.Status)),
        Column(writes, state => state.Payout.Detail is { } detail ? EnumNames.Of(detail) : null),
        Column(writes, state => LookupKeys.Uuid(state.Payout.HeleketTransactionId)),
        Column(writes, state => state.Payout.NeedsAttention),
        Column(writes, state => Floor(state.NextActionAt)),
        Column(writes, state => Floor(state.Payout.AcceptedAt)),
        Column(writes, state => Floor(state.Payout.SettledAt)),
        Column(writes, state => Floor(FundsQueue.Since(state))),
        Column(writes, PayoutDocument.Write),
    ];

    private static object[] Fixed(PayoutWrite[] writes) =>
    [
        Column(writes, state => state.Payout.Request.ClientId),
        Column(writes, state => state.Payout.IdempotencyKey),
        Column(writes, state => state.Payout.Request.Asset),
        Column(writes, state => state.Payout.Request.Network),
        Column(writes, state => state.Payout.Request.Amount),
        Column(writes, state => EnumNames.Of(state.Payout.Request.Origin)),
        Column(writes, state => WholeMilliseconds.Floor(state.Payout.CreatedAt)),
        Column(writes, state => (short)Shards.Of(state.Payout.Id)),
        Column(writes, state => state.Payout.Account),
    ];

    private static DateTimeOffset? Floor(DateTimeOffset? time) => time is { } at ? WholeMilliseconds.Floor(at) : null;

    private static T[] Column<T>(EventRow[] rows, Func<EventRow, T> value) => [.. rows.Select(value)];

    private static T[] Column<T>(PayoutWrite[] writes, Func<PayoutState, T> value) => [.. writes.Select(write => value(write.State))];
}
