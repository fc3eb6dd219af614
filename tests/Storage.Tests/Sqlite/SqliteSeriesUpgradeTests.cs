using Microsoft.Data.Sqlite;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

public sealed class SqliteSeriesUpgradeTests : SeriesUpgradeContract
{
    private readonly SqliteFile _file;

    public SqliteSeriesUpgradeTests()
        : this(new SqliteFile())
    {
    }

    private SqliteSeriesUpgradeTests(SqliteFile file)
        : base(file) => _file = file;

    protected override async Task TakeBackAsync()
    {
        await using var connection = new SqliteConnection($"{_file.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        connection.Execute(SqliteTimesUpgradeTests.WithoutTimes);
        connection.Execute("DROP TABLE series; DROP INDEX payouts_attention_since; DROP INDEX payouts_detail_since; ALTER TABLE events DROP COLUMN head; ALTER TABLE events DROP COLUMN seal; PRAGMA user_version = 3");
    }
}
