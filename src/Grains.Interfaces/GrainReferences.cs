using Orleans.Runtime;

namespace Payouts.Grains.Interfaces;

/// <summary>
/// Caches references for grains of one kind. Orleans' own <c>GetGrain</c> reads the interface's attributes and parses
/// its name on every call, which takes 4 % of the processor time of a payout
/// (docs/performance.md, "Where the time goes"); this keeps the result of the first call. Thread-safe.
/// </summary>
/// <typeparam name="T">The interface to call.</typeparam>
public sealed class GrainReferences<T>
    where T : IGrainWithStringKey
{
    private Kind? _kind;

    /// <summary>Returns a reference to one grain; makes no call.</summary>
    /// <param name="grains">The factory of one cluster; always the same.</param>
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
