using Payouts.Silo.Storage.Postgres;
using Payouts.TestServers;

[assembly: AssemblyFixture(typeof(PostgresForTests))]

namespace Payouts.Storage.Tests.Postgres;

/// <summary>A schema of its own on the test run's server.</summary>
public sealed class PostgresDatabase : StoreDatabase
{
    public string ConnectionString { get; private set; } = "";

    public override async Task CreateAsync() => ConnectionString = await PostgresForTests.CreateSchemaAsync();

    public override async Task<IPayoutStore> OpenAsync()
    {
        var store = new PostgresPayoutStore(ConnectionString);
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    public override async ValueTask DisposeAsync() => await PostgresForTests.DropSchemaAsync(ConnectionString);
}
