using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Payouts.Harness;
using Payouts.Silo.Cluster;
using Payouts.Silo.Settings;

namespace Payouts.Storage.Tests.Cluster;

/// <summary>
/// Orleans' own ADO.NET tables over our statements, created the way a silo creates them; the silo itself is not
/// started.
/// </summary>
public abstract class ClusterTables : IAsyncLifetime
{
    private readonly List<IHost> _silos = [];

    protected string ConnectionString { get; private set; } = "";

    public virtual async ValueTask InitializeAsync()
    {
        ConnectionString = await PostgresForTests.CreateSchemaAsync();
        await MakeSchemaAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _silos.ForEach(silo => silo.Dispose());
        await PostgresForTests.DropSchemaAsync(ConnectionString);
        GC.SuppressFinalize(this);
    }

    protected async Task MakeSchemaAsync()
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        await ClusterSchema.Migrations.RunAsync(database, CancellationToken.None);
    }

    /// <summary>A service of a silo of this cluster.</summary>
    protected T Service<T>(string clusterId = "c")
        where T : notnull
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseCluster(
            new ClusterSettings { Id = clusterId, SiloPort = 11111, GatewayPort = 30000, Connection = ConnectionString }, isDevelopment: true));
        var host = builder.Build();
        _silos.Add(host);
        return host.Services.GetRequiredService<T>();
    }
}
