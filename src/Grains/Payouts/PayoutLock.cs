using Orleans.Storage;

namespace Payouts.Grains.Payouts;

/// <summary>Runs one decision of a payout at a time, in order of arrival, and none after a failed write.</summary>
internal sealed class PayoutLock : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1);

    /// <summary>Whether a write failed.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>
    /// Marks a write as failed. It may have happened all the same, so current waiters and later calls are refused.
    /// </summary>
    public void Break() => IsBroken = true;

    /// <summary>Runs one transition after those before it.</summary>
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

    /// <summary>Throws if the state in memory may differ from what is stored.</summary>
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
