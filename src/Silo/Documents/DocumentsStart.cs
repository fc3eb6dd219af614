using System.Data.Common;
using Microsoft.Data.Sqlite;
using MongoDB.Driver;
using Payouts.Grains.Documents;
using Payouts.Grains.Payouts;
using Payouts.Hosting;
using Payouts.Silo.Settings;
using Payouts.Silo.Start;
using Payouts.Storage.Documents;

namespace Payouts.Silo.Documents;

/// <summary>
/// Opens the documents before Orleans looks for its statements, waits for their database, and checks that the payouts
/// belong to them: registered after the payouts' and the cluster's start, and before Orleans. Documents that cannot be
/// used stop the host with a sentence that names the setting.
/// </summary>
internal sealed class DocumentsStart(
    IServiceProvider services, DocumentDatabase documents, DocumentSettings settings, DatabaseWait wait, TimeProvider clock, ILogger<DocumentsBinding> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Document.RequireDistinctKinds(typeof(Document).Assembly, typeof(DocumentDatabase).Assembly);
        try
        {
            await wait.UntilItAnswersAsync(documents.Setting, documents.OpenAsync, cancellationToken);

            // Resolved here and not injected: an unreadable connection string fails when the store is created.
            var binding = new DocumentsBinding(services.GetRequiredService<IPayoutStore>(), documents, clock, logger);
            await wait.UntilItAnswersAsync(documents.Setting, token => binding.RequireAsync(settings.Rebind, token), cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException or IOException or UnauthorizedAccessException or DbException or MongoException)
        {
            var sentence = exception.Message.Contains(documents.Setting, StringComparison.Ordinal) ? exception.Message : $"{documents.Setting} cannot be used: {exception.Message}";
            throw BadSetting.Exception(documents.Setting, sentence);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
