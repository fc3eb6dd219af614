using Orleans.Core;
using Payouts.Silo.Storage;

namespace Payouts.Simulation;

/// <summary>What Orleans gives a grain for <c>[PersistentState]</c>, over the real grain storage.</summary>
internal sealed class StoredState(PayoutGrainStorage storage, GrainId id) : IPersistentState<PayoutState>
{
    private readonly GrainState<PayoutState> _state = new();

    public PayoutState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string Etag => _state.ETag!;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => storage.ReadStateAsync(PayoutGrain.Storage, id, _state);

    public Task WriteStateAsync() => storage.WriteStateAsync(PayoutGrain.Storage, id, _state);

    public Task ClearStateAsync() => storage.ClearStateAsync(PayoutGrain.Storage, id, _state);
}
