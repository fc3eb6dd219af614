using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;
using MongoDB.Driver;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Stored;

/// <summary>Every stored document, byte for byte as it was (<see cref="GoldenFile"/>).</summary>
public sealed class DocumentsGoldenTests
{
    private static readonly JsonWriterSettings Canonical = new() { OutputMode = JsonOutputMode.CanonicalExtendedJson };

    // The real ones are generated anew for every write.
    private static readonly ObjectId WriteId = ObjectId.Parse("0123456789abcdef01234567");

    [Fact]
    public void The_states_between_them_have_every_member_and_every_word() => Assert.Equal("", string.Join('\n', GoldenStates.Missing()));

    [Fact]
    public void A_document_is_written_as_it_always_was()
    {
        var text = new StoredText("The document that SQLite and PostgreSQL keep of a payout, for states of every kind.");
        foreach (var (title, state) in GoldenStates.All)
        {
            text.Title(title);
            text.Line(A.Document(state));
        }

        text.Check("documents.txt");
    }

    [Fact]
    public void A_document_is_read_as_the_state_that_was_written() =>
        Assert.All(GoldenStates.All, example => Same.State(example.State, PayoutDocument.Read(A.Document(example.State))));

    [Fact]
    public void A_document_of_MongoDB_is_written_as_it_always_was()
    {
        var text = new StoredText($"What MongoDB is sent of a payout: the inserted document, and the update to the state that follows. Fixed: the id of the write, {WriteId}.");
        foreach (var (title, state) in GoldenStates.All)
        {
            text.Title(title);
            var next = GoldenStates.Following(state);
            text.Line(MongoDocument.Insert(state, PayoutEvents.Of(null, state.Payout), WriteId).ToJson(Canonical));
            text.Line(MongoDocument.Update(next, PayoutEvents.Of(state.Payout, next.Payout), WriteId).ToJson(Canonical));
        }

        EventRow[] folded = [.. GoldenStates.All.Take(2).SelectMany(example => PayoutEvents.Of(null, example.State.Payout))];
        text.Title("The totals of all clients, with a fold that is not carried out yet: at the first start, at the fold, after it");
        var journal = new MongoJournal(0, new Totals(), Start: 0, End: 0, []);
        text.Line(journal.Write().ToJson(Canonical));
        journal = journal.Next(folded);
        text.Line(Sent(journal.Begin()));
        text.Line(Sent(journal.Finish()));
        text.Title("The totals of a client: inserted, replaced");
        text.Line(((InsertOneModel<BsonDocument>)MongoTotals.None("c-1").After(1, folded).Model(0)).Document.ToJson(Canonical));
        text.Line(((ReplaceOneModel<BsonDocument>)MongoTotals.None("c-1").After(2, folded).Model(1)).Replacement.ToJson(Canonical));
        text.Title("The events of a payout are taken out of it");
        text.Line(Sent(MongoUnmoved.Removal("id", folded)));
        text.Check("mongo.txt");
    }

    [Fact]
    public void A_document_of_MongoDB_is_read_as_the_state_that_was_written() =>
        Assert.All(GoldenStates.All, example => Same.State(example.State, MongoDocument.Read(MongoDocument.Insert(example.State, [], WriteId))));

    [Fact]
    public void Every_golden_file_of_what_is_stored_is_compared_by_a_test() =>
        Assert.Equal(["documents.txt", "format-1.txt", "mongo-server.txt", "mongo.txt", "postgres.txt", "sqlite.txt"], GoldenFile.Names());

    private static string Sent(UpdateOneModel<BsonDocument> update)
    {
        var rendered = update.Update.Render(new RenderArgs<BsonDocument>(BsonDocumentSerializer.Instance, BsonSerializer.SerializerRegistry));
        var filter = update.Filter.Render(new RenderArgs<BsonDocument>(BsonDocumentSerializer.Instance, BsonSerializer.SerializerRegistry));
        return new BsonDocument { { "q", filter }, { "u", rendered } }.ToJson(Canonical);
    }
}
