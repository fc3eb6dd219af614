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
    // What was really written, and no other row, gets its events. Their order is the one in which they are numbered.
    // Whatever else an event says, its payout says too.
    private const string Told = """
        RETURNING payouts.id, payouts.version, client_id, asset, amount, payouts.status, payouts.detail, payouts.needs_attention
        ), told AS (
            INSERT INTO events (epoch, payout_id, version, type, client_id, asset, amount, was, status, detail, reason, needs_attention, at)
            SELECT (SELECT epoch FROM events_marks), w.id::uuid, w.version, e.type, w.client_id, w.asset, w.amount,
                   e.was, w.status, w.detail, e.reason, w.needs_attention, e.at
            FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS e (id, type, was, reason, at, number)
            JOIN written AS w ON w.id = e.id
            ORDER BY e.number
        )
        SELECT id FROM written
        """;

    private const string Insert = $"""
        WITH written AS (
            INSERT INTO payouts (id, version, status, detail, heleket_transaction_id, needs_attention, next_action_at, body,
                                 client_id, idempotency_key, asset, network, amount, origin, created_at, shard)
            SELECT * FROM unnest($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            ON CONFLICT DO NOTHING
        {Told}
        """;

    // The request itself never changes, so its columns and their indexes are left alone.
    private const string Update = $"""
        WITH written AS (
            UPDATE payouts
            SET version = u.version, status = u.status, detail = u.detail, heleket_transaction_id = u.heleket_transaction_id,
                needs_attention = u.needs_attention, next_action_at = u.next_action_at, body = u.body
            FROM unnest($6, $7, $8, $9, $10, $11, $12, $13, $14)
                 AS u (id, version, status, detail, heleket_transaction_id, needs_attention, next_action_at, body, expected)
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
    public static NpgsqlBatchCommand InsertCommand(PayoutWrite[] inserts) =>
        PostgresCommands.BatchCommand(Insert, [.. Events(inserts), .. Changing(inserts), .. Fixed(inserts)]);

    /// <summary>All updates of a group, with their events.</summary>
    public static NpgsqlBatchCommand UpdateCommand(PayoutWrite[] updates) =>
        PostgresCommands.BatchCommand(Update, [.. Events(updates), .. Changing(updates), updates.Select(write => write.ExpectedVersion).ToArray()]);

    private async Task<HashSet<string>> SendAsync(IReadOnlyList<PayoutWrite> writes, CancellationToken cancellationToken)
    {
        // The same order everywhere, so that silos wait for each other and hardly ever deadlock.
        var ordered = writes.OrderBy(write => write.State.Payout.Id, StringComparer.Ordinal).ToLookup(write => write.ExpectedVersion == 0);
        PayoutWrite[] inserts = [.. ordered[true]];
        PayoutWrite[] updates = [.. ordered[false]];
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
        var events = writes.SelectMany(write => write.Events).ToArray();
        return
        [
            events.Select(row => row.PayoutId).ToArray(),
            events.Select(row => row.Type).ToArray(),
            events.Select(row => row.Was is { } was ? EnumNames.Of(was) : null).ToArray(),
            events.Select(row => row.Reason is { } reason ? EnumNames.Of(reason) : null).ToArray(),
            events.Select(row => WholeMilliseconds.Floor(row.At)).ToArray(),
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
        Column(writes, state => state.NextActionAt is { } at ? WholeMilliseconds.Floor(at) : (DateTimeOffset?)null),
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
    ];

    private static T[] Column<T>(PayoutWrite[] writes, Func<PayoutState, T> value) => [.. writes.Select(write => value(write.State))];
}
