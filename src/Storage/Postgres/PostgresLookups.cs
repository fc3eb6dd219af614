using Npgsql;

namespace Payouts.Storage.Postgres;

/// <summary>
/// Finds payouts by values that only their documents contain, by indexes on expressions, so that no value is stored twice
/// and no table rewritten; and by columns that came later. Missing indexes are created concurrently with writers at every
/// start, and belong to no version of the schema.
/// </summary>
internal static class PostgresLookups
{
    public const string Reference = """payouts_text(body, '{state,payout,request,reference}') COLLATE "C" """;
    public const string Txid = """payouts_text(body, '{state,payout,txid}') COLLATE "C" """;
    public const string TxidInAnyCase = $"lower({Txid})";

    /// <summary>When the payout's status and detail began (<see cref="SinceOrder"/>).</summary>
    public const string Since = """payouts_text(body, '{state,since}') COLLATE "C" """;

    // Cheaper than reading the document, on every write of a payout that has none.
    public const string HasReference = """body LIKE '%"reference":"%'""";
    public const string HasTxid = """body LIKE '%"txid":"%'""";

    /// <summary>Our own queries never hold a snapshot for this long. A dump may; then the start is retried.</summary>
    private const string Timeout = "60s";

    // One silo at a time. The others do not wait: a waiting statement is itself what a concurrent index build waits
    // for.
    private const string LockOfSchema = "7209114, hashtext(current_schema())";

    /// <summary>
    /// Makes the function that reads a text from a document. It must never fail, or the payout's write would: not on
    /// \u0000, which PostgreSQL cannot extract, nor on a letter that the database's encoding lacks. Nor may its result be
    /// longer than an index can hold.
    /// </summary>
    public const string EnsureFunction = """
        DO $once$ BEGIN
            PERFORM pg_advisory_xact_lock(7209114002);
            IF to_regprocedure('payouts_text(text, text[])') IS NULL THEN
                CREATE FUNCTION payouts_text(document text, path text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $function$
                BEGIN
                    RETURN left(document::json #>> path, 300);
                EXCEPTION WHEN OTHERS THEN
                    BEGIN
                        RETURN left(replace(document, '\u0000', '\u0020')::json #>> path, 300);
                    EXCEPTION WHEN OTHERS THEN
                        RETURN NULL;
                    END;
                END $function$;
            END IF;
        END $once$
        """;

    private static readonly (string Name, string Definition)[] Indexes =
    [
        ("payouts_reference", $"payouts (({Reference}), created_at, id) WHERE {HasReference}"),
        ("payouts_txid", $"payouts (({TxidInAnyCase}), created_at, id) WHERE {HasTxid}"),

        // Of payouts that wait or need attention, and no others: PayoutQuery.MayOrderBySince.
        ("payouts_attention_since", $"payouts (({Since}), id) WHERE needs_attention"),
        ("payouts_detail_since", $"payouts (detail, ({Since}), id) WHERE detail IN ('queued', 'awaiting_approval', 'outcome_unknown', 'failed_provisional')"),

        // Of payouts that have such a time, and no others.
        ("payouts_accepted", "payouts (account, accepted_at, id) WHERE accepted_at IS NOT NULL"),
        ("payouts_settled", "payouts (account, settled_at, id) WHERE settled_at IS NOT NULL"),
        ("payouts_funds", "payouts (account, asset, funds_since, id) WHERE funds_since IS NOT NULL"),
    ];

    /// <summary>Creates the missing indexes, unless another silo is doing so.</summary>
    public static async Task EnsureAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(EnsureFunction, cancellationToken);
        if (!await IsAsync(connection, $"SELECT pg_try_advisory_lock({LockOfSchema})", cancellationToken))
        {
            return;
        }

        try
        {
            await connection.ExecuteAsync($"SET lock_timeout = '{Timeout}'", cancellationToken);
            var beside = await IsAsync(connection, "SELECT EXISTS (SELECT FROM payouts)", cancellationToken) ? "CONCURRENTLY" : "";
            foreach (var (name, definition) in Indexes)
            {
                var found = $"FROM pg_index WHERE indexrelid = to_regclass('{name}')";
                if (await IsAsync(connection, $"SELECT EXISTS (SELECT {found} AND NOT indisvalid)", cancellationToken))
                {
                    // Its build was interrupted.
                    await connection.ExecuteAsync($"DROP INDEX {name}", cancellationToken);
                }

                if (!await IsAsync(connection, $"SELECT EXISTS (SELECT {found})", cancellationToken))
                {
                    await connection.ExecuteAsync($"CREATE INDEX {beside} {name} ON {definition}", cancellationToken);
                }
            }
        }
        finally
        {
            await connection.ExecuteAsync($"RESET lock_timeout; SELECT pg_advisory_unlock({LockOfSchema})", CancellationToken.None);
        }
    }

    private static async Task<bool> IsAsync(NpgsqlConnection connection, string question, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(question);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
