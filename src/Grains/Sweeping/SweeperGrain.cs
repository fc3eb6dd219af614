using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Health;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Sweeping;

/// <summary>
/// Finds due payouts in one shard of the store and wakes them. The due time in the payout's own record is what counts;
/// the grain's timer sets how often to check, and its reminder brings the grain back after its silo died
/// (docs/architecture.md, "Sweeps").
/// </summary>
public sealed partial class SweeperGrain(
    IPayoutStore store, ISendControls controls, IOptions<PayoutsOptions> options, TimeProvider clock, Telemetry telemetry, ILogger<SweeperGrain> logger)
    : Grain, ISweeperGrain, IRemindable
{
    private const string ReminderName = "sweep";
    private const int PageSize = 1000;

    // Per shard. Few, so that a restart with everything due leaves room for creates.
    private const int WakesAtOnce = 4;

    private const int FoldSize = 5000;
    private const int PruneSize = 10_000;

    // Statistics add what is not folded yet at every read: under load a sweep's interval would leave too much of it.
    private static readonly TimeSpan LongestFoldInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan CountInterval = TimeSpan.FromMinutes(1);

    // What can be asked for reaches back 366 days; a month more, for those who ask late.
    private static readonly TimeSpan SeriesRetention = TimeSpan.FromDays(396);

    private readonly GrainReferences<IPayoutSignals> _payouts = new();
    private readonly ParkedWatch _parked = new(clock);
    private Task _sweep = Task.CompletedTask;
    private Task _fold = Task.CompletedTask;
    private long? _parkedCountedAt;
    private long? _approvalsCountedAt;
    private DateTimeOffset _since;
    private DateTimeOffset? _lastAt;
    private int? _lastDue;

    /// <summary>One sweeper also looks after what is not sharded.</summary>
    private bool IsFirst => this.GetPrimaryKeyLong() == 0;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var interval = options.Value.SweepInterval;
        _since = clock.GetUtcNow();
        this.RegisterGrainTimer(Sweep, new GrainTimerCreationOptions(TimeSpan.Zero, interval) { Interleave = true, KeepAlive = true });
        if (IsFirst)
        {
            var pause = interval < LongestFoldInterval ? interval : LongestFoldInterval;
            this.RegisterGrainTimer(Fold, new GrainTimerCreationOptions(pause, pause) { Interleave = true, KeepAlive = true });
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_parkedCountedAt is not null)
        {
            // From now on another silo counts.
            telemetry.Parked(0);
        }

        if (_approvalsCountedAt is not null)
        {
            telemetry.ApprovalsWaiting(0, null);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Start() => this.RegisterOrUpdateReminder(ReminderName, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <inheritdoc/>
    public Task<SweepReport> Report()
    {
        var late = clock.GetUtcNow() - (_lastAt ?? _since) - options.Value.SweepInterval;
        return Task.FromResult(new SweepReport((int)this.GetPrimaryKeyLong(), _lastAt, Math.Max(0, (long)late.TotalSeconds), _lastDue));
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private Task Sweep() => _sweep.IsCompleted ? _sweep = SweepOnce() : Task.CompletedTask;

    private Task SweepOnce() => IsFirst
        ? Task.WhenAll(Wake(), Try("events to prune", PruneEvents), Try("hours to prune", PruneSeries), Try("parked payouts to count", CountParked), Try("approvals to count", CountApprovals))
        : Wake();

    private async Task Wake()
    {
        await WakeDue();
        if (_parked.IsTimeToLook(controls) && await WakeParked())
        {
            _parked.HasLooked();
        }
    }

    private Task Fold() => _fold.IsCompleted ? _fold = Try("events to fold", FoldStats) : Task.CompletedTask;

    private async Task WakeDue()
    {
        var woken = new HashSet<string>(StringComparer.Ordinal);
        var began = clock.GetUtcNow();
        bool more;
        do
        {
            var page = await store.FindDueAsync((int)this.GetPrimaryKeyLong(), clock.GetUtcNow(), PageSize, CancellationToken.None);
            string[] due = [.. page.Where(woken.Add)];
            // Payouts still at work are due too, and appear on the next page: they do not end the sweep unless there
            // are no others.
            more = page.Count == PageSize && due.Length > 0;
            await ForEach(due, id => Try(id, _payouts.To(GrainFactory, id).Wake));
            telemetry.Swept(due.Length);
        }
        while (more);
        (_lastAt, _lastDue) = (began, woken.Count);
    }

    /// <summary>Those that were created first come first; those that a pause still holds back stay as they are.</summary>
    /// <returns>Whether all of them are where they should be.</returns>
    private async Task<bool> WakeParked()
    {
        var isComplete = true;
        ParkedPlace? last = null;
        IReadOnlyList<ParkedPlace> page;
        do
        {
            page = await store.FindParkedAsync((int)this.GetPrimaryKeyLong(), last, PageSize, CancellationToken.None);
            await ForEach(page, async place =>
            {
                var isRight = false;
                await Try(place.Id, async () => isRight = await _payouts.To(GrainFactory, place.Id).Unpark());
                isComplete &= isRight;
            });
            last = page.Count > 0 ? page[^1] : null;
        }
        while (page.Count == PageSize);
        return isComplete;
    }

    /// <summary>Some at once, begun in their order.</summary>
    private static Task ForEach<T>(IEnumerable<T> items, Func<T, Task> wake) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = WakesAtOnce, TaskScheduler = TaskScheduler.Current },
        async (item, _) => await wake(item));

    /// <summary>Only once something was ever paused.</summary>
    private async Task CountParked()
    {
        if (controls.PausesVersion is not > 0 || (_parkedCountedAt is { } last && clock.GetElapsedTime(last) < CountInterval))
        {
            return;
        }

        _parkedCountedAt = clock.GetTimestamp();
        telemetry.Parked((await store.SumParkedAsync(CancellationToken.None)).Sum(sum => sum.Count));
    }

    private async Task CountApprovals()
    {
        if (_approvalsCountedAt is { } last && clock.GetElapsedTime(last) < CountInterval)
        {
            return;
        }

        _approvalsCountedAt = clock.GetTimestamp();
        var waiting = await store.CountWaitingAsync(CancellationToken.None);
        telemetry.ApprovalsWaiting(waiting.Count, waiting.OldestSince);
    }

    /// <summary>Keeps the events that no total has yet few, so that statistics stay cheap to read.</summary>
    private async Task FoldStats()
    {
        while (await store.FoldStatsAsync(FoldSize, CancellationToken.None) == FoldSize)
        {
        }
    }

    private async Task PruneEvents()
    {
        var oldest = clock.GetUtcNow() - options.Value.EventRetention;
        while (await store.PruneEventsAsync(oldest, PruneSize, CancellationToken.None) == PruneSize)
        {
        }
    }

    private async Task PruneSeries()
    {
        var oldest = clock.GetUtcNow() - SeriesRetention;
        while (await store.PruneSeriesAsync(oldest, PruneSize, CancellationToken.None) == PruneSize)
        {
        }
    }

    /// <summary>One failure, possibly repeated at every sweep, must not hold up the others.</summary>
    private async Task Try(string id, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The sweep failed for {Id}; it tries again")]
        public static partial void Failed(ILogger logger, Exception exception, string id);
    }
}

/// <summary>One of <see cref="Shards.Count"/> sweepers, by shard.</summary>
[GrainInterfaceType("Payouts.ISweeperGrain")]
[Alias("payouts.ISweeperGrain")]
public interface ISweeperGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Starts sweeping and registers the reminder that keeps it going. Every silo calls it at startup; harmless to
    /// repeat.
    /// </summary>
    [Alias("Start")]
    Task Start();

    /// <summary>How its sweeps go.</summary>
    [AlwaysInterleave, Alias("Report")]
    Task<SweepReport> Report();
}
