using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Payouts.Grains.Documents;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>The real storage, whose next write a test can hold or have fail.</summary>
internal sealed class DocumentFaults
{
    private Gate? _gate;
    private bool? _fails;
    private int _after;
    private string? _kind;

    /// <summary>Holds the next write before it is begun.</summary>
    public Gate HoldNext() => _gate = new Gate();

    /// <summary>Has the next write fail, after it was written or before; or one after some more; or the next of a kind.</summary>
    public void FailNext(bool isWritten, int after = 0, string? kind = null) => (_fails, _after, _kind) = (isWritten, after, kind);

    /// <summary>Lays itself over the storage that was registered before.</summary>
    public void PutOver(IServiceCollection services)
    {
        var storage = services.Last(service => Equals(service.ServiceKey, Document.Storage));
        services.AddKeyedSingleton<IGrainStorage>(Document.Storage, (silo, key) => new Storage(this, (IGrainStorage)storage.KeyedImplementationFactory!(silo, key)));
    }

    private sealed class Storage(DocumentFaults faults, IGrainStorage inner) : IGrainStorage
    {
        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (Interlocked.Exchange(ref faults._gate, null) is { } gate)
            {
                await gate.PassAsync();
            }

            var isMeant = faults._kind is not { } kind || kind == stateName;
            var fails = isMeant && faults._after-- <= 0 ? faults._fails : null;
            faults._fails = fails is null ? faults._fails : null;
            if (fails != false)
            {
                await inner.WriteStateAsync(stateName, grainId, grainState);
            }

            if (fails is not null)
            {
                throw new OrleansException("The connection was lost.");
            }
        }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
    }
}
