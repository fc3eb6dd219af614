using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Sqlite;

namespace Payouts.Storage.Tests;

/// <summary>Orleans' grain storage over the payout store, in a real silo.</summary>
public sealed class PayoutGrainStorageTests : IAsyncLifetime
{
    private readonly SqliteFile _file = new();
    private SqlitePayoutStore _sqlite = null!;
    private WatchedStore _store = null!;
    private GroupCommit _commit = null!;
    private PayoutGrainStorage _storage = null!;
    private InProcessTestCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _sqlite = (SqlitePayoutStore)await _file.OpenAsync();
        _store = new WatchedStore(_sqlite);
        _commit = new GroupCommit(_store, TimeProvider.System);
        _storage = new PayoutGrainStorage(_store, _commit);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.Services.AddGrainStorage("Default", (_, _) => _storage));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _commit.DisposeAsync();
        await _sqlite.DisposeAsync();
        await _file.DisposeAsync();
    }

    [Fact]
    public async Task A_payout_that_was_never_written_has_no_record_no_state_and_no_etag() =>
        Assert.Equal(new Held(false, null, null), await Grain("k").Look());

    [Fact]
    public async Task What_a_grain_wrote_its_next_activation_reads()
    {
        var state = DocumentContract.Full();
        var grain = _cluster.Client.GetGrain<IHoldingGrain>(state.Payout.Id);

        Assert.Equal("1", (await grain.Write(state)).ETag);
        var next = state.Next(old => old.In(PayoutStatus.Confirmed) with { NextActionAt = null });
        Assert.Equal("2", (await grain.Write(next)).ETag);
        var before = (await grain.Look()).Activation;
        await grain.Leave();

        var held = await grain.Look();
        Assert.NotEqual(before, held.Activation);
        Assert.True(held.RecordExists);
        Assert.Equal("2", held.ETag);
        Same.State(next, held.State);
    }

    [Fact]
    public async Task A_lost_race_is_an_inconsistent_state_and_the_grain_reloads_what_won()
    {
        var state = A.Payout("k");
        await Grain("k").Write(state);
        var winner = state.Next(old => old.In(PayoutStatus.Broadcast));
        await _sqlite.WriteAsync([new PayoutWrite(winner, 1, [])], CancellationToken.None);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain("k").Write(state.Next(old => old.In(PayoutStatus.Failed))));

        var held = await Grain("k").Look();
        Assert.Equal("2", held.ETag);
        Same.State(winner, held.State);
    }

    [Fact]
    public async Task An_insert_that_another_activation_made_first_is_an_inconsistent_state()
    {
        var state = A.Payout("k");
        await Grain("k").Look();
        await _sqlite.WriteAsync([new PayoutWrite(state, 0, [])], CancellationToken.None);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain("k").Write(state));

        Assert.Equal("1", (await Grain("k").Look()).ETag);
    }

    [Fact]
    public async Task A_write_that_failed_changes_neither_etag_nor_record()
    {
        var memory = new PayoutGrainState(new PayoutGrainState(), A.Payout("k"), PayoutEvents.Of(null, A.Payout("k").Payout));
        _store.BeforeWrite = () => throw new IOException("The disk is gone.");

        var failed = await Assert.ThrowsAsync<OrleansException>(() => _storage.WriteStateAsync("payout", IdOf("k"), memory));

        Assert.IsType<IOException>(failed.InnerException);
        Assert.Null(memory.ETag);
        Assert.False(memory.RecordExists);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_an_etag_a_write_inserts(string? etag)
    {
        var memory = new PayoutGrainState(new PayoutGrainState { ETag = etag }, A.Payout("k"), []);

        await _storage.WriteStateAsync("payout", IdOf("k"), memory);

        Assert.Equal("1", memory.ETag);
        Assert.True(memory.RecordExists);
    }

    [Fact]
    public async Task A_read_replaces_what_the_memory_held()
    {
        var memory = new PayoutGrainState { State = A.Payout("k"), ETag = "7", RecordExists = true };

        await _storage.ReadStateAsync("payout", IdOf("k"), memory);

        Assert.Null(memory.State);
        Assert.Null(memory.ETag);
        Assert.False(memory.RecordExists);
    }

    [Fact]
    public async Task A_payout_is_never_deleted_and_the_store_keeps_nothing_else()
    {
        var payout = new PayoutGrainState(new PayoutGrainState(), A.Payout("k"), PayoutEvents.Of(null, A.Payout("k").Payout));
        var eventless = new GrainState<PayoutState>(A.Payout("k"));
        var other = new GrainState<string>("text");

        await Assert.ThrowsAsync<NotSupportedException>(() => _storage.ClearStateAsync("payout", IdOf("k"), payout));
        await Assert.ThrowsAsync<NotSupportedException>(() => _storage.WriteStateAsync("payout", IdOf("k"), eventless));
        await Assert.ThrowsAsync<NotSupportedException>(() => _storage.WriteStateAsync("other", IdOf("k"), other));
        await Assert.ThrowsAsync<NotSupportedException>(() => _storage.ReadStateAsync("other", IdOf("k"), other));
        await Assert.ThrowsAsync<ArgumentException>(() => _storage.WriteStateAsync("payout", IdOf("another"), payout));
        Assert.Empty(_store.Batches);
    }

    private IHoldingGrain Grain(string key) => _cluster.Client.GetGrain<IHoldingGrain>(A.Id("c-1", key));

    private static GrainId IdOf(string key) => GrainId.Create("holding", A.Id("c-1", key));
}

/// <summary>A grain that holds a payout and does nothing with it.</summary>
[Alias("payouts.tests.IHoldingGrain")]
public interface IHoldingGrain : IGrainWithStringKey
{
    [Alias("Look")]
    Task<Held> Look();

    [Alias("Write")]
    Task<Held> Write(PayoutState state);

    [Alias("Leave")]
    Task Leave();
}

[GenerateSerializer, Immutable, Alias("payouts.tests.Held")]
public sealed record Held(
    [property: Id(0)] bool RecordExists, [property: Id(1)] string? ETag, [property: Id(2)] PayoutState? State, [property: Id(3)] string? Activation = null);

public sealed class HoldingGrain([FromKeyedServices("Default")] IGrainStorage storage) : Grain, IHoldingGrain
{
    private PayoutGrainState _payout = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => storage.ReadStateAsync("payout", this.GetGrainId(), _payout);

    public Task<Held> Look() => Task.FromResult(
        new Held(_payout.RecordExists, _payout.ETag, _payout.State, _payout.RecordExists ? GrainContext.ActivationId.ToString() : null));

    public async Task<Held> Write(PayoutState state)
    {
        var next = new PayoutGrainState(_payout, state, PayoutEvents.Of(_payout.State?.Payout, state.Payout));
        try
        {
            await storage.WriteStateAsync("payout", this.GetGrainId(), next);
        }
        catch (InconsistentStateException)
        {
            DeactivateOnIdle();
            throw;
        }

        _payout = next;
        return await Look();
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
