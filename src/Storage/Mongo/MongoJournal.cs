using System.Collections.Immutable;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>
/// The totals of all clients, which are also the journal: what was folded last, and which of it may not be carried out
/// yet (docs/adr/0028). There is always one.
/// </summary>
/// <param name="Number">The number of the last fold; 0 before the first.</param>
/// <param name="Totals">The sums after it.</param>
/// <param name="Start">How many events were pruned; the kept ones come after that place.</param>
/// <param name="End">How many events were ever moved: the place of the last one.</param>
/// <param name="Moves">The events of the fold, at their places; none once it is carried out.</param>
internal sealed record MongoJournal(long Number, Totals Totals, long Start, long End, ImmutableArray<StoredEvent> Moves)
{
    /// <summary>The document's id, in the collection of totals.</summary>
    public const string Id = IClientGrain.AllClients;

    private static readonly BsonDocument ById = new("_id", Id);

    /// <summary>Every event up to this place is where it is read.</summary>
    public EventPosition Horizon => MongoEventRow.At(End - Moves.Length);

    /// <summary>The events of the fold that are of one client, or all.</summary>
    public IEnumerable<EventRow> MovesOf(string clientId) =>
        Moves.Select(move => move.Row).Where(row => clientId == IClientGrain.AllClients || row.ClientId == clientId);

    /// <summary>The journal as it is stored.</summary>
    public static async Task<MongoJournal> ReadAsync(
        IMongoCollection<BsonDocument> totals, IClientSessionHandle session, CancellationToken cancellationToken)
    {
        var options = new FindOptions<BsonDocument> { MaxTime = MongoConnection.ReadLimit };
        using var cursor = await totals.FindAsync(session, ById, options, cancellationToken);
        return await cursor.FirstOrDefaultAsync(cancellationToken) is { } document
            ? Read(document)
            : throw new InvalidDataException($"The document '{Id}' of '{totals.CollectionNamespace}', which holds the totals of all clients, is gone.");
    }

    /// <summary>
    /// The next fold: these events at the places that follow. Changes <see cref="Totals"/>, and throws what that throws.
    /// </summary>
    public MongoJournal Next(IReadOnlyList<EventRow> events)
    {
        foreach (var row in events)
        {
            Totals.Apply(row);
        }

        return this with
        {
            Number = Number + 1,
            End = End + events.Count,
            Moves = [.. events.Select((row, index) => new StoredEvent(MongoEventRow.At(End + 1 + index), row))],
        };
    }

    /// <summary>The one write that is the fold, if the fold before it is the last one and carried out.</summary>
    public UpdateOneModel<BsonDocument> Begin()
    {
        var set = MongoTotals.AddSums(new BsonDocument { { "number", Number }, { "end", End } }, Totals);
        set.Add("moves", new BsonArray(Moves.Select(MongoEventRow.Write)));
        var last = new BsonDocument { { "_id", Id }, { "number", Number - 1 }, { "moves", new BsonDocument("$exists", false) } };
        return new UpdateOneModel<BsonDocument>(last, new BsonDocument("$set", set));
    }

    /// <summary>Says that this fold is carried out.</summary>
    public UpdateOneModel<BsonDocument> Finish() => new(
        new BsonDocument { { "_id", Id }, { "number", Number } }, new BsonDocument("$unset", new BsonDocument("moves", 1)));

    /// <summary>Says that events are no longer kept up to this place, if less was said before.</summary>
    public static UpdateOneModel<BsonDocument> Prune(long start) =>
        new(ById, new BsonDocument("$max", new BsonDocument("start", start)));

    /// <summary>The document of a journal that is carried out.</summary>
    public BsonDocument Write() =>
        MongoTotals.AddSums(new BsonDocument { { "_id", Id }, { "number", Number }, { "start", Start }, { "end", End } }, Totals);

    private static MongoJournal Read(BsonDocument document) => new(
        document["number"].AsInt64,
        MongoTotals.ReadSums(document),
        document["start"].AsInt64,
        document["end"].AsInt64,
        document.TryGetValue("moves", out var moves) ? [.. moves.AsBsonArray.Select(move => MongoEventRow.Read(move.AsBsonDocument))] : []);
}
