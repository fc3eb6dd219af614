using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Payouts.Grains.Clients;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Sweeping;

/// <summary>
/// Finds due payouts in one shard of the store and wakes them. The due time in the payout's own record is what counts;
/// the grain's timer sets how often to check, and its reminder brings the grain back after its silo died
/// (docs/architecture.md, "Sweeps").
/// </summary>
public sealed partial class SweeperGrain(
    IPayoutStore store, IOptions<PayoutsOptions> options, TimeProvider clock, Telemetry telemetry, ILogger<SweeperGrain> logger)
    : Grain, ISweeperGrain, IRemindable
{
    private const string ReminderName = "sweep";
    private const int PageSize = 1000;

    // Per shard. Few, so that a restart with everything due leaves room for creates.
    private const int WakesAtOnce = 4;

    private const int ClientsAtOnce = 100;

    private readonly GrainReferences<IPayoutSignals> _payouts = new();
    private Task _sweep = Task.CompletedTask;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var interval = options.Value.SweepInterval;
        this.RegisterGrainTimer(Sweep, new GrainTimerCreationOptions(TimeSpan.Zero, interval) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Start() => this.RegisterOrUpdateReminder(ReminderName, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private Task Sweep() => _sweep.IsCompleted ? _sweep = SweepOnce() : Task.CompletedTask;

    private Task SweepOnce()
    {
        var shard = (int)this.GetPrimaryKeyLong();
        return shard == 0 ? Task.WhenAll(WakeDue(shard), FoldClients()) : WakeDue(shard);
    }

    private async Task WakeDue(int shard)
    {
        var woken = new HashSet<string>(StringComparer.Ordinal);
        bool more;
        do
        {
            var page = await store.FindDueAsync(shard, clock.GetUtcNow(), PageSize, CancellationToken.None);
            string[] due = [.. page.Where(woken.Add)];
            // Payouts still at work are due too, and appear on the next page: they do not end the sweep unless there
            // are no others.
            more = page.Count == PageSize && due.Length > 0;
            var parallelism = new ParallelOptions { MaxDegreeOfParallelism = WakesAtOnce, TaskScheduler = TaskScheduler.Current };
            await Parallel.ForEachAsync(due, parallelism, async (id, _) => await Try(id, _payouts.To(GrainFactory, id).Wake));

            telemetry.Swept(due.Length);
        }
        while (more);
    }

    private async Task FoldClients()
    {
        var clients = await store.FindUnfoldedClientsAsync(ClientsAtOnce, CancellationToken.None);
        foreach (var client in clients)
        {
            await Try(client, GrainFactory.GetGrain<IClientFolding>(client).Fold);
        }

        if (clients.Count == ClientsAtOnce)
        {
            // Too many to list: the rest are folded together.
            await Try(IClientGrain.AllClients, GrainFactory.GetGrain<IClientFolding>(IClientGrain.AllClients).Fold);
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
        [LoggerMessage(Level = LogLevel.Error, Message = "The sweep could not wake or fold {Id}; it tries again")]
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
}
