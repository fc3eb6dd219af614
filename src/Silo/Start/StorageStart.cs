using System.Data.Common;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using Payouts.Grains.Payouts;
using Payouts.Silo.Settings;

namespace Payouts.Silo.Start;

/// <summary>
/// Creates the schema before any grain can need it, and waits for a database on a server: hosted services start in
/// order, and this one is registered before Orleans. A database that cannot be used stops the host with a sentence that
/// names the setting.
/// </summary>
internal sealed class StorageStart(IServiceProvider services, DatabaseWait wait) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Resolved here and not injected: an unreadable connection string fails when the store is created.
            var store = services.GetRequiredService<IPayoutStore>();
            await wait.UntilItAnswersAsync(StorageSettings.Name, store.InitializeAsync, cancellationToken);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException or DbException or MongoException)
        {
            throw new OptionsValidationException(StorageSettings.Name, typeof(IPayoutStore), [StorageSettings.Sentence(exception)]);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
