using Payouts.Grains.Audit;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Silo.Start;

namespace Payouts.Silo.Audit;

/// <summary>
/// Has checkpoints made, and wakes the documents whose changes may wait to be logged, for example since a crash. Each silo
/// does so; the grains know what is due.
/// </summary>
internal sealed partial class AuditRounds(
    IGrainFactory grains, AuditOptions options, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<AuditRounds> logger) : AfterStart(lifetime)
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await grains.GetGrain<IKeysGrain>(IKeysGrain.Key).Read();
                await grains.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only).Read();
                while (await grains.GetGrain<ICheckpointGrain>(ICheckpointGrain.Key).Make())
                {
                    stoppingToken.ThrowIfCancellationRequested();
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, exception);
            }

            await Task.Delay(options.CheckpointEvery < Most ? options.CheckpointEvery : Most, clock, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "No checkpoint of the audit could be made")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
