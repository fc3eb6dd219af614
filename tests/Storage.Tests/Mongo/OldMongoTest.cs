namespace Payouts.Storage.Tests.Mongo;

/// <summary>A test of a database that a release up to 13 has set up.</summary>
public abstract class OldMongoTest : IAsyncLifetime
{
    private protected MongoServer Server { get; } = new();

    private protected OldMongoRelease Old { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Server.CreateAsync();
        Old = new OldMongoRelease(Server.Database);
        await Old.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
