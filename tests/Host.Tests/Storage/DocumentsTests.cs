using Heleket.Simulator;
using Microsoft.Data.Sqlite;
using Npgsql;
using Payouts.Harness;
using Payouts.Host.Tests.Cluster;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Storage;

/// <summary>docs/architecture.md, "Documents": hosts that start with their documents, without them, and with another's.</summary>
public sealed class DocumentsTests : IDisposable
{
    private const string Setting = "ConnectionStrings__Documents";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_host_without_settings_keeps_its_documents_beside_its_payouts()
    {
        await using var host = await ProcessBuilder.Standalone().With("ASPNETCORE_ENVIRONMENT", "Development").RunIn(_folder.Path).StartReadyAsync();

        Assert.True(File.Exists($"{_folder.Path}/data/payouts.db"));
        Assert.True(File.Exists($"{_folder.Path}/data/documents.db"));
    }

    [Fact]
    public async Task Documents_survive_kills_and_their_loss_stops_the_start_until_somebody_says_what_holds()
    {
        await using var world = await World.CreateAsync();
        var file = new SqliteConnectionStringBuilder(world.Settings[Setting]).DataSource;
        await world.StartAsync();
        await world.KillAsync();
        var id = await IdAsync(file);
        await world.StartAsync();
        await world.KillAsync();
        Assert.Equal(id, await IdAsync(file));

        foreach (var part in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*"))
        {
            File.Delete(part);
        }

        var line = await StopsAsync(ProcessBuilder.Standalone().With(world.Settings));
        Assert.Contains($"{Setting} has no documents", line, StringComparison.Ordinal);
        Assert.Contains("Documents__Rebind=true", line, StringComparison.Ordinal);

        world.Settings["Documents__Rebind"] = "true";
        await world.StartAsync();
        await world.StopAsync();
        Assert.Contains($"WRN Payouts.Storage.Documents.DocumentsBinding: Documents__Rebind: the payouts belonged to the documents {id}", world.Lives[^1].Output, StringComparison.Ordinal);

        world.Settings.Remove("Documents__Rebind");
        await world.StartAsync();
        Assert.DoesNotContain("Rebind", world.Lives[^1].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_services_documents_and_a_file_that_is_in_use_stop_the_start()
    {
        await using var one = await World.CreateAsync();
        await using var other = await World.CreateAsync();
        await one.StartAsync();
        await other.StartAsync();
        await one.StopAsync();
        one.Settings[Setting] = other.Settings[Setting];

        var inUse = await StopsAsync(ProcessBuilder.Standalone().With(one.Settings));
        await other.StopAsync();
        var others = await StopsAsync(ProcessBuilder.Standalone().With(one.Settings));

        Assert.Contains("Another process has the database of documents", inUse, StringComparison.Ordinal);
        Assert.Contains(Setting, inUse, StringComparison.Ordinal);
        Assert.Contains($"{Setting} has the documents", others, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payouts_and_documents_may_not_be_one_file()
    {
        await using var world = await World.CreateAsync();
        world.Settings[Setting] = world.Settings["ConnectionStrings__Payouts"];

        Assert.Contains("two files", await StopsAsync(ProcessBuilder.Standalone().With(world.Settings)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silos_of_a_cluster_share_the_documents_in_its_database_and_none_starts_once_they_are_gone()
    {
        await using var simulator = await SimulatorHost.StartAsync();
        var database = await PostgresForTests.CreateSchemaAsync();
        ProcessBuilder Silo() => TestCluster.Silo(simulator, new Uri("http://127.0.0.1:9/"), database);
        await using (var first = Silo().Start())
        await using (var second = Silo().Start())
        {
            await first.WaitUntilReadyAsync();
            await second.WaitUntilReadyAsync();
        }

        await PostgresForTests.ExecuteAsync(database, "DELETE FROM documents");
        Assert.Contains("ConnectionStrings__Cluster has no documents", await StopsAsync(Silo()), StringComparison.Ordinal);

        await using (var rebound = await Silo().With("Documents__Rebind", "true").StartReadyAsync())
        {
            Assert.Contains("Documents__Rebind", rebound.Output, StringComparison.Ordinal);
        }

        await using (var source = NpgsqlDataSource.Create(database))
        {
            await using var bound = source.CreateCommand("SELECT count(*) FROM documents JOIN bound_documents ON document ->> 'id' = documents_id");
            Assert.Equal(1L, await bound.ExecuteScalarAsync());
        }

        await PostgresForTests.DropSchemaAsync(database);
    }

    private static async Task<string> IdAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT document ->> 'id' FROM documents WHERE kind = 'documents_id'";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> StopsAsync(ProcessBuilder builder)
    {
        await using var host = builder.Start();
        await host.WaitForExitAsync();
        Assert.Equal(1, host.ExitCode);
        return Assert.Single(host.Output.Split('\n'), line => line.Length > 0);
    }
}
