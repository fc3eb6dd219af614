using System.Net;
using System.Net.Sockets;
using Heleket.Simulator.Faults;
using Microsoft.Data.Sqlite;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Storage;

/// <summary>
/// docs/http-api.md, "Health": <c>/health/ready</c> is 503 when the store cannot be written, when it is corrupt, or
/// when it has not answered.
/// </summary>
public sealed class ReadinessTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_silo_that_is_still_starting_is_not_ready()
    {
        using var heleket = new TcpListener(IPAddress.Loopback, 0);
        heleket.Start();
        await using var world = await World.CreateAsync(null, ("HELEKET_PROJECT_URL", $"http://{heleket.LocalEndpoint}/"));
        await using var host = ProcessBuilder.Standalone().With(world.Settings).Start();
        await host.WaitUntilReadyAsync("/health/live");
        using var api = new Api(world.Address);

        // Heleket accepted the connection and stays silent: the silo has asked, and has no answer yet.
        using (await heleket.AcceptTcpClientAsync())
        {
            (await api.GetAsync("/health/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        }

        heleket.Stop();
        await host.WaitUntilReadyAsync();
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_not_ready_until_it_does()
    {
        await using var world = await World.CreateAsync();
        await world.StartAsync();
        using var api = new Api(world.Address);

        using (var stranger = new SqliteConnection($"Data Source={world.DatabaseFile};Pooling=False"))
        {
            stranger.Open();
            using var hold = stranger.BeginTransaction(deferred: false);
            await BecomesAsync(api, HttpStatusCode.ServiceUnavailable);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.CreateAsync(Api.Request())).Status);
        }

        await WorksAgainAsync(api);
    }

    [Fact]
    public async Task A_full_disk_is_not_ready_until_there_is_room()
    {
        using var disk = await SmallDisk.TryMountAsync();
        Assert.SkipWhen(disk is null, "No file system may be mounted here.");
        await using var world = await World.CreateAsync(null, ("ConnectionStrings__Payouts", $"Data Source={disk.Path}/payouts.db"));
        await world.StartAsync();
        using var api = new Api(world.Address);

        // The log may still have allocated space to write to.
        disk.Fill();
        var accepted = 0;
        while ((await api.CreateAsync(Api.Request(), $"k{accepted}")).Status == HttpStatusCode.Created)
        {
            accepted++;
        }

        await BecomesAsync(api, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.CreateAsync(Api.Request(), $"k{accepted}")).Status);

        disk.Empty();
        await WorksAgainAsync(api);
    }

    [Fact]
    public async Task A_corrupt_file_is_not_ready_and_nothing_is_sent_any_more()
    {
        await using var world = await World.CreateAsync();
        await world.StartAsync();
        using var api = new Api(world.Address);
        world.Simulator.Inject(new Fault(FaultKind.Unavailable) { Operation = SimulatorOperation.Create, Probability = 1 });
        var waiting = (await api.CreateAsync(Api.Request(), "waiting")).Id;
        await api.WaitForAsync(waiting, payout => (string?)payout["detail"] == "queued" && payout["reason"] is not null);

        Garble(world.DatabaseFile);
        await Eventually.IsTrueAsync(async () => (await api.GetAsync("/payouts")).Status == HttpStatusCode.ServiceUnavailable, Timeout, () => "Lists still work.");
        world.Simulator.ClearFaults();
        await BecomesAsync(api, HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.CreateAsync(Api.Request(), "new")).Status);
        Assert.Contains("is corrupt", world.Lives[0].Output, StringComparison.Ordinal);
        await world.StopAsync();
        Assert.Empty(world.Simulator.Ledger);
    }

    [Theory]
    [InlineData("Standalone")]
    [InlineData("Silo")]
    public async Task A_server_that_is_read_only_or_away_is_not_ready_until_it_is_back(string project)
    {
        Assert.SkipWhen(PostgresServer.Binaries is null, "PostgreSQL is not installed here, and another's server is not ours to stop.");
        await using var server = await PostgresServer.StartNewAsync();
        await using var world = await World.CreateAsync(
            null,
            ("Storage__Provider", "Postgres"),
            ("ConnectionStrings__Payouts", server.ConnectionString),
            ("HELEKET_CALLBACK_URL", "http://127.0.0.1:9/payouts/webhook"));
        await using var host = ProcessBuilder.Of(project).With(world.Settings).Start();
        await host.WaitUntilReadyAsync();
        using var api = new Api(world.Address);

        await SetAsync(server, "default_transaction_read_only = on");
        await BecomesAsync(api, HttpStatusCode.ServiceUnavailable);
        await SetAsync(server, "default_transaction_read_only = off");
        await BecomesAsync(api, HttpStatusCode.OK);

        await server.KillAsync();
        await BecomesAsync(api, HttpStatusCode.ServiceUnavailable);
        await server.StartAsync();
        await BecomesAsync(api, HttpStatusCode.OK);
    }

    private static Task<HttpStatusCode> BecomesAsync(Api api, HttpStatusCode status) =>
        Eventually.BecomesAsync(async () => (await api.GetAsync("/health/ready")).Status, seen => seen == status, Timeout);

    private static async Task WorksAgainAsync(Api api)
    {
        await BecomesAsync(api, HttpStatusCode.OK);
        await api.WaitForStatusAsync((await api.CreateAsync(Api.Request(), "again")).Id, "confirmed");
    }

    // Not read-only, which would forbid it, and outside a transaction, in which a server's setting cannot be changed.
    private static async Task SetAsync(PostgresServer server, string setting)
    {
        var connection = $"{server.ConnectionString};Options=-c default_transaction_read_only=off";
        await PostgresForTests.ExecuteAsync(connection, $"ALTER SYSTEM SET {setting}");
        await PostgresForTests.ExecuteAsync(connection, "SELECT pg_reload_conf()");
    }

    // As a bad disk would: every page of the file but the first, and every page in the log, leaving the frames intact.
    private static void Garble(string database)
    {
        var garbage = new byte[4096];
        Array.Fill(garbage, (byte)0xA5);
        foreach (var (path, first, step) in new[] { (database, 4096L, 4096L), (database + "-wal", 32L + 24, 24L + 4096) })
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            for (file.Position = first; file.Position + garbage.Length <= file.Length; file.Position += step - garbage.Length)
            {
                file.Write(garbage);
            }
        }
    }
}
