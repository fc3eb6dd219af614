using Npgsql;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>A frozen silo keeps its connections, and with them its locks.</summary>
public sealed class PostgresHostageTests : IAsyncLifetime
{
    private const int PartOfABatch = 6 * 1024;

    private readonly PostgresDatabase _database = new();

    public async ValueTask InitializeAsync() => await _database.CreateAsync();

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_silo_that_froze_while_it_sent_a_batch_holds_up_the_others_for_seconds_only()
    {
        await using var wire = new Wire(_database.Server);
        // A frozen process releases nothing.
        await using var frozen = new PostgresPayoutStore(
            new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Host = wire.EndPoint.Host, Port = wire.EndPoint.Port, CommandTimeout = 0 }.ConnectionString);
        var other = await _database.OpenAsync();
        await using var closeOther = (IAsyncDisposable)other;
        await frozen.InitializeAsync(CancellationToken.None);
        var old = Enumerable.Range(0, 100).Select(i => A.Payout($"old{i}")).ToList();
        await frozen.WriteAsync([.. old.Select(state => new PayoutWrite(state, 0, []))], CancellationToken.None);

        var isHeld = wire.HoldARequestAfter(PartOfABatch);
        var contested = new PayoutWrite(A.Payout("contested"), 0, []);
        var writing = frozen.WriteAsync(
            [contested, .. old.Select(state => new PayoutWrite(state.Next(was => was.In(PayoutStatus.Broadcast)), 1, []))], CancellationToken.None);
        await isHeld;
        await UntilTheServerWaitsForTheRestAsync();

        WriteOutcome? outcome = null;
        await Eventually.IsTrueAsync(
            async () => (outcome = await TryWriteAsync(other, contested)) is not null, TimeSpan.FromSeconds(60), () => "The payout stays locked.");
        Assert.Equal(WriteOutcome.Written, outcome);
        await Assert.ThrowsAnyAsync<Exception>(() => writing);
    }

    private static async Task<WriteOutcome?> TryWriteAsync(IPayoutStore store, PayoutWrite write)
    {
        try
        {
            return (await store.WriteAsync([write], CancellationToken.None))[0];
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
    }

    private async Task UntilTheServerWaitsForTheRestAsync()
    {
        await using var watching = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var command = watching.CreateCommand("""
            SELECT coalesce(string_agg(format('%s %s %s', state, wait_event, left(query, 20)), '; '), '')
            FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%payouts%'
            """);
        var seen = "";
        await Eventually.IsTrueAsync(
            async () => (seen = (string)(await command.ExecuteScalarAsync())!).Contains("active ClientRead", StringComparison.Ordinal), TimeSpan.FromSeconds(30), () => seen);
    }
}
