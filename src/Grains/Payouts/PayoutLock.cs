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

    /// <summary>Waits for those before.</summary>
    /// <returns>Disposing it lets the next one in.</returns>
    /// <exception cref="InconsistentStateException">A write failed before.</exception>
    public async ValueTask<Turn> EnterAsync()
    {
        await _semaphore.WaitAsync();
        var turn = new Turn(_semaphore);
        if (IsBroken)
        {
            turn.Dispose();
            ThrowIfBroken();
        }

        return turn;
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

    /// <summary>The right to decide. Without allocating: nearly every turn is free at once.</summary>
    internal readonly struct Turn(SemaphoreSlim semaphore) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => semaphore.Release();
    }
}
