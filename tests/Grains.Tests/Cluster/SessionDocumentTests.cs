using Orleans.TestingHost;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Silo.Documents;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>What is stored of sessions, over the real storage on a file.</summary>
public sealed class SessionDocumentTests : DocumentSilos
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_key_of_the_ring_is_kept_once_and_read_by_the_next_cluster()
    {
        var ring = Clusters[0].Client.GetGrain<IKeyRingGrain>(IKeyRingGrain.Only);
        Assert.Empty(await ring.Read());
        Assert.Equal(["<key id=\"1\"/>"], await ring.Add("<key id=\"1\"/>"));
        Assert.Equal(["<key id=\"1\"/>", "<key id=\"2\"/>"], await ring.Add("<key id=\"2\"/>"));
        await ring.Add("<key id=\"1\"/>");

        Assert.Equal(["<key id=\"1\"/>", "<key id=\"2\"/>"], await (await StartAsync()).Client.GetGrain<IKeyRingGrain>(IKeyRingGrain.Only).Read());
    }

    [Fact]
    public async Task The_latest_sign_out_of_a_person_counts_and_is_forgotten_when_no_session_can_be_older()
    {
        var signOuts = Clusters[0].Client.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only);
        Assert.Empty(await signOuts.Read());
        Assert.Equal(Noon, await signOuts.SignOut("ana@example.com", Noon));
        Assert.Equal(Noon, await signOuts.SignOut("ana@example.com", Noon.AddSeconds(-1)));
        Assert.Equal(Noon.AddHours(12), await signOuts.SignOut("ben@example.com", Noon.AddHours(12)));

        var read = await (await StartAsync()).Client.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only).Read();
        Assert.Equal(["ana@example.com", "ben@example.com"], read.Keys);
        Assert.Equal([Noon, Noon.AddHours(12)], read.Values);

        await signOuts.SignOut("ben@example.com", Noon + ISignOutsGrain.Kept);
        Assert.Equal(["ben@example.com"], (await signOuts.Read()).Keys);
    }

    [Fact]
    public async Task A_sign_out_that_another_activation_wrote_counts_here_too()
    {
        var here = Clusters[0].Client.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only);
        Assert.Empty(await here.Read());

        await (await StartAsync()).Client.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only).SignOut("ana@example.com", Noon);

        Assert.Equal(["ana@example.com"], (await here.Read()).Keys);
        Assert.Equal(Noon.AddSeconds(1), await here.SignOut("ben@example.com", Noon.AddSeconds(1)));
        Assert.Equal(["ana@example.com", "ben@example.com"], (await here.Read()).Keys);
    }
}
