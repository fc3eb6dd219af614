using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;
using Payouts.Grains.Interfaces;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Cluster;

/// <summary>What Orleans' membership protocol requires of its table, with our statements.</summary>
public sealed class MembershipTests : ClusterTables
{
    private static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    private IMembershipTable _table = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _table = await OpenAsync("c");
    }

    [Fact]
    public async Task A_new_cluster_has_a_version_and_no_members()
    {
        var table = await _table.ReadAllAsync();

        Assert.Empty(table.Members);
        Assert.Equal(0, table.Version.Version);
    }

    [Fact]
    public async Task Silos_that_start_together_agree_on_one_first_version()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(MakeSchemaAsync)));
        var tables = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync("together")));

        Assert.All(await Task.WhenAll(tables.Select(table => table.ReadAllAsync())), table => Assert.Equal(0, table.Version.Version));
    }

    [Fact]
    public async Task A_member_is_read_back_whole()
    {
        var entry = Member(1);
        Assert.True(await InsertAsync(entry));
        entry.SuspectTimes = [Tuple.Create(Member(2).SiloAddress, Noon.AddSeconds(3)), Tuple.Create(Member(3).SiloAddress, Noon.AddSeconds(4))];
        entry.Status = SiloStatus.ShuttingDown;
        Assert.True(await UpdateAsync(entry));

        var (read, _) = Assert.Single((await _table.ReadRowAsync(entry.SiloAddress)).Members);

        Assert.Equal(entry.SiloAddress, read.SiloAddress);
        Assert.Equal(entry.SiloName, read.SiloName);
        Assert.Equal(entry.HostName, read.HostName);
        Assert.Equal(SiloStatus.ShuttingDown, read.Status);
        Assert.Equal(entry.ProxyPort, read.ProxyPort);
        Assert.Equal(Noon, read.StartTime);
        Assert.Equal(Noon, read.IAmAliveTime);
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
    }

    [Fact]
    public async Task A_silo_that_is_no_member_reads_as_the_version_alone()
    {
        await InsertAsync(Member(1));

        var table = await _table.ReadRowAsync(Member(2).SiloAddress);

        Assert.Empty(table.Members);
        Assert.Equal(1, table.Version.Version);
    }

    [Fact]
    public async Task Every_change_raises_the_version_by_one_and_a_stale_one_changes_nothing()
    {
        var stale = (await _table.ReadAllAsync()).Version.Next();
        Assert.True(await _table.InsertRowAsync(Member(1), stale));

        Assert.False(await _table.InsertRowAsync(Member(2), stale));
        Assert.False(await _table.UpdateRowAsync(Changed(1, SiloStatus.Dead), stale.VersionEtag, stale));

        var table = await _table.ReadAllAsync();
        Assert.Equal(1, table.Version.Version);
        Assert.Equal(SiloStatus.Active, Assert.Single(table.Members).Item1.Status);
    }

    [Fact]
    public async Task A_member_twice_or_a_change_of_none_changes_nothing_not_even_the_version()
    {
        Assert.True(await InsertAsync(Member(1)));

        Assert.False(await InsertAsync(Member(1)));
        Assert.False(await UpdateAsync(Changed(2, SiloStatus.Dead)));

        var table = await _table.ReadAllAsync();
        Assert.Equal(1, table.Version.Version);
        Assert.Single(table.Members);
    }

    [Fact]
    public async Task Of_simultaneous_changes_of_one_version_one_is_made()
    {
        var version = (await _table.ReadAllAsync()).Version.Next();

        var inserted = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(() => _table.InsertRowAsync(Member(i), version))));

        Assert.Single(inserted, true);
        var table = await _table.ReadAllAsync();
        Assert.Single(table.Members);
        Assert.Equal(1, table.Version.Version);
    }

    [Fact]
    public async Task Simultaneous_silos_that_try_again_all_become_members_one_version_each()
    {
        await Task.WhenAll(Enumerable.Range(1, 12).Select(i => Task.Run(async () =>
        {
            while (!await InsertAsync(Member(i)))
            {
            }
        })));

        var table = await _table.ReadAllAsync();
        Assert.Equal(12, table.Members.Count);
        Assert.Equal(12, table.Version.Version);
    }

    [Fact]
    public async Task A_sign_of_life_moves_its_time_and_not_the_version()
    {
        await InsertAsync(Member(1));
        await InsertAsync(Member(2));
        var entry = Member(1);
        entry.IAmAliveTime = Noon.AddMinutes(5);

        await _table.UpdateIAmAliveAsync(entry);

        var table = await _table.ReadAllAsync();
        Assert.Equal(2, table.Version.Version);
        Assert.Equal(Noon.AddMinutes(5), table.Members.Single(member => member.Item1.SiloAddress.Equals(entry.SiloAddress)).Item1.IAmAliveTime);
        Assert.Equal(Noon, table.Members.Single(member => !member.Item1.SiloAddress.Equals(entry.SiloAddress)).Item1.IAmAliveTime);
    }

    [Fact]
    public async Task Only_the_dead_are_forgotten_and_only_the_long_dead()
    {
        await InsertAsync(Member(1));
        await InsertAsync(Changed(2, SiloStatus.Dead));
        await InsertAsync(Changed(3, SiloStatus.Joining));
        var recent = Changed(4, SiloStatus.Dead);
        recent.IAmAliveTime = Noon.AddHours(2);
        await InsertAsync(recent);

        await _table.CleanupDefunctSiloEntriesAsync(Noon.AddHours(1));

        var left = (await _table.ReadAllAsync()).Members.Select(member => member.Item1.SiloAddress.Generation).Order();
        Assert.Equal([1, 3, 4], left);
    }

    [Fact]
    public async Task Clusters_in_one_database_do_not_see_each_other()
    {
        var other = await OpenAsync("other");
        await InsertAsync(Member(1));

        Assert.Empty((await other.ReadAllAsync()).Members);
        await other.DeleteMembershipTableEntriesAsync("other");
        Assert.Single((await _table.ReadAllAsync()).Members);
        await _table.DeleteMembershipTableEntriesAsync("c");
        Assert.Empty((await (await OpenAsync("c")).ReadAllAsync()).Members);
    }

    [Fact]
    public async Task Gateways_are_the_active_silos_that_have_one()
    {
        await InsertAsync(Member(1));
        await InsertAsync(Changed(2, SiloStatus.Dead));
        var without = Member(3);
        without.ProxyPort = 0;
        await InsertAsync(without);

        var gateways = await GatewaysAsync();

        Assert.Equal([$"gwy.tcp://127.0.0.1:{Member(1).ProxyPort}/1"], gateways.Select(gateway => gateway.ToString()));
    }

    private async Task<IList<Uri>> GatewaysAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (ClusterIdentity.ServiceId, "c"))
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (ClusterIdentity.PostgresInvariant, ConnectionString)));
        using var gateway = builder.Build();
        var provider = gateway.Services.GetRequiredService<IGatewayListProvider>();
        await provider.InitializeGatewayListProvider();
        return await provider.GetGateways();
    }

    private async Task<IMembershipTable> OpenAsync(string clusterId)
    {
        var table = Service<IMembershipTable>(clusterId);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        return table;
    }

    private async Task<bool> InsertAsync(MembershipEntry entry) => await _table.InsertRowAsync(entry, (await _table.ReadAllAsync()).Version.Next());

    private async Task<bool> UpdateAsync(MembershipEntry entry)
    {
        var version = (await _table.ReadAllAsync()).Version.Next();
        return await _table.UpdateRowAsync(entry, version.VersionEtag, version);
    }

    private static MembershipEntry Changed(int number, SiloStatus status)
    {
        var entry = Member(number);
        entry.Status = status;
        return entry;
    }

    private static MembershipEntry Member(int number) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11000 + number), number),
        SiloName = $"silo-{number}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + number,
        StartTime = Noon,
        IAmAliveTime = Noon,
    };
}
