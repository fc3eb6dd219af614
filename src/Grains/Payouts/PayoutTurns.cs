using Orleans.Storage;

namespace Payouts.Grains.Payouts;

/// <summary>Lets one decision of a payout in at a time, in the order in which they came, and none once a write failed.</summary>
internal sealed class PayoutTurns : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Whether a write failed.</summary>
    public bool AreBroken { get; private set; }

    /// <summary>A write failed, and may have happened all the same: whoever comes now, or waits, is refused.</summary>
    public void Break() => AreBroken = true;

    /// <summary>Runs one.</summary>
    /// <exception cref="InconsistentStateException">A write failed before.</exception>
    public async Task<T> Take<T>(Func<Task<T>> act)
    {
        await _turn.WaitAsync();
        try
        {
            RefuseIfBroken();
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Refuses to read what may not be what is stored.</summary>
    /// <exception cref="InconsistentStateException">A write failed before.</exception>
    public void RefuseIfBroken()
    {
        if (AreBroken)
        {
            throw new InconsistentStateException("A write of this payout failed; the next activation reads what is stored.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
