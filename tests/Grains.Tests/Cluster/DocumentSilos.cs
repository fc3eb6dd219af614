using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.TestingHost;
using Payouts.Grains.Payouts;
using Payouts.Silo.Documents;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Silos in this process over the real storage of documents, on a file of its own.</summary>
public abstract class DocumentSilos : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-documents-").FullName;
    private readonly List<InProcessTestCluster> _clusters = [];
    private readonly SqliteDocuments _documents;

    private protected DocumentSilos() => _documents = new SqliteDocuments($"Data Source={_folder}/documents.db");

    /// <summary>Makes writes fail.</summary>
    private protected DocumentFaults Faults { get; } = new();

    /// <summary>The first was started with the test, the others by it.</summary>
    private protected IReadOnlyList<InProcessTestCluster> Clusters => _clusters;

    /// <summary>Opens the storage, and starts a silo.</summary>
    public async ValueTask InitializeAsync()
    {
        await _documents.OpenAsync(CancellationToken.None);
        await StartAsync();
    }

    /// <summary>Ends the silos, and deletes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters)
        {
            await cluster.DisposeAsync();
        }

        await _documents.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds to a silo what the test's grains need.</summary>
    private protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Starts another silo, or several of one cluster, which knows nothing of the others but what is stored.</summary>
    private protected async Task<InProcessTestCluster> StartAsync(short silos = 1)
    {
        var builder = new InProcessTestClusterBuilder(silos) { Options = { ConfigureFileLogging = false, ServiceId = "payouts" } };
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Services.AddDocumentStorage(_ => _documents);
            Faults.PutOver(host.Services);
            host.Services.AddSingleton(AuditKeys.None);
            Configure(host.Services);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        _clusters.Add(cluster);
        return cluster;
    }

    /// <summary>Asks the file itself for one value.</summary>
    private protected async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder}/documents.db;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
