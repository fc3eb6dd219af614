using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Writes batches, each as one unordered bulk write. Every document remembers the ids of the last writes that changed
/// it, so that a write whose answer was lost, or cannot be told from those of its neighbours, is resolved by reading. A
/// batch is one causal session: its reads see at least what its writes saw and did, also when the primary changes
/// between them (docs/adr/0022).
/// </summary>
internal sealed partial class MongoWriter(IMongoCollection<BsonDocument> payouts, TimeSpan limit, ILogger logger)
{
    private const int MaxAttempts = 3;

    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    private static readonly BsonDocument VersionAlone = new() { { "version", 1 }, { "writes", 1 } };

    /// <summary>
    /// Returns one outcome per write, each certain. Throws when an outcome could not be determined, at the latest after
    /// the limit. A retried write carries the same id and expects the same version: at most one of its copies is
    /// applied, including those that arrive late.
    /// </summary>
    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken) =>
        MongoConnection.WithinAsync(limit, token => WriteWithinLimitAsync(batch, token), cancellationToken);

    private async Task<IReadOnlyList<WriteOutcome>> WriteWithinLimitAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken)
    {
        var bulk = new Bulk(batch, ObjectId.GenerateNewId());
        using var session = await payouts.Database.Client.StartSessionAsync(cancellationToken: cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (attempt > 1)
                {
                    await LookAsync(session, bulk, [.. bulk.Open], ended: false, cancellationToken);
                }

                await SendAsync(session, bulk, isFirst: attempt == 1, cancellationToken);
                return [.. bulk.Outcomes.Select(outcome => outcome!.Value)];
            }
            catch (Exception exception) when (attempt < MaxAttempts && MongoErrors.IsLost(exception))
            {
                Log.AnswerLost(logger, exception, batch.Count, attempt);
            }
        }
    }

    private async Task SendAsync(IClientSessionHandle session, Bulk bulk, bool isFirst, CancellationToken cancellationToken)
    {
        var open = bulk.Open.ToList();
        if (open.Count == 0)
        {
            return;
        }

        var (refused, matched) = await SendAsync(session, open.Select(bulk.Model), cancellationToken);
        var inserts = open.Where((index, place) => bulk.IsInsert(index) && !refused.Contains(place));
        bulk.Settle(inserts, WriteOutcome.Written);

        // The answer contains how many updates found their version, not which; and a copy sent earlier may have done
        // the work.
        var updates = open.Where(index => !bulk.IsInsert(index)).ToList();
        if (matched == updates.Count)
        {
            bulk.Settle(updates, WriteOutcome.Written);
        }
        else if (isFirst && matched == 0)
        {
            bulk.Settle(updates, WriteOutcome.Conflict);
        }

        if (isFirst)
        {
            bulk.Settle(bulk.Open.Where(bulk.IsInsert), WriteOutcome.Conflict);
        }

        await LookAsync(session, bulk, [.. bulk.Open], ended: true, cancellationToken);
        if (updates.Count(index => bulk.Outcomes[index] == WriteOutcome.Written) < matched)
        {
            throw new InvalidOperationException("MongoDB acknowledged updates that it does not show; which ones is unknown.");
        }
    }

    private async Task<(HashSet<int> Refused, long Matched)> SendAsync(
        IClientSessionHandle session, IEnumerable<WriteModel<BsonDocument>> models, CancellationToken cancellationToken)
    {
        try
        {
            var result = await payouts.BulkWriteAsync(session, models, Unordered, cancellationToken);
            return ([], result.MatchedCount);
        }
        catch (MongoBulkWriteException<BsonDocument> exception) when (MongoErrors.AreDuplicatesAlone(exception))
        {
            return ([.. exception.WriteErrors.Select(error => error.Index)], exception.Result.MatchedCount);
        }
    }

    // With `ended`, no copy that could still be applied is in flight: what is not there now never will be.
    private async Task LookAsync(
        IClientSessionHandle session, Bulk bulk, IReadOnlyList<int> doubtful, bool ended, CancellationToken cancellationToken)
    {
        if (doubtful.Count == 0)
        {
            return;
        }

        var ids = doubtful.Select(index => bulk.Batch[index].State.Payout.Id);
        var options = new FindOptions<BsonDocument> { Projection = VersionAlone, BatchSize = doubtful.Count, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await payouts.FindAsync(session, Builders<BsonDocument>.Filter.In("_id", ids), options, cancellationToken);
        var stored = (await cursor.ToListAsync(cancellationToken)).ToDictionary(document => document["_id"].AsString);
        foreach (var index in doubtful)
        {
            if (bulk.Judge(index, stored.GetValueOrDefault(bulk.Batch[index].State.Payout.Id)) is { } outcome)
            {
                bulk.Settle([index], outcome);
            }
            else if (ended)
            {
                bulk.Settle([index], WriteOutcome.Conflict);
            }
        }
    }

    private sealed class Bulk(IReadOnlyList<PayoutWrite> batch, ObjectId writeId)
    {
        public IReadOnlyList<PayoutWrite> Batch { get; } = batch;

        public WriteOutcome?[] Outcomes { get; } = new WriteOutcome?[batch.Count];

        /// <summary>Writes whose outcome is not known yet.</summary>
        public IEnumerable<int> Open => Enumerable.Range(0, Batch.Count).Where(index => Outcomes[index] is null);

        public bool IsInsert(int index) => Batch[index].ExpectedVersion == 0;

        public void Settle(IEnumerable<int> indexes, WriteOutcome outcome)
        {
            foreach (var index in indexes.ToList())
            {
                Outcomes[index] = outcome;
            }
        }

        public WriteModel<BsonDocument> Model(int index)
        {
            var (state, expectedVersion, events) = Batch[index];
            return expectedVersion == 0
                ? new InsertOneModel<BsonDocument>(MongoDocument.Insert(state, events, writeId))
                : new UpdateOneModel<BsonDocument>(
                    new BsonDocument { { "_id", state.Payout.Id }, { "version", expectedVersion }, { "$nor", new BsonArray { MongoOldChanges.Waiting } } },
                    new BsonDocumentStagePipelineDefinition<BsonDocument, BsonDocument>(
                        MongoDocument.Update(state, events, writeId).Select(stage => stage.AsBsonDocument)));
        }

        /// <summary>
        /// What a stored document tells about our write; nothing when it is not, or not yet, applied.
        /// </summary>
        public WriteOutcome? Judge(int index, BsonDocument? stored)
        {
            var since = stored is null ? -1 : stored["version"].AsInt64 - Batch[index].State.Payout.Version;
            return since switch
            {
                < 0 => null,
                _ when since >= MongoDocument.RememberedWrites.Length => throw new InvalidOperationException(
                    "A payout was written several times since our own write, whose outcome is unknown now."),

                // Without any, what an older release wrote last was taken over: it is not ours.
                _ => stored!.GetValue("writes", new BsonDocument()).AsBsonDocument.GetValue(MongoDocument.RememberedWrites[(int)since], BsonNull.Value) == writeId
                    ? WriteOutcome.Written
                    : WriteOutcome.Conflict,
            };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "MongoDB's answer to a batch of {Writes} was lost (attempt {Attempt}); reading what became of it")]
        public static partial void AnswerLost(ILogger logger, Exception exception, int writes, int attempt);
    }
}
