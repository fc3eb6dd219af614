using Orleans.Storage;

namespace Payouts.Storage.Tests.Documents;

/// <summary>A test of documents on a database of its own.</summary>
public abstract class DocumentsTest(DocumentRig rig) : IAsyncLifetime
{
    /// <summary>The database.</summary>
    private protected DocumentRig Rig => rig;

    /// <summary>What is open on it.</summary>
    private protected OpenDocuments Documents { get; set; } = null!;

    /// <summary>The storage of grains.</summary>
    private protected IGrainStorage Storage => Documents.Storage;

    /// <summary>Makes the database, and opens it.</summary>
    public async ValueTask InitializeAsync()
    {
        await rig.CreateAsync();
        Documents = await OpenDocuments.OfAsync(rig);
    }

    /// <summary>Closes and deletes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Documents.DisposeAsync();
        await rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
