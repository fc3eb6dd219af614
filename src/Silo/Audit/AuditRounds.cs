using Payouts.Grains.AddressBook;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Silo.Start;
using Payouts.Storage.Documents;

namespace Payouts.Silo.Audit;

/// <summary>
/// Has checkpoints made, and wakes the documents whose changes may wait to be logged, for example since a crash. Each silo
/// does so; the grains know what is due.
/// </summary>
internal sealed partial class AuditRounds(
    IGrainFactory grains, DocumentDatabase documents, DocumentLists lists, AuditOptions options, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<AuditRounds> logger) : AfterStart(lifetime)
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    // At the start, and from then on.
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(30);
    private static readonly TimeSpan Recently = TimeSpan.FromMinutes(15);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        var back = LongAgo;
        while (true)
        {
            // Each by itself: a document that cannot be read holds up no other, and above all no checkpoint.
            if (!await TriedAsync(() => MakeAsync(stoppingToken)))
            {
                Log.NoCheckpoint(logger);
            }

            var all = await TriedAsync(() => grains.GetGrain<IKeysGrain>(IKeysGrain.Key).Read());
            all &= await TriedAsync(() => grains.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only).Read());
            all &= await TriedAsync(() => grains.GetGrain<IPausesGrain>(IPausesGrain.Key).Read());
            all &= await TriedAsync(() => grains.GetGrain<IPolicyGrain>(IPolicyGrain.Key).Read());
            all &= await TriedAsync(() => BookRounds.WakeAsync(grains, lists, clock.GetUtcNow() - back, stoppingToken));
            if (back == LongAgo)
            {
                all &= await TriedAsync(() => ReboundsAsync(stoppingToken));
            }

            back = all ? Recently : back;
            await Task.Delay(options.CheckpointEvery < Most ? options.CheckpointEvery : Most, clock, stoppingToken);
        }
    }

    private async Task MakeAsync(CancellationToken stoppingToken)
    {
        while (await grains.GetGrain<ICheckpointGrain>(ICheckpointGrain.Key).Make())
        {
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task ReboundsAsync(CancellationToken stoppingToken)
    {
        foreach (var rebound in await Rebounds.ReadAsync(documents, stoppingToken))
        {
            await grains.GetGrain<IAuditGrain>(IAuditGrain.Key).Append(rebound);
        }
    }

    private async Task<bool> TriedAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "No checkpoint of the audit could be made")]
        public static partial void NoCheckpoint(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A part of the audit's round failed, and is tried again with the next")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
