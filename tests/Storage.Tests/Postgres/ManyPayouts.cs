using Npgsql;
using Payouts.Harness;
using Payouts.Storage.Postgres;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>
/// Fifty thousand payouts and events, so that PostgreSQL has a reason to use its indexes; only a few payouts are due or
/// noticed, only a few events not folded.
/// </summary>
public sealed class ManyPayouts : IAsyncLifetime
{
    private readonly PostgresDatabase _schema = new();

    public NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _schema.CreateAsync();
        await using (await _schema.OpenAsync() as IAsyncDisposable)
        {
        }

        await PostgresForTests.ExecuteAsync(_schema.ConnectionString, """
            INSERT INTO payouts
            SELECT md5(i::text), 1, 'c-' || i % 500, 'k' || i, (ARRAY['BTC', 'TON', 'USDT'])[1 + i % 3], 'TRON', 25.5,
                   (ARRAY['confirmed', 'failed', 'pending'])[1 + i % 3], NULL, 'manual', 'h-' || i, i % 1000 = 0, timestamptz '2026-01-01' + i * interval '1 s',
                   CASE WHEN i % 10 = 0 THEN timestamptz '2026-01-01' + i * interval '1 s' END, i % 16,
                   format('{"format":1,"state":{"payout":{"request":{"reference":"r-%s"},"txid":"%s","filler":"%s"}}}', i, md5(i::text), repeat('x', 700)),
                   'main', timestamptz '2026-01-01' + i * interval '1 s', CASE WHEN i % 3 < 2 THEN timestamptz '2026-01-02' + i * interval '1 s' END,
                   CASE WHEN i % 100 = 0 THEN timestamptz '2026-01-01' + i * interval '1 s' END
            FROM generate_series(1, 50000) i;
            INSERT INTO events (epoch, xid, payout_id, version, type, client_id, asset, amount, was, status, needs_attention, at)
            SELECT 0, (i / 40)::text::xid8, md5(i::text)::uuid, 1, 'payout.created', 'c-' || i % 500, 'USDT', 25.5, NULL, 'pending', false,
                   timestamptz '2026-01-01' + i * interval '1 s'
            FROM generate_series(1, 50000) i;
            UPDATE events_marks SET epoch = 1, folded_xid = '1245';
            INSERT INTO series (hour, client_id, asset, status, reason, count, amount)
            SELECT timestamptz '2026-01-01' + i / 500 * interval '1 h', 'c-' || i % 500, 'USDT', 'pending', '', 1, 25.5 FROM generate_series(1, 50000) i;
            ANALYZE payouts, events, events_marks, series
            """);
        Database = PostgresConnection.Open(_schema.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _schema.DisposeAsync();
    }
}
