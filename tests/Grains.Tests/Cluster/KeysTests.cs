using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using Orleans.TestingHost;
using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Limits;
using Payouts.Silo.Documents;
using Payouts.Storage.Documents;
using Silos = Payouts.Grains.Controls.Controls;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>The keys' grain and the silo's snapshot, on silos in this process over the real storage on a file.</summary>
public sealed class KeysTests : DocumentSilos
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_make_whose_write_failed_is_repeated_as_the_same_and_leaves_one_key(bool isWritten)
    {
        Faults.FailNext(isWritten, kind: "keys");
        await Assert.ThrowsAsync<OrleansException>(() => Keys.Make(Making("key00001", "shop")));

        var answer = await UntilAnsweredAsync(() => Keys.Make(Making("key00001", "shop")));

        Assert.Equal((KeyVerdict.Done, "key00001"), (answer.Verdict, answer.Key!.Id));
        var table = await Keys.Read();
        Assert.Equal((1, "key00001"), (table.Version, Assert.Single(table.Keys).Id));
        Assert.Equal(Hash("key00001"), Assert.Single(table.Keys[0].Secrets).Sha256);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rotation_whose_write_failed_is_repeated_as_the_same_and_leaves_one_secret_more(bool isWritten)
    {
        await Keys.Make(Making("key00001", "shop"));
        Faults.FailNext(isWritten, kind: "keys");
        await Assert.ThrowsAsync<OrleansException>(() => Keys.Rotate(Rotation("second", 1)));

        var answer = await UntilAnsweredAsync(() => Keys.Rotate(Rotation("second", 1)));

        Assert.Equal((KeyVerdict.Done, 2), (answer.Verdict, answer.Key!.Version));
        Assert.Equal([Hash("key00001"), Hash("second")], answer.Key.Secrets.Select(secret => secret.Sha256));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_revocation_whose_write_failed_is_repeated_and_holds(bool isWritten)
    {
        await Keys.Make(Making("key00001", "shop"));
        Faults.FailNext(isWritten, kind: "keys");
        await Assert.ThrowsAsync<OrleansException>(() => Keys.Revoke(new("shop", "leaked", new(null, "robot"))));

        var answer = await UntilAnsweredAsync(() => Keys.Revoke(new("shop", "leaked", new(null, "robot"))));

        Assert.Equal((KeyVerdict.Done, 2), (answer.Verdict, answer.Key!.Version));
        Assert.Empty(answer.Key.Secrets);
    }

    [Fact]
    public async Task Of_two_who_change_one_version_of_a_key_at_once_one_does()
    {
        await Keys.Make(Making("key00001", "shop"));
        var elsewhere = (await StartAsync()).Client.GetGrain<IKeysGrain>(IKeysGrain.Key);
        await elsewhere.Read();

        // The other activation knows of nothing yet: its write conflicts, and its repeat reads.
        var first = await Keys.Rotate(Rotation("second", 1));
        await Assert.ThrowsAsync<InconsistentStateException>(() => elsewhere.Rotate(Rotation("third", 1)));
        var other = await UntilAnsweredAsync(() => elsewhere.Rotate(Rotation("third", 1)));

        Assert.Equal((KeyVerdict.Done, KeyVerdict.VersionMismatch), (first.Verdict, other.Verdict));
    }

    [Fact]
    public async Task A_snapshot_shows_what_is_stored_and_not_what_a_grain_remembers()
    {
        var here = Snapshot(Clusters[0]);
        var there = Snapshot(await StartAsync());
        Assert.Null(here.Age);
        await here.RefreshAsync(CancellationToken.None);
        Assert.Equal((0, 0), (here.Current!.Keys.Table.Version, here.Current.Keys.Table.Keys.Length));

        await Keys.Make(Making("key00001", "shop"));
        await here.RefreshAsync(CancellationToken.None);
        await there.RefreshAsync(CancellationToken.None);

        Assert.Equal((1, "shop"), (here.Current!.Keys.Table.Version, Assert.Single(here.Current.Keys.Table.Keys).Name));
        Assert.Equal((1, "shop"), (there.Current!.Keys.Table.Version, Assert.Single(there.Current.Keys.Table.Keys).Name));
    }

    [Fact]
    public async Task A_snapshot_is_a_lease_of_five_seconds_and_is_not_renewed_by_a_failure()
    {
        var controls = Snapshot(Clusters[0]);
        await controls.RefreshAsync(CancellationToken.None);
        await ScalarAsync("ALTER TABLE documents RENAME TO gone");

        _clock.Advance(ControlsOptions.ShortestLease);
        await controls.RefreshAsync(CancellationToken.None);
        Assert.NotNull(controls.Current);
        Assert.Equal(ControlsOptions.ShortestLease, controls.Age);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(controls.Current);
        await Assert.ThrowsAsync<OrleansException>(() => Controls.KeysNewerThan(-1));

        await ScalarAsync("ALTER TABLE gone RENAME TO documents");
        await controls.RefreshAsync(CancellationToken.None);
        Assert.NotNull((await Controls.KeysNewerThan(-1)).Table);
    }

    [Fact]
    public async Task A_document_of_a_newer_release_counts_as_no_snapshot()
    {
        var controls = Snapshot(Clusters[0]);
        await Keys.Make(Making("key00001", "shop"));
        await ScalarAsync("""UPDATE documents SET document = '{"format":2}' WHERE kind = 'keys'""");

        await controls.RefreshAsync(CancellationToken.None);

        Assert.Null(controls.Current);
    }

    [Fact]
    public async Task Gateways_are_told_what_is_newer_and_nothing_else()
    {
        await Snapshot(Clusters[0]).RefreshAsync(CancellationToken.None);
        Assert.Equal((0, 0), Of(await Controls.KeysNewerThan(-1)));
        Assert.Equal((0, null), Of(await Controls.KeysNewerThan(0)));

        await Keys.Make(Making("key00001", "shop"));
        await Snapshot(Clusters[0]).RefreshAsync(CancellationToken.None);

        Assert.Equal((1, 1), Of(await Controls.KeysNewerThan(0)));
        Assert.Equal((1, null), Of(await Controls.KeysNewerThan(1)));
        Assert.Equal((1, null), Of(await Controls.KeysNewerThan(7)));

        static (int, int?) Of(KeysAnswer answer) => (answer.Version, answer.Table?.Keys.Length);
    }

    [Fact]
    public async Task The_latest_use_of_a_key_is_remembered()
    {
        var at = _clock.GetUtcNow();
        var uses = Clusters[0].Client.GetGrain<IKeyUseGrain>(IKeyUseGrain.Key);
        await uses.Report(new Dictionary<string, DateTimeOffset> { ["a"] = at, ["b"] = at }.ToImmutableDictionary());
        await uses.Report(new Dictionary<string, DateTimeOffset> { ["a"] = at.AddMinutes(-1), ["b"] = at.AddMinutes(1) }.ToImmutableDictionary());

        var read = await uses.Read();

        Assert.Equal((at, at.AddMinutes(1)), (read["a"], read["b"]));
    }

    private IKeysGrain Keys => Clusters[0].Client.GetGrain<IKeysGrain>(IKeysGrain.Key);

    private IControlsGrain Controls => Clusters[0].Client.GetGrain<IControlsGrain>(0);

    private static Silos Snapshot(InProcessTestCluster cluster) => cluster.GetSiloServiceProvider().GetRequiredService<Silos>();

    private static MakeKey Making(string id, string name) => new(id, Hash(id), name, ["payouts:read"], "ada@example.com", ClientId: null, ExpiresAt: null);

    private static RotateKey Rotation(string secret, int version) => new("key00001", Hash(secret), TimeSpan.FromHours(1), "ada@example.com", [version]);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Repeats a call until the activation whose write failed has ended, as a gateway does.</summary>
    private static async Task<KeyAnswer> UntilAnsweredAsync(Func<Task<KeyAnswer>> call)
    {
        KeyAnswer? answer = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    answer = await call();
                    return true;
                }
                catch (OrleansException)
                {
                    return false;
                }
            },
            () => "The activation did not end.");
        return answer!;
    }

    private protected override void Configure(IServiceCollection services) => services
        .AddSingleton(provider => new LimitHolds(provider.GetRequiredService<IGrainFactory>(), _clock, LimitHolds.NewToken))
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<Silos>(provider, _clock));
}
