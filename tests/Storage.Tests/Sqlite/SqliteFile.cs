using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>A database file in a directory of its own, deleted at the end.</summary>
public sealed class SqliteFile : StoreDatabase
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "payouts-" + Path.GetRandomFileName());

    public string FilePath => Path.Combine(_directory, "data", "payouts.db");

    public string ConnectionString => $"Data Source={FilePath}";

    public override async Task<IPayoutStore> OpenAsync()
    {
        var store = new SqlitePayoutStore(ConnectionString);
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    public override ValueTask DisposeAsync()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
