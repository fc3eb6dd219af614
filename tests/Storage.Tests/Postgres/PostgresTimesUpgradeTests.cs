using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

[Collection(PostgresAlone.Name)]
public sealed class PostgresTimesUpgradeTests : TimeColumnsContract
{
    /// <summary>Takes away what version 5 added.</summary>
    public const string WithoutTimes = """
        ALTER TABLE payouts DROP COLUMN account, DROP COLUMN accepted_at, DROP COLUMN settled_at, DROP COLUMN funds_since;
        UPDATE payouts_schema SET version = 4 WHERE name = 'payouts'
        """;

    private readonly PostgresDatabase _database;

    public PostgresTimesUpgradeTests()
        : this(new PostgresDatabase())
    {
    }

    private PostgresTimesUpgradeTests(PostgresDatabase database)
        : base(database) => _database = database;

    [Fact]
    public async Task No_row_is_rewritten()
    {
        await InsertAsync(Enumerable.Range(0, 30).Select(i => ScanContract.Timed(A.Payout($"k{i}"), A.Start)));
        await TakeBackAsync(1);
        var before = await FileAsync();

        await ReopenAsync();

        Assert.Empty(await ScanAsync(PayoutTime.Accepted));
        Assert.Equal(before, await FileAsync());
    }

    protected override Task TakeBackAsync(int releases) => RunAsync(releases == 1
        ? WithoutTimes
        : $"{WithoutTimes}; ALTER TABLE events DROP COLUMN head, DROP COLUMN seal; UPDATE payouts_schema SET version = 3 WHERE name = 'payouts'");

    protected override Task RunAsync(string sql) => PostgresForTests.ExecuteAsync(_database.ConnectionString, sql);

    // A table that is rewritten gets another file, and a row that is written another place.
    private async Task<List<string>> FileAsync()
    {
        await using var database = PostgresConnection.Open(_database.ConnectionString);
        await using var command = database.CreateCommand("SELECT pg_relation_filenode('payouts') || ' ' || xmin || ' ' || ctid FROM payouts ORDER BY id");
        return await command.StringsAsync(CancellationToken.None);
    }
}
