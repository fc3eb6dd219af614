using Orleans.Storage;

namespace Payouts.Grains.Payouts;

/// <summary>Lets one decision of a payout in at a time, in the order in which they came, and none once a write failed.</summary>
internal sealed class PayoutLock : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1);

    /// <summary>Whether a write failed.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>A write failed, and may have happened all the same: whoever comes now, or waits, is refused.</summary>
    public void Break() => IsBroken = true;

    /// <summary>Runs one transition, once those before it are over.</summary>
    /// <exception cref="InconsistentStateException">A write failed before.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> act)
    {
        await _semaphore.WaitAsync();
        try
        {
            ThrowIfBroken();
            return await act();
        }
        finally
        {
            _semaphore.Release();
        }
    }

    /// <summary>Refuses to read what may not be what is stored.</summary>
    /// <exception cref="InconsistentStateException">A write failed before.</exception>
    public void ThrowIfBroken()
    {
        if (IsBroken)
        {
            throw new InconsistentStateException("A write of this payout failed; the next activation reads what is stored.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _semaphore.Dispose();
}
