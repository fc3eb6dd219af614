using System.Collections.Immutable;
using System.Globalization;
using Orleans.Storage;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>
/// Orleans' grain storage over the payout store: the ETag is the version, the grain's key the payout's id. Only for
/// <see cref="PayoutState"/>. The grain's memory changes only after the store has answered. Store exceptions become an
/// <see cref="OrleansException"/>: callers of the grain retry on that one, and do not know those of the drivers.
/// </summary>
public sealed class PayoutGrainStorage(IPayoutStore store, GroupCommit commit) : IGrainStorage
{
    /// <summary>
    /// Reads the payout; if there is none the state is <see langword="null"/> and <c>RecordExists</c> false.
    /// </summary>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var target = OfPayout(grainState);
        PayoutState? stored;
        try
        {
            stored = await store.ReadAsync(IdOf(grainId), CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw Failed(exception);
        }

        target.State = stored!;
        target.ETag = stored is null ? null : ETagOf(stored);
        target.RecordExists = stored is not null;
    }

    /// <summary>
    /// Inserts when there is no ETag, otherwise replaces the version that the ETag names. Throws
    /// <see cref="InconsistentStateException"/> when another version is stored; after any other
    /// <see cref="OrleansException"/> the outcome is unknown and the state must be read again.
    /// </summary>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var target = OfPayout(grainState);
        var state = target.State ?? throw new ArgumentException("There is no payout to write.", nameof(grainState));
        if (state.Payout.Id != IdOf(grainId))
        {
            throw new ArgumentException($"Payout '{state.Payout.Id}' is not that of grain '{grainId}'.", nameof(grainState));
        }

        var events = EventsOf(grainState);
        var expected = string.IsNullOrEmpty(target.ETag) ? 0 : long.Parse(target.ETag, NumberStyles.None, CultureInfo.InvariantCulture);
        try
        {
            if (await commit.WriteAsync(new PayoutWrite(state, expected, events)) == WriteOutcome.Conflict)
            {
                throw new InconsistentStateException(
                    $"Payout '{state.Payout.Id}' is not at version {expected}, or its key is taken: another activation wrote it.",
                    storedEtag: "unknown",
                    currentEtag: target.ETag);
            }
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw Failed(exception);
        }

        target.ETag = ETagOf(state);
        target.RecordExists = true;
    }

    /// <summary>Always throws <see cref="NotSupportedException"/>: a payout is never deleted.</summary>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("A payout is never deleted.");

    private static IGrainState<PayoutState> OfPayout<T>(IGrainState<T> grainState) =>
        grainState as IGrainState<PayoutState>
        ?? throw new NotSupportedException($"The payout store keeps {nameof(PayoutState)} alone, not {typeof(T)}.");

    private static ImmutableArray<EventRow> EventsOf<T>(IGrainState<T> grainState) =>
        grainState is PayoutGrainState { Events: var events }
            ? events
            : throw new NotSupportedException($"A payout is written as a {nameof(PayoutGrainState)}: without its events the statistics would lie.");

    private static OrleansException Failed(Exception exception) => new("The storage of payouts failed.", exception);

    private static string IdOf(GrainId grainId) => grainId.Key.ToString()!;

    private static string ETagOf(PayoutState state) => state.Payout.Version.ToString(CultureInfo.InvariantCulture);
}
