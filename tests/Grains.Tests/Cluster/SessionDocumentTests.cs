using Orleans.TestingHost;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Silo.Documents;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>What is stored of sessions, over the real storage on a file.</summary>
public sealed class SessionDocumentTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-sessions-").FullName;
    private readonly List<InProcessTestCluster> _clusters = [];
    private readonly SqliteDocuments _documents;

    public SessionDocumentTests() => _documents = new SqliteDocuments($"Data Source={_folder}/documents.db");

    public async ValueTask InitializeAsync() => await _documents.OpenAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters)
        {
            await cluster.DisposeAsync();
        }

        await _documents.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_key_of_the_ring_is_kept_once_and_read_by_the_next_cluster()
    {
        var ring = (await StartAsync()).GetGrain<IKeyRingGrain>(IKeyRingGrain.Only);
        Assert.Empty(await ring.Read());
        Assert.Equal(["<key id=\"1\"/>"], await ring.Add("<key id=\"1\"/>"));
        Assert.Equal(["<key id=\"1\"/>", "<key id=\"2\"/>"], await ring.Add("<key id=\"2\"/>"));
        await ring.Add("<key id=\"1\"/>");

        Assert.Equal(["<key id=\"1\"/>", "<key id=\"2\"/>"], await (await StartAsync()).GetGrain<IKeyRingGrain>(IKeyRingGrain.Only).Read());
    }

    [Fact]
    public async Task The_latest_sign_out_of_a_person_counts_and_is_forgotten_when_no_session_can_be_older()
    {
        var signOuts = (await StartAsync()).GetGrain<ISignOutsGrain>(ISignOutsGrain.Only);
        Assert.Empty(await signOuts.Read());
        Assert.Equal(Noon, await signOuts.SignOut("ana@example.com", Noon));
        Assert.Equal(Noon, await signOuts.SignOut("ana@example.com", Noon.AddSeconds(-1)));
        Assert.Equal(Noon.AddHours(12), await signOuts.SignOut("ben@example.com", Noon.AddHours(12)));

        var read = await (await StartAsync()).GetGrain<ISignOutsGrain>(ISignOutsGrain.Only).Read();
        Assert.Equal(["ana@example.com", "ben@example.com"], read.Keys);
        Assert.Equal([Noon, Noon.AddHours(12)], read.Values);

        await signOuts.SignOut("ben@example.com", Noon + ISignOutsGrain.Kept);
        Assert.Equal(["ben@example.com"], (await signOuts.Read()).Keys);
    }

    private async Task<IGrainFactory> StartAsync()
    {
        var builder = new InProcessTestClusterBuilder(1) { Options = { ConfigureFileLogging = false, ServiceId = "payouts" } };
        builder.ConfigureSiloHost((_, host) => host.Services.AddDocumentStorage(_ => _documents));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        _clusters.Add(cluster);
        return cluster.Client;
    }
}
