using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Payouts.Grains.Documents;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>The real storage, whose next write a test can hold or have fail.</summary>
internal sealed class DocumentFaults
{
    private Gate? _gate;
    private string? _held;
    private bool? _fails;
    private int _after;
    private string? _kind;
    private int _reads;

    /// <summary>How often a document was read.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Holds the next write before it is begun; the next of a kind alone, if that is given.</summary>
    public Gate HoldNext(string? kind = null)
    {
        (_held, _gate) = (kind, new Gate());
        return _gate;
    }

    /// <summary>
    /// Has the next write fail, after it was written or before; or one after some more. Of a kind alone, if that is given:
    /// what a grain owes to the audit is written when nobody waits for it.
    /// </summary>
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
            if ((faults._held ?? stateName) == stateName && Interlocked.Exchange(ref faults._gate, null) is { } gate)
            {
                await gate.PassAsync();
            }

            var fails = (faults._kind ?? stateName) == stateName && faults._after-- <= 0 ? faults._fails : null;
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

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Interlocked.Increment(ref faults._reads);
            return inner.ReadStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
    }
}
