using System.Net;
using Npgsql;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

[assembly: AssemblyFixture(typeof(PostgresForTests))]

namespace Payouts.Storage.Tests.Postgres;

/// <summary>A schema of its own on the test run's server.</summary>
public sealed class PostgresDatabase : ServerDatabase
{
    public string ConnectionString { get; private set; } = "";

    public override DnsEndPoint Server
    {
        get
        {
            var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
            return new DnsEndPoint(settings.Host!, settings.Port);
        }
    }

    public override async Task CreateAsync() => ConnectionString = await PostgresForTests.CreateSchemaAsync();

    public override IPayoutStore StoreAt(DnsEndPoint server) =>
        new PostgresPayoutStore(new NpgsqlConnectionStringBuilder(ConnectionString) { Host = server.Host, Port = server.Port }.ConnectionString);

    public override async ValueTask DisposeAsync() => await PostgresForTests.DropSchemaAsync(ConnectionString);
}
