using System.Collections.Concurrent;
using Orleans.Storage;

namespace Payouts.Tests.Cluster;

/// <summary>The grains' real storage, which a test can hold for one payout: the write is durable, and the grain does not know it yet.</summary>
internal sealed class HeldStorage
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);
    private int _underWay;

    /// <summary>Whether no write of a grain is under way.</summary>
    public bool AreQuiet => Volatile.Read(ref _underWay) == 0;

    /// <summary>Holds the payout's next write.</summary>
    public Gate HoldNext(string id) => _gates[id] = new Gate();

    /// <summary>Takes the hold away again, if nobody has come.</summary>
    public void Forget(string id) => _gates.TryRemove(id, out _);

    /// <summary>A silo's storage; the holds are those of all silos.</summary>
    public IGrainStorage Over(IGrainStorage inner) => new Storage(this, inner);

    private sealed class Storage(HeldStorage all, IGrainStorage inner) : IGrainStorage
    {
        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Interlocked.Increment(ref all._underWay);
            try
            {
                await inner.WriteStateAsync(stateName, grainId, grainState);
                if (all._gates.TryRemove(grainId.Key.ToString()!, out var gate))
                {
                    await gate.PassAsync();
                }
            }
            finally
            {
                Interlocked.Decrement(ref all._underWay);
            }
        }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
    }
}
