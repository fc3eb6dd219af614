using System.Collections.Concurrent;
using Orleans.Storage;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>
/// The grains' real storage, which a test can hold for one payout: the write is durable, and the grain does not know it yet. It can fail there, too, as a
/// database does whose answer is lost.
/// </summary>
internal sealed class HeldStorage
{
    private readonly ConcurrentDictionary<string, (Func<PayoutState, bool> Which, Gate Gate, bool Fails)> _gates = new(StringComparer.Ordinal);
    private int _underWay;

    /// <summary>Whether no write of a grain is under way.</summary>
    public bool AreQuiet => Volatile.Read(ref _underWay) == 0;

    /// <summary>Holds the payout's next write.</summary>
    public Gate HoldNext(string id) => HoldNext(id, _ => true);

    /// <summary>Holds the payout's next write of such a state.</summary>
    public Gate HoldNext(string id, Func<PayoutState, bool> which)
    {
        var gate = new Gate();
        _gates[id] = (which, gate, false);
        return gate;
    }

    /// <summary>Holds the payout's next write, and then has it fail, though it is durable.</summary>
    public Gate HoldAndFailNext(string id)
    {
        var gate = new Gate();
        _gates[id] = (_ => true, gate, true);
        return gate;
    }

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
                var id = grainId.Key.ToString()!;
                if (all._gates.TryGetValue(id, out var held) && held.Which((PayoutState)(object)grainState.State!))
                {
                    all._gates.TryRemove(id, out _);
                    await held.Gate.PassAsync();
                    if (held.Fails)
                    {
                        throw new OrleansException("The connection was lost before the answer came.");
                    }
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
