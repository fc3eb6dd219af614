using Payouts.Storage;

namespace Payouts.Silo.Start;

/// <summary>
/// Makes the schema before any grain can ask for it, and waits for the database: hosted services start in order, and this one is added before Orleans.
/// </summary>
internal sealed class StorageStart(IPayoutStore store, DatabaseWait wait) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        wait.UntilItAnswersAsync("ConnectionStrings__Payouts", store.InitializeAsync, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
