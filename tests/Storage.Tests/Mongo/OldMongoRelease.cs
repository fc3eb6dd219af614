using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// What a silo of the releases up to 13 does to the database, statement by statement: writes in format 1, and a fold
/// that can stop after each of its steps (docs/adr/0010).
/// </summary>
internal sealed class OldMongoRelease(IMongoDatabase database)
{
    private static readonly string[] Later = ["account", "acceptedAt", "settledAt", "events", "counted"];
    private static readonly string[] LaterInLines = ["version", "reason", "needs_attention", "txid", "fee", "heleket_transaction_id"];

    private readonly IMongoCollection<BsonDocument> _payouts = database.GetCollection<BsonDocument>("client_crypto_payouts");
    private readonly IMongoCollection<BsonDocument> _totals = database.GetCollection<BsonDocument>("client_crypto_payout_totals");

    /// <summary>The collections and the version, as a silo makes them when it starts.</summary>
    public async Task StartAsync()
    {
        var schema = await database.GetCollection<BsonDocument>("client_crypto_payout_schema").FindOneAndUpdateAsync<BsonDocument>(
            "{ _id: 'payouts' }", "{ $max: { version: 1 } }", new() { IsUpsert = true, ReturnDocument = ReturnDocument.After });
        Assert.Equal(1, schema["version"].ToInt32());
    }

    /// <summary>Inserts the payout, or replaces the version before it.</summary>
    /// <returns>Whether it did: not if another version is stored.</returns>
    public async Task<bool> WriteAsync(PayoutState state)
    {
        if (state.Payout.Version == 1)
        {
            await _payouts.InsertOneAsync(Old(MongoDocument.Insert(state, [], ObjectId.GenerateNewId())).Add("unfolded", true));
            return true;
        }

        var set = Old(MongoDocument.Update(state, [], ObjectId.GenerateNewId())[0]["$set"].AsBsonDocument);
        set["format"] = MongoValues.Literal(1);
        set["unfolded"] = UnlessEqual("$counted.status", MongoValues.Literal(state.Payout.Status.ToString().ToLowerInvariant()));
        var result = await _payouts.UpdateOneAsync(
            new BsonDocument { { "_id", state.Payout.Id }, { "version", state.Payout.Version - 1 } },
            new BsonDocumentStagePipelineDefinition<BsonDocument, BsonDocument>([new BsonDocument("$set", set)]));
        return result.MatchedCount == 1;
    }

    /// <summary>The one write that is the fold: everything unfolded, into the journal.</summary>
    /// <returns>The journal, or nothing if the fold cannot begin.</returns>
    public async Task<BsonDocument?> BeginFoldAsync()
    {
        var stored = await _totals.Find("{ _id: '*' }").FirstOrDefaultAsync();
        var journal = stored is null ? MongoTotals.None(IClientGrain.AllClients) : MongoTotals.Read(stored);
        var unfolded = await _payouts.Find("{ unfolded: true }").ToListAsync();
        var next = ((InsertOneModel<BsonDocument>)journal.After(journal.Fold + 1, unfolded.Select(Row)).Model(0)).Document;
        next.Add("moves", new BsonArray(unfolded.Select(Move)));
        if (stored is null)
        {
            await _totals.InsertOneAsync(next);
            return next;
        }

        return (await _totals.ReplaceOneAsync(new BsonDocument { { "_id", "*" }, { "fold", journal.Fold } }, next)).MatchedCount == 1 ? next : null;
    }

    /// <summary>The first step that carries the fold out: the totals of its clients.</summary>
    public async Task AddToClientsAsync(BsonDocument journal)
    {
        using var session = await database.Client.StartSessionAsync();
        await MongoFold.AddToClientsAsync(_totals, session, journal["fold"].AsInt64, journal["moves"].AsBsonArray.Select(move => Row(move.AsBsonDocument)), CancellationToken.None);
    }

    /// <summary>The second: the marks of its payouts.</summary>
    public async Task MarkAsync(BsonDocument journal)
    {
        foreach (var move in journal["moves"].AsBsonArray)
        {
            var set = new BsonDocument
            {
                { "counted", MongoValues.Literal(new BsonDocument { { "status", move["status"] }, { "fold", journal["fold"] } }) },
                { "unfolded", UnlessEqual("$status", MongoValues.Literal(move["status"])) },
            };
            await _payouts.UpdateOneAsync(
                new BsonDocument { { "_id", move["_id"] }, { "counted.fold", new BsonDocument("$not", new BsonDocument("$gte", journal["fold"])) } },
                new BsonDocumentStagePipelineDefinition<BsonDocument, BsonDocument>([new BsonDocument("$set", set)]));
        }
    }

    /// <summary>The third: the journal is cleared.</summary>
    public Task FinishAsync(BsonDocument journal) =>
        _totals.UpdateOneAsync(new BsonDocument { { "_id", "*" }, { "fold", journal["fold"] } }, "{ $unset: { moves: 1 } }");

    /// <summary>
    /// Payouts of three clients, counted, changed since, changed back, and new, and a fold of so many steps meanwhile.
    /// </summary>
    public async Task<List<PayoutState>> FillAsync(int steps)
    {
        var states = Enumerable.Range(0, 9).Select(i => A.Payout($"k{i}", client: $"c-{i % 3}", amount: 0.1m + i, createdAt: A.Start.AddMinutes(i))).ToList();
        foreach (var state in states)
        {
            await WriteAsync(state);
        }

        await FoldAsync(4);
        for (var i = 0; i < 6; i++)
        {
            await WriteAsync(states[i] = states[i].Next(old => old.In(PayoutStatus.Broadcast)));
        }

        await FoldAsync(steps);
        for (var i = 3; i < 8; i++)
        {
            await WriteAsync(states[i] = states[i].Next(old => old.In(i == 4 ? PayoutStatus.Pending : PayoutStatus.Confirmed)));
        }

        states.Add(A.Payout("new", client: "c-new"));
        await WriteAsync(states[^1]);
        return states;
    }

    /// <summary>A fold of so many steps, of four.</summary>
    public async Task FoldAsync(int steps)
    {
        if (steps == 0)
        {
            return;
        }

        var journal = (await BeginFoldAsync())!;
        Func<BsonDocument, Task>[] all = [AddToClientsAsync, MarkAsync, FinishAsync];
        foreach (var step in all.Take(steps - 1))
        {
            await step(journal);
        }
    }

    private static BsonDocument Old(BsonDocument document)
    {
        var old = new BsonDocument(document.Elements.Where(element => !Later.Contains(element.Name))) { ["format"] = 1 };
        var lines = old["responseLogs"] is BsonDocument literal ? literal["$literal"].AsBsonArray : old["responseLogs"].AsBsonArray;
        foreach (var line in lines)
        {
            Array.ForEach(LaterInLines, line.AsBsonDocument.Remove);
        }

        return old;
    }

    private static BsonDocument UnlessEqual(BsonValue left, BsonValue right) =>
        new("$cond", new BsonArray { new BsonDocument("$eq", new BsonArray { left, right }), "$$REMOVE", true });

    private static BsonDocument Move(BsonDocument payout)
    {
        string[] names = ["_id", "client_id", "asset", "amount", "status", "createdAt"];
        var move = new BsonDocument(names.Select(name => new BsonElement(name, payout[name])));
        return payout.TryGetValue("counted", out var counted) ? move.Add("counted", new BsonDocument("status", counted["status"])) : move;
    }

    private static EventRow Row(BsonDocument payout) => new()
    {
        PayoutId = payout["_id"].AsString,
        Version = 0,
        Type = "",
        ClientId = payout["client_id"].AsString,
        Asset = payout["asset"].AsString,
        Amount = payout["amount"].AsDecimal,
        Was = payout.TryGetValue("counted", out var counted) ? Enum.Parse<PayoutStatus>(counted["status"].AsString, ignoreCase: true) : null,
        Status = Enum.Parse<PayoutStatus>(payout["status"].AsString, ignoreCase: true),
        Detail = null,
        Reason = null,
        NeedsAttention = false,
        At = MongoValues.Time(payout["createdAt"]),
    };
}
