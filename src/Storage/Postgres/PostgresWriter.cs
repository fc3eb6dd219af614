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
    // Neither statement touches counted_status: it is null in a new row, and only a fold sets it.
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

    // The request itself never changes, so its columns and their indexes are left alone.
    private const string Update = """
        UPDATE payouts
        SET version = w.version, status = w.status, detail = w.detail, heleket_transaction_id = w.heleket_transaction_id,
            needs_attention = w.needs_attention, next_action_at = w.next_action_at, document = w.document::json
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
             AS w (id, version, status, detail, heleket_transaction_id, needs_attention, next_action_at, document, expected)
        WHERE payouts.id = w.id AND payouts.version = w.expected
        RETURNING payouts.id
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

    /// <summary>All inserts of a group.</summary>
    public static NpgsqlBatchCommand InsertCommand(PayoutWrite[] inserts) =>
        PostgresCommands.BatchCommand(Insert, [.. Changing(inserts), .. Fixed(inserts)]);

    /// <summary>All updates of a group.</summary>
    public static NpgsqlBatchCommand UpdateCommand(PayoutWrite[] updates) =>
        PostgresCommands.BatchCommand(Update, [.. Changing(updates), updates.Select(write => write.ExpectedVersion).ToArray()]);

    private async Task<HashSet<string>> SendAsync(IReadOnlyList<PayoutWrite> writes, CancellationToken cancellationToken)
    {
        // The same order everywhere, so that silos wait for each other and hardly ever deadlock. Stable: of equal keys
        // the first one is taken.
        var inserts = writes.Where(write => write.ExpectedVersion == 0)
            .OrderBy(write => write.State.Payout.Request.ClientId, StringComparer.Ordinal)
            .ThenBy(write => write.State.Payout.IdempotencyKey, StringComparer.Ordinal).ToArray();
        var updates = writes.Where(write => write.ExpectedVersion != 0)
            .OrderBy(write => write.State.Payout.Id, StringComparer.Ordinal).ToArray();
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
