using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Silo.Cluster;
using Payouts.Silo.Documents;
using Payouts.Storage.Documents;

namespace Payouts.Storage.Tests.Documents;

/// <summary>A database for documents, empty at first. The contract's tests run against it and know nothing else about it.</summary>
public abstract class DocumentRig : IAsyncDisposable
{
    /// <summary>Where it is; known once it was made.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Makes the database ready to be opened.</summary>
    public abstract Task CreateAsync();

    /// <summary>The documents, not opened; the caller disposes them.</summary>
    public abstract DocumentDatabase Open();

    /// <summary>A connection of a test's own.</summary>
    public abstract DbConnection Connect();

    /// <summary>Removes the database.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Runs a statement on a connection of its own.</summary>
    /// <returns>The number of rows changed.</returns>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = Command(connection, sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The only text that a statement finds.</summary>
    public async Task<string> TextAsync(string sql) => Assert.Single(await StringsAsync(sql));

    /// <summary>What a statement finds in its first column.</summary>
    public async Task<List<string>> StringsAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return found;
    }

    private async Task<DbConnection> ConnectAsync()
    {
        var connection = Connect();
        await connection.OpenAsync();
        return connection;
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}

/// <summary>A file in a folder of its own.</summary>
public sealed class SqliteRig : DocumentRig
{
    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-documents-").FullName;

    public string FilePath => Path.Combine(_folder, "data", "documents.db");

    public override string ConnectionString => $"Data Source={FilePath}";

    public override Task CreateAsync() => Task.CompletedTask;

    public override DocumentDatabase Open() => new SqliteDocuments(ConnectionString);

    public override DbConnection Connect() => new SqliteConnection($"{ConnectionString};Pooling=False");

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A schema of its own, with the cluster's tables.</summary>
public sealed class PostgresRig : DocumentRig
{
    private string _connectionString = "";

    public override string ConnectionString => _connectionString;

    public override async Task CreateAsync()
    {
        _connectionString = await PostgresForTests.CreateSchemaAsync();
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        await ClusterSchema.Migrations.RunAsync(database, CancellationToken.None);
    }

    public override DocumentDatabase Open() => new PostgresDocuments(ConnectionString);

    public override DbConnection Connect() => new NpgsqlConnection($"{ConnectionString};Pooling=False");

    public override async ValueTask DisposeAsync() => await PostgresForTests.DropSchemaAsync(ConnectionString);
}

/// <summary>The storage of documents as a silo has it, over one database; the silo itself is not started.</summary>
internal sealed class OpenDocuments : IAsyncDisposable
{
    private readonly IHost _silo;

    private OpenDocuments(IHost silo) => _silo = silo;

    public DocumentDatabase Database => _silo.Services.GetRequiredService<DocumentDatabase>();

    public IGrainStorage Storage => _silo.Services.GetRequiredKeyedService<IGrainStorage>(Document.Storage);

    public DocumentLists Lists => _silo.Services.GetRequiredService<DocumentLists>();

    /// <param name="rig">The database.</param>
    /// <param name="keys">What seals documents.</param>
    public static async Task<OpenDocuments> OfAsync(DocumentRig rig, AuditKeys? keys = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(serviceId: "payouts");
            silo.Services.AddDocumentStorage(_ => rig.Open());
            silo.Services.AddSingleton(keys ?? AuditKeys.None);
        });
        var documents = new OpenDocuments(builder.Build());
        await documents.Database.OpenAsync(CancellationToken.None);
        var start = new StorageStart();
        foreach (var participant in documents._silo.Services.GetServices<ILifecycleParticipant<ISiloLifecycle>>().OfType<AdoNetGrainStorage>())
        {
            participant.Participate(start);
        }

        await start.RunAsync();
        return documents;
    }

    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_silo).DisposeAsync();

    /// <summary>The part of a silo's start that concerns the storage.</summary>
    private sealed class StorageStart : ISiloLifecycle
    {
        private readonly List<ILifecycleObserver> _observers = [];

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            _observers.Add(observer);
            return new MemoryStream();
        }

        public async Task RunAsync()
        {
            Assert.NotEmpty(_observers);
            foreach (var observer in _observers)
            {
                await observer.OnStart(CancellationToken.None);
            }
        }
    }
}
