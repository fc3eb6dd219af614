using System.Net;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;
using Npgsql;
using Payouts.Grains;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Storage;

/// <summary>
/// docs/operations.md, "Backup and restore": its commands, run against hosts that were killed, and what happens to the
/// money.
/// </summary>
public sealed class RestoreTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sqlite_backup_is_restored_over_a_stale_log_and_nothing_is_paid_twice()
    {
        Assert.SkipUnless(Recipe.Has("sqlite3"), "The command sqlite3 is not installed here.");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "data"));
        var file = Path.Combine(_folder.Path, "data", "payouts.db");
        await using var world = await World.CreateAsync(settings: Files(file));
        var books = new Books(world);

        await books.FillAsync(() => SucceedsAsync("backup-sqlite"));
        var (refused, said) = await Recipe.RunAsync("restore-sqlite", _folder.Path, ("backup", Backup("payouts-*.db")));
        Assert.Equal(1, refused);
        Assert.Contains("still runs", said, StringComparison.Ordinal);
        await world.KillAsync();
        Assert.True(new FileInfo(file + "-wal").Length > 0);
        Assert.True(File.Exists(file + "-shm"));
        await SucceedsAsync("restore-sqlite", ("backup", Backup("payouts-*.db")));

        await books.CheckRestoredAsync();
    }

    [Fact]
    public async Task Documents_are_restored_by_themselves_and_the_payouts_know_them()
    {
        Assert.SkipUnless(Recipe.Has("sqlite3"), "The command sqlite3 is not installed here.");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "data"));
        var file = Path.Combine(_folder.Path, "data", "payouts.db");
        await using var world = await World.CreateAsync(settings: Files(file));
        await world.StartAsync();
        await SucceedsAsync("backup-sqlite");
        var (refused, said) = await Recipe.RunAsync("restore-sqlite", _folder.Path, ("backup", Backup("documents-*.db")));
        Assert.Equal(1, refused);
        Assert.Contains("still runs", said, StringComparison.Ordinal);
        await world.KillAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "data", "documents.db"), "This is no database any more.");

        await SucceedsAsync("restore-sqlite", ("backup", Backup("documents-*.db")));

        await world.StartAsync();
        Assert.True(File.Exists(file + "-wal"));
    }

    [Fact]
    public async Task A_backup_under_the_log_of_a_killed_host_stops_the_start_with_a_sentence_and_nothing_is_changed()
    {
        Assert.SkipUnless(Recipe.Has("sqlite3"), "The command sqlite3 is not installed here.");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "data"));
        var file = Path.Combine(_folder.Path, "data", "payouts.db");
        await using var world = await World.CreateAsync(settings: Files(file));
        await new Books(world).FillAsync(() => SucceedsAsync("backup-sqlite"));
        await world.KillAsync();
        File.Copy(Backup("payouts-*.db"), file, overwrite: true);
        var (before, log) = (await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(file + "-wal"));

        await using var host = ProcessBuilder.Standalone().With(world.Settings).Start();
        await host.WaitForExitAsync();

        Assert.Equal(1, host.ExitCode);
        var line = Assert.Single(host.Output.Split('\n'), line => line.Length > 0);
        Assert.Contains($"the log '{file}-wal' does not belong to the payout database '{file}'", line, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
        Assert.Equal(log, await File.ReadAllBytesAsync(file + "-wal"));
    }

    [Fact]
    public async Task A_corrupt_file_stops_the_start_with_a_sentence()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "data"));
        var file = Path.Combine(_folder.Path, "data", "payouts.db");
        await using var world = await World.CreateAsync(settings: Files(file));
        await world.StartAsync();
        await world.StopAsync();
        using (var garbage = File.OpenWrite(file))
        {
            garbage.Position = 2 * 4096;
            garbage.Write(new byte[8192]);
        }

        await using var host = ProcessBuilder.Standalone().With(world.Settings).Start();
        await host.WaitForExitAsync();

        Assert.Equal(1, host.ExitCode);
        var line = Assert.Single(host.Output.Split('\n'), line => line.Length > 0);
        Assert.Contains($"'{file}' is corrupt", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_postgresql_backup_is_restored_and_nothing_is_paid_twice()
    {
        Assert.SkipWhen(PostgresServer.Binaries is null, "PostgreSQL is not installed here, and another's database is not ours to replace.");
        await using var server = await PostgresServer.StartNewAsync();
        var url = ("database", $"postgresql://postgres@127.0.0.1:{new NpgsqlConnectionStringBuilder(server.ConnectionString).Port}/postgres");
        await using var world = await World.CreateAsync(null, ("Storage__Provider", "Postgres"), ("ConnectionStrings__Payouts", server.ConnectionString));
        var books = new Books(world);

        await books.FillAsync(() => SucceedsAsync("backup-postgres", url));
        await world.KillAsync();
        await SucceedsAsync("restore-postgres", url, ("backup", Backup("payouts-*.dump")));

        await books.CheckRestoredAsync();
    }

    private static (string Name, string Value)[] Files(string payouts) =>
    [
        ("ConnectionStrings__Payouts", $"Data Source={payouts}"),
        ("ConnectionStrings__Documents", $"Data Source={Path.Combine(Path.GetDirectoryName(payouts)!, "documents.db")}"),
    ];

    private string Backup(string pattern) => Assert.Single(Directory.GetFiles(_folder.Path, pattern));

    private async Task SucceedsAsync(string block, params (string Name, string Value)[] variables)
    {
        var (exitCode, output) = await Recipe.RunAsync(block, _folder.Path, variables);
        Assert.True(exitCode == 0, $"{block} ended with {exitCode}:\n{output}");
    }

    /// <summary>Payouts from before and after a backup, and what must hold for them once it is restored.</summary>
    private sealed class Books(World world)
    {
        private string _settled = "";
        private string _unclear = "";
        private string _later = "";

        /// <summary>
        /// At the backup one payout is confirmed and another's outcome is unknown; then that one and a third are paid.
        /// </summary>
        public async Task FillAsync(Func<Task> backUpAsync)
        {
            await world.StartAsync();
            using var api = new Api(world.Address);
            _settled = await CreateAsync(api, "settled");
            await api.WaitForStatusAsync(_settled, "confirmed");
            world.Simulator.Inject(new Fault(FaultKind.Error500Before) { Operation = SimulatorOperation.Create, Probability = 1 });
            _unclear = await CreateAsync(api, "unclear");
            await api.WaitForAsync(_unclear, payout => (string?)payout["detail"] == "outcome_unknown");

            await backUpAsync();

            world.Simulator.ClearFaults();
            _later = await CreateAsync(api, "later");
            await api.WaitForStatusAsync(_later, "confirmed");
            await api.WaitForStatusAsync(_unclear, "confirmed");
        }

        /// <summary>
        /// The third is unknown until it is asked for again; all three end confirmed, each paid once.
        /// </summary>
        public async Task CheckRestoredAsync()
        {
            await world.StartAsync();
            using var api = new Api(world.Address);
            Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/payouts/{_later}")).Status);
            Assert.Equal("confirmed", (string?)(await api.GetAsync($"/payouts/{_settled}")).Body!["status"]);

            Assert.Equal(_later, await CreateAsync(api, "later"));
            await api.WaitForStatusAsync(_later, "confirmed");
            await api.WaitForStatusAsync(_unclear, "confirmed");

            Assert.Equal(3, (int?)(await api.GetAsync("/stats")).Body!["payouts"]);
            var ledger = world.Simulator.Ledger;
            Assert.Equal(new[] { _settled, _unclear, _later }.Order(StringComparer.Ordinal), ledger.Select(entry => entry.OrderId).Order(StringComparer.Ordinal));
            Assert.All(ledger, entry => Assert.Equal((1, MoneyState.Paid), (entry.Stored, entry.Money)));
            Assert.Equal(2, world.Simulator.CreateCalls(_later));
        }

        private static async Task<string> CreateAsync(Api api, string key)
        {
            var answer = await api.CreateAsync(Api.Request(("client_id", "c-1")), key);
            Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
            return answer.Id;
        }
    }
}
