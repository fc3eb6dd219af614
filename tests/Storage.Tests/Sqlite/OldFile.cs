using System.Text.Json;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>A file as the releases of schema versions 1 and 2 wrote it, with their own statements.</summary>
internal static class OldFile
{
    /// <summary>The old release's mark, which says under which status the totals count a payout.</summary>
    public const string MarkSql = "UPDATE payouts SET counted_status = status WHERE rowid = $rowid";

    private const string Version1 = """
        CREATE TABLE payouts (
            id TEXT NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL,
            client_id TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            asset TEXT NOT NULL,
            network TEXT NOT NULL,
            amount TEXT NOT NULL,
            status TEXT NOT NULL,
            counted_status TEXT,
            detail TEXT,
            origin TEXT NOT NULL,
            heleket_transaction_id TEXT,
            needs_attention INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            next_action_at INTEGER,
            shard INTEGER NOT NULL,
            document TEXT NOT NULL
        ) STRICT;

        CREATE UNIQUE INDEX payouts_key ON payouts (client_id, idempotency_key);
        CREATE INDEX payouts_client ON payouts (client_id, created_at, id);
        CREATE INDEX payouts_created ON payouts (created_at, id);
        CREATE INDEX payouts_status ON payouts (status, created_at, id, asset);
        CREATE INDEX payouts_heleket ON payouts (heleket_transaction_id) WHERE heleket_transaction_id IS NOT NULL;
        CREATE INDEX payouts_attention ON payouts (created_at, id) WHERE needs_attention = 1;
        CREATE INDEX payouts_due ON payouts (shard, next_action_at, id) WHERE next_action_at IS NOT NULL;
        CREATE INDEX payouts_unfolded ON payouts (client_id) WHERE counted_status IS NOT status;

        CREATE TABLE totals (
            client_id TEXT NOT NULL,
            asset TEXT NOT NULL,
            status TEXT NOT NULL,
            count INTEGER NOT NULL,
            amount TEXT NOT NULL,
            PRIMARY KEY (client_id, asset, status)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE clients (
            client_id TEXT NOT NULL PRIMARY KEY,
            payouts INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;

    private const string Version2 = """
        ALTER TABLE payouts ADD COLUMN reference TEXT;
        ALTER TABLE payouts ADD COLUMN txid TEXT;
        CREATE INDEX payouts_reference ON payouts (reference, created_at, id) WHERE reference IS NOT NULL;
        CREATE INDEX payouts_txid ON payouts (txid) WHERE txid IS NOT NULL;
        """;

    private const string Insert = """
        INSERT INTO payouts (id, version, client_id, idempotency_key, asset, network, amount, status, counted_status, detail, origin,
                             heleket_transaction_id, needs_attention, created_at, next_action_at, shard, document)
        VALUES ($id, $version, $client_id, $idempotency_key, $asset, $network, $amount, $status, $counted_status, $detail, $origin,
                $heleket_transaction_id, $needs_attention, $created_at, $next_action_at, $shard, $document)
        """;

    /// <summary>Writes the file.</summary>
    /// <param name="file">Where it is to be.</param>
    /// <param name="version">Its schema version, 1 or 2.</param>
    /// <param name="payouts">What it holds, and under which status the totals count it.</param>
    public static void Write(string file, int version, IReadOnlyList<(PayoutState State, PayoutStatus? Counted)> payouts)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction();
        connection.Execute(Version1);
        connection.Execute(version == 2 ? Version2 : "");
        connection.Execute($"PRAGMA user_version = {version}; PRAGMA application_id = 7");
        connection.Execute("CREATE TABLE probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT");
        foreach (var (state, counted) in payouts)
        {
            Add(connection, version, state, counted);
        }

        foreach (var client in payouts.Select(payout => payout.State.Payout.Request.ClientId).Append(IClientGrain.AllClients).Distinct())
        {
            Count(connection, client, payouts);
        }

        transaction.Commit();
    }

    /// <summary>A state as it was before format 2.</summary>
    public static string Document(PayoutState state)
    {
        var document = A.Document(state);
        Assert.StartsWith("{\"format\":2,", document, StringComparison.Ordinal);
        return "{\"format\":1," + document["{\"format\":2,".Length..];
    }

    private static string Word(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static void Add(SqliteConnection connection, int version, PayoutState state, PayoutStatus? counted)
    {
        var payout = state.Payout;
        connection.Execute(
            Insert,
            ("$id", payout.Id),
            ("$version", payout.Version),
            ("$client_id", payout.Request.ClientId),
            ("$idempotency_key", payout.IdempotencyKey),
            ("$asset", payout.Request.Asset),
            ("$network", payout.Request.Network),
            ("$amount", SqliteCommands.Text(payout.Request.Amount)),
            ("$status", Word(payout.Status)),
            ("$counted_status", counted is { } status ? Word(status) : null),
            ("$detail", payout.Detail is { } detail ? Word(detail) : null),
            ("$origin", Word(payout.Request.Origin)),
            ("$heleket_transaction_id", version == 1 ? payout.HeleketTransactionId : LookupKeys.Uuid(payout.HeleketTransactionId)),
            ("$needs_attention", payout.NeedsAttention ? 1 : 0),
            ("$created_at", payout.CreatedAt.ToUnixTimeMilliseconds()),
            ("$next_action_at", state.NextActionAt?.ToUnixTimeMilliseconds()),
            ("$shard", Grains.Sweeping.Shards.Of(payout.Id)),
            ("$document", Document(state)));
        if (version == 2)
        {
            connection.Execute(
                "UPDATE payouts SET reference = $reference, txid = $txid WHERE id = $id",
                ("$id", payout.Id),
                ("$reference", payout.Request.Reference),
                ("$txid", LookupKeys.Txid(payout.Txid)));
        }
    }

    /// <summary>The totals as the old release's folds left them.</summary>
    private static void Count(SqliteConnection connection, string client, IEnumerable<(PayoutState State, PayoutStatus? Counted)> payouts)
    {
        var totals = new Totals();
        foreach (var (state, counted) in payouts.Where(payout => client == IClientGrain.AllClients || payout.State.Payout.Request.ClientId == client))
        {
            if (counted is { } status)
            {
                totals.Apply(state.Payout.Request.Asset, state.Payout.Request.Amount, before: null, status, state.Payout.CreatedAt);
            }
        }

        foreach (var total in totals.Changed)
        {
            connection.Execute(
                "INSERT INTO totals VALUES ($client, $asset, $status, $count, $amount)",
                ("$client", client),
                ("$asset", total.Asset),
                ("$status", Word(total.Status)),
                ("$count", total.Count),
                ("$amount", total.Amount.ToString()));
        }

        connection.Execute(
            "INSERT INTO clients SELECT $client, $payouts, $first, $last WHERE $payouts > 0",
            ("$client", client),
            ("$payouts", totals.Payouts),
            ("$first", totals.FirstAt?.ToUnixTimeMilliseconds()),
            ("$last", totals.LastAt?.ToUnixTimeMilliseconds()));
    }
}
