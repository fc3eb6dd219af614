using Microsoft.Data.Sqlite;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

public sealed class SqliteTimesUpgradeTests : TimeColumnsContract
{
    /// <summary>Takes away what version 6 added.</summary>
    public const string WithoutTimes = """
        DROP INDEX payouts_accepted;
        DROP INDEX payouts_settled;
        DROP INDEX payouts_funds;
        ALTER TABLE payouts DROP COLUMN account;
        ALTER TABLE payouts DROP COLUMN accepted_at;
        ALTER TABLE payouts DROP COLUMN settled_at;
        ALTER TABLE payouts DROP COLUMN funds_since;
        PRAGMA user_version = 5
        """;

    private readonly SqliteFile _file;

    public SqliteTimesUpgradeTests()
        : this(new SqliteFile())
    {
    }

    private SqliteTimesUpgradeTests(SqliteFile file)
        : base(file) => _file = file;

    protected override Task TakeBackAsync(int releases) =>
        RunAsync(releases == 1 ? WithoutTimes : $"{WithoutTimes}; ALTER TABLE events DROP COLUMN head; ALTER TABLE events DROP COLUMN seal; PRAGMA user_version = 4");

    protected override async Task RunAsync(string sql)
    {
        await using var connection = new SqliteConnection($"{_file.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        connection.Execute(sql);
    }
}
