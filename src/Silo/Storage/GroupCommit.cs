using Payouts.Storage;

namespace Payouts.Silo.Storage;

/// <summary>
/// Gathers the writes of many grains into one transaction: whatever arrived while the last one committed is the next. Waits for nothing
/// else, so that a lone write is as fast as without it. Every write passes through here, whatever the store.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>The most writes in one transaction.</summary>
    public const int MaxBatch = 256;

    /// <summary>The most writes that wait in a lane; beyond it callers wait to be let in.</summary>
    public const int MaxWaiting = 4096;

    /// <summary>
    /// A write that could not begin for this long is given up, and provably not made: the caller answers 503 within its patience, and what was refused
    /// is not carried out behind its back.
    /// </summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(4);

    private readonly CommitLane[] _lanes;

    /// <summary>Starts committing to <paramref name="store"/>, which must be initialized before the first write.</summary>
    /// <param name="store">Where the writes go.</param>
    /// <param name="clock">Tells how long a write has waited.</param>
    /// <param name="lanes">How many transactions may be under way at once: while one waits for the disk, the next can be made.</param>
    /// <param name="scheduler">What the committing loops run on; the thread pool by default. The simulation (bench/Simulation) brings its own.</param>
    public GroupCommit(IPayoutStore store, TimeProvider clock, int lanes = 1, TaskScheduler? scheduler = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lanes);
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => new CommitLane(store, clock, scheduler ?? TaskScheduler.Default))];
    }

    /// <summary>
    /// Writes one payout durably. Writes of one id commit in the order in which they came. Throws what the store threw; then the
    /// outcome is unknown. Throws <see cref="ObjectDisposedException"/> when it came too late; then nothing was written.
    /// </summary>
    public Task<WriteOutcome> WriteAsync(PayoutWrite write)
    {
        var payout = write.State.Payout;
        if (payout.Version != write.ExpectedVersion + 1)
        {
            throw new ArgumentException($"Version {payout.Version} cannot follow version {write.ExpectedVersion}.", nameof(write));
        }

        // All writes of an id in one lane, which keeps their order. Ids are digests: any of their digits spreads them.
        return _lanes[payout.Id[^1] % _lanes.Length].WriteAsync(write);
    }

    /// <summary>Accepts no more writes, and returns once every accepted one has its answer. Leaves the store open.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_lanes.Select(lane => lane.DisposeAsync().AsTask()));
}
