using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Payouts;
using Payouts.Storage.Documents;

namespace Payouts.Silo.Documents;

/// <summary>Adds the grain storage that keeps documents (docs/architecture.md, "Documents").</summary>
internal static class DocumentsSetup
{
    // Orleans' own storage, which ours is laid around.
    private const string Table = "documents-table";

    /// <summary>Adds the storage and the lists over a database, which <see cref="DocumentsStart"/> opens.</summary>
    public static void AddDocumentStorage(this IServiceCollection services, Func<IServiceProvider, DocumentDatabase> database)
    {
        services.AddSingleton(database);
        services.AddSingleton<DocumentLists, SqlDocumentLists>();
        services.AddSingleton<DocumentVersions, SqlDocumentVersions>();
        services.AddAdoNetGrainStorage(Table, options => options.Configure<DocumentDatabase>((storage, documents) =>
        {
            storage.Invariant = documents.Invariant;
            storage.DataSource = documents.Source;
            storage.GrainStorageSerializer = new DocumentSerializer();
        }));
        services.AddGrainStorage(Document.Storage, (provider, _) => new DocumentStorage(provider.GetRequiredKeyedService<IGrainStorage>(Table), provider.GetRequiredService<AuditKeys>));
    }
}
