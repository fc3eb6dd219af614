using Orleans.Runtime;

namespace Payouts.Grains.Interfaces;

/// <summary>
/// References to grains of one kind. Orleans' own <c>GetGrain</c> reads the attributes of the interface and takes its name apart at every
/// call, which is 4 % of the processor time of a payout (docs/performance.md, "Where the time goes"); what it finds the first time is kept
/// here. Safe to use from many threads.
/// </summary>
/// <typeparam name="T">The interface to call.</typeparam>
public sealed class GrainReferences<T>
    where T : IGrainWithStringKey
{
    private Kind? _kind;

    /// <summary>A reference to one grain; no call is made.</summary>
    /// <param name="grains">Of one cluster; always the same.</param>
    /// <param name="key">The grain's key.</param>
    public T To(IGrainFactory grains, string key)
    {
        ArgumentNullException.ThrowIfNull(grains);
        if (_kind is { } kind)
        {
            return (T)grains.GetGrain(GrainId.Create(kind.Grain, key), kind.Interface);
        }

        var found = grains.GetGrain<T>(key);
        if (found is GrainReference reference)
        {
            _kind = new Kind(reference.GrainId.Type, reference.InterfaceType);
        }

        return found;
    }

    private sealed record Kind(GrainType Grain, GrainInterfaceType Interface);
}
