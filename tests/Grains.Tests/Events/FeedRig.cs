using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Events;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Cluster;
using Payouts.Grains.Tests.Payouts;
using Payouts.Storage.Sqlite;

namespace Payouts.Grains.Tests.Events;

/// <summary>The feed over the real SQLite store on a file of its own, with a clock that a test moves.</summary>
internal sealed class FeedRig : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-feed-").FullName;
    private readonly SqlitePayoutStore _sqlite;
    private readonly IPayoutStore _store;
    private readonly EndOfEvents _end;
    private readonly CancellationTokenSource _stop = new();

    private FeedRig()
    {
        _sqlite = new SqlitePayoutStore($"Data Source={_folder}/payouts.db");
        (_store, Watch) = WatchedStore.Over(_sqlite);
        _end = new EndOfEvents(_store, Clock, new Lifetime(_stop.Token));
    }

    public WatchedStore Watch { get; }

    public TimerClock Clock { get; } = new();

    /// <summary>How often somebody looked at the end of the events.</summary>
    public int Looks => Watch.Calls(nameof(IPayoutStore.ReadEndOfEventsAsync));

    public static async Task<FeedRig> StartAsync()
    {
        var rig = new FeedRig();
        await rig._sqlite.InitializeAsync(CancellationToken.None);
        return rig;
    }

    /// <summary>Reads through a grain of its own, as any silo might have.</summary>
    public Task<FeedPage> ReadAsync(EventQuery query) => Grain().Read(query);

    public Task<HintPage> GlanceAsync(EventQuery query) => Grain().Glance(query);

    public Task<FeedEvent?> FindAsync(string id) => Grain().Find(FeedEventId.TryParse(id, out var known) ? known : throw new ArgumentException("Not an id.", nameof(id)));

    /// <summary>The host begins to stop.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    /// <summary>Stores payouts that are due in an hour: one event each.</summary>
    public Task CreateAsync(params IEnumerable<string> ids) => CreateAsync(Some.Request.ClientId, ids);

    /// <inheritdoc cref="CreateAsync(IEnumerable{string})"/>
    public async Task CreateAsync(string client, IEnumerable<string> ids)
    {
        foreach (var batch in ids.Chunk(256))
        {
            var request = Some.Request with { ClientId = client, ScheduledFor = Some.Now.AddHours(1) };
            await WriteAsync([.. batch.Select(id => PayoutWrite.Of(null, PayoutMachine.Create(id, new CreatePayout(id, request, Some.Now), Some.Now).State))]);
        }
    }

    /// <summary>Applies events to a stored payout, one version each.</summary>
    public async Task HappenAsync(string id, params PayoutEvent[] events)
    {
        foreach (var happened in events)
        {
            var state = (await _sqlite.ReadAsync(id, CancellationToken.None))!;
            await WriteAsync([PayoutWrite.Of(state, PayoutMachine.Apply(state, happened, Some.Options, Some.Now.AddHours(2)).State)]);
        }
    }

    /// <summary>Forgets the oldest events, except the newest <paramref name="kept"/>.</summary>
    public async Task ForgetAsync(int all, int kept)
    {
        await _sqlite.FoldStatsAsync(all, CancellationToken.None);
        Assert.Equal(all - kept, await _sqlite.PruneEventsAsync(DateTimeOffset.MaxValue, all - kept, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Dispose();
        await _sqlite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private EventFeedGrain Grain() => new(_store, _end, Clock);

    private async Task WriteAsync(ImmutableArray<PayoutWrite> batch) =>
        Assert.All(await _sqlite.WriteAsync(batch, CancellationToken.None), outcome => Assert.Equal(WriteOutcome.Written, outcome));

    /// <summary>Tells when somebody begins to wait for it.</summary>
    internal sealed class TimerClock : FakeTimeProvider
    {
        private int _timers;

        /// <summary>Returns once so many timers were made.</summary>
        public Task IsWaitedForAsync(int times) => Eventually.IsTrueAsync(() => Task.FromResult(Volatile.Read(ref _timers) >= times), () => $"{_timers} timers");

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }

    private sealed class Lifetime(CancellationToken stopping) : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => stopping;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new NotSupportedException();
    }
}
