using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

public sealed class MongoTimesUpgradeTests : TimesUpgradeContract
{
    private readonly MongoServer _server;

    public MongoTimesUpgradeTests()
        : this(new MongoServer())
    {
    }

    private MongoTimesUpgradeTests(MongoServer server)
        : base(server) => _server = server;

    protected override bool AreThere => true;

    protected override async Task TakeBackAsync(int releases)
    {
        foreach (var index in new[] { "account_accepted", "account_settled", "account_asset_funds" })
        {
            await _server.Payouts.Indexes.DropOneAsync(index);
        }

        await _server.Database.GetCollection<BsonDocument>("client_crypto_payout_schema")
            .UpdateOneAsync("{ _id: 'payouts' }", new BsonDocument("$set", new BsonDocument("version", 4 - releases)));
    }
}
