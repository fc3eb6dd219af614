using Payouts.Harness;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

[Collection(PostgresAlone.Name)]
public sealed class PostgresSeriesUpgradeTests : SeriesUpgradeContract
{
    private readonly PostgresDatabase _database;

    public PostgresSeriesUpgradeTests()
        : this(new PostgresDatabase())
    {
    }

    private PostgresSeriesUpgradeTests(PostgresDatabase database)
        : base(database) => _database = database;

    protected override Task TakeBackAsync() => PostgresForTests.ExecuteAsync(_database.ConnectionString, $"""
        {PostgresTimesUpgradeTests.WithoutTimes};
        DROP TABLE series;
        DROP INDEX payouts_attention_since, payouts_detail_since;
        ALTER TABLE events DROP COLUMN head, DROP COLUMN seal;
        UPDATE payouts_schema SET version = 2 WHERE name = 'payouts'
        """);
}
