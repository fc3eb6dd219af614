namespace Payouts.Silo.Start;

/// <summary>
/// Work that begins when the whole host listens: Heleket must not be called before its webhooks can be received, and in
/// Development the simulator is part of the same host.
/// </summary>
internal abstract class AfterStart(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await RunAsync(stoppingToken);
    }

    protected abstract Task RunAsync(CancellationToken stoppingToken);
}
