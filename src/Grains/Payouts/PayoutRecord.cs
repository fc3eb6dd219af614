using Orleans.Storage;

namespace Payouts.Grains.Payouts;

/// <summary>
/// What is stored of one payout, as far as this activation knows. Not Orleans' own persistent state, which is read before the first call comes in:
/// most first calls are creates, and the store itself refuses to make a second payout of one id.
/// </summary>
internal sealed class PayoutRecord(IGrainStorage storage)
{
    private const string Name = "payout";

    private readonly GrainState<PayoutState> _stored = new();

    /// <summary>What is stored now, or <see langword="null"/>.</summary>
    /// <exception cref="OrleansException">It could not be read.</exception>
    public async Task<PayoutState?> ReadAsync(GrainId id)
    {
        await Named(storage.ReadStateAsync(Name, id, _stored));
        return _stored.RecordExists ? _stored.State : null;
    }

    /// <summary>Stores the next version, or the first.</summary>
    /// <returns>What is stored now: <paramref name="state"/> itself, or, when it was to be the first, the payout that was there before it.</returns>
    /// <exception cref="InconsistentStateException">Another version than the last known is stored; nothing was written.</exception>
    /// <exception cref="OrleansException">It failed, and may have happened all the same.</exception>
    public async Task<PayoutState> WriteAsync(GrainId id, PayoutState state)
    {
        var isFirst = !_stored.RecordExists;
        _stored.State = state;
        try
        {
            await Named(storage.WriteStateAsync(Name, id, _stored));
            return state;
        }
        catch (InconsistentStateException) when (isFirst)
        {
            if (await ReadAsync(id) is { } existing)
            {
                return existing;
            }

            throw;
        }
    }

    /// <summary>Whoever called the grain repeats what fails with an exception of Orleans', and knows none of the drivers'.</summary>
    private static async Task Named(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansException("The storage of payouts failed.", exception);
        }
    }
}
