using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>What queries and reports see in the collection (docs/architecture.md, "Storage").</summary>
public sealed class MongoShapeTests : IAsyncLifetime
{
    // Written by releases up to 13. Never change it, nor the next: a new format gets a document of its own.
    private const string Format1 = """
        { "_id": "5d9b0ec3f2dfc51f5ab2d0ef8e1df5ba", "client_id": "c-1", "asset": "TON", "network": "TON",
          "amount": { "$numberDecimal": "12.34567891" }, "wallet_address": "UQ-address", "memo": "memo", "idempotency_key": "full:~.-_",
          "origin": "bonus", "reference": "bonus-2026-11", "requested_by": "ana@example.com",
          "scheduledFor": { "$date": "2026-11-24T10:00:00Z" }, "fee_payer": "recipient",
          "metadata": [{ "key": "B", "value": "" }, { "key": "ticket", "value": "7781" }],
          "requestedAt": { "$date": "2026-11-23T10:00:00Z" }, "createdAt": { "$date": "2026-11-23T10:00:00.007Z" },
          "format": 1, "version": { "$numberLong": "1" }, "status": "broadcast", "detail": "failed_provisional", "reason": "echo_mismatch",
          "needs_attention": true, "heleket_transaction_id": "a7c0caec-a594-4aaa-b1c4-77d511857594", "heleket_status": "system_fail",
          "txid": "0xabc", "fee": { "$numberDecimal": "0.10" },
          "responseLogs": [
            { "at": { "$date": "2026-11-23T10:00:00Z" }, "source": "api", "status": "pending", "detail": "awaiting_approval", "is_final": false },
            { "at": { "$date": "2026-11-23T10:00:00Z" }, "source": "submit", "status": "broadcast", "heleket_status": "fail", "is_final": true, "message": "m" }],
          "updatedAt": { "$date": "2026-11-23T10:00:00.123Z" }, "nextActionAt": { "$date": "2026-11-23T10:01:00Z" }, "attempts": 4,
          "since": { "$date": "2026-11-23T10:00:00.001Z" }, "queuedSince": { "$date": "2026-11-23T10:00:00.002Z" },
          "notFoundSince": { "$date": "2026-11-23T10:00:00.003Z" }, "unknownSince": { "$date": "2026-11-23T10:00:00.004Z" },
          "shard": 5, "unfolded": true }
        """;

    private const string Format2 = """
        { "_id": "5d9b0ec3f2dfc51f5ab2d0ef8e1df5ba", "client_id": "c-1", "asset": "TON", "network": "TON",
          "amount": { "$numberDecimal": "12.34567891" }, "wallet_address": "UQ-address", "memo": "memo", "idempotency_key": "full:~.-_",
          "origin": "bonus", "reference": "bonus-2026-11", "requested_by": "ana@example.com",
          "scheduledFor": { "$date": "2026-11-24T10:00:00Z" }, "fee_payer": "recipient",
          "metadata": [{ "key": "B", "value": "" }, { "key": "ticket", "value": "7781" }],
          "requestedAt": { "$date": "2026-11-23T10:00:00Z" }, "createdAt": { "$date": "2026-11-23T10:00:00.007Z" },
          "format": 2, "version": { "$numberLong": "1" }, "account": "second", "status": "broadcast", "detail": "failed_provisional",
          "reason": "echo_mismatch", "needs_attention": true, "heleket_transaction_id": "a7c0caec-a594-4aaa-b1c4-77d511857594",
          "heleket_status": "system_fail", "txid": "0xabc", "fee": { "$numberDecimal": "0.10" },
          "responseLogs": [
            { "at": { "$date": "2026-11-23T10:00:00Z" }, "source": "api", "status": "pending", "detail": "awaiting_approval", "is_final": false },
            { "at": { "$date": "2026-11-23T10:00:00Z" }, "source": "submit", "status": "broadcast", "heleket_status": "fail", "is_final": true,
              "message": "m", "repeated": 3, "first_at": { "$date": "2026-11-23T09:59:59.995Z" }, "version": { "$numberLong": "7" },
              "reason": "echo_mismatch", "needs_attention": true, "txid": "0xAbc", "fee": { "$numberDecimal": "0.10" },
              "heleket_transaction_id": "A7C0", "by": { "person": "ana@example.com", "key": "console" } }],
          "claimedBy": "ana@example.com", "acceptedAt": { "$date": "2026-11-23T10:00:00.008Z" }, "settledAt": { "$date": "2026-11-23T10:00:00.009Z" },
          "updatedAt": { "$date": "2026-11-23T10:00:00.123Z" }, "nextActionAt": { "$date": "2026-11-23T10:01:00Z" }, "attempts": 4,
          "since": { "$date": "2026-11-23T10:00:00.001Z" }, "queuedSince": { "$date": "2026-11-23T10:00:00.002Z" },
          "notFoundSince": { "$date": "2026-11-23T10:00:00.003Z" }, "unknownSince": { "$date": "2026-11-23T10:00:00.004Z" },
          "failedLookUps": 2, "resolvedAt": { "$date": "2026-11-23T10:00:00.005Z" }, "isDoubtResolved": true,
          "approval": { "rule": "large-ton", "policyVersion": 7, "needed": [{ "role": "finance", "count": 1 }, { "count": 2 }], "isHeld": false,
            "expiresAt": { "$date": "2026-11-26T10:00:00Z" }, "makers": ["ana@example.com", "cem@example.com"],
            "decisions": [
              { "by": "ben@example.com", "via": "oidc", "at": { "$date": "2026-11-23T11:00:00Z" }, "version": { "$numberLong": "1" },
                "decision": "approved", "role": "finance", "reason": "seen" },
              { "by": "dora@example.com", "via": "key", "at": { "$date": "2026-11-23T10:00:00.001Z" }, "version": { "$numberLong": "2" }, "decision": "rejected" }],
            "overLimits": ["client-day"], "outcome": "approved" },
          "policy": { "version": 7, "rule": "large-ton" },
          "holds": [
            { "limit": "client-day/1.00:00:00/client=c-1", "token": "0123456789abcdef", "bucket": { "$date": "2026-11-23T09:36:00Z" },
              "amount": { "$numberDecimal": "12.34567891" }, "isOver": true },
            { "limit": "global-week/7.00:00:00", "token": "fedcba9876543210", "bucket": { "$date": "2026-11-23T07:12:00Z" },
              "amount": { "$numberDecimal": "12.34567891" } }],
          "addressId": "0123456789abcdef0123456789abcdef",
          "chain": { "seq": { "$numberLong": "7" }, "head": "head-7", "request": "of-the-request", "seal": "of-the-rest", "since": { "$numberLong": "2" }, "base": "head-6" }, "shard": 5,
          "events": [
            { "version": { "$numberLong": "1" }, "type": "payout.created", "status": "broadcast", "detail": "failed_provisional",
              "reason": "echo_mismatch", "needs_attention": true, "at": { "$date": "2026-11-23T10:00:00.007Z" } },
            { "version": { "$numberLong": "1" }, "type": "payout.attention_needed", "was": "broadcast", "status": "broadcast",
              "detail": "failed_provisional", "reason": "echo_mismatch", "needs_attention": true, "at": { "$date": "2026-11-23T10:00:00.123Z" } }] }
        """;

    private readonly MongoServer _server = new();
    private IPayoutStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.CreateAsync();
        _store = await _server.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_document_is_written_in_the_second_format_and_no_other_names()
    {
        var state = DocumentContract.Full();
        var expected = BsonDocument.Parse(Format2);
        expected["_id"] = state.Payout.Id;
        expected["shard"] = Shards.Of(state.Payout.Id);
        await WriteAsync(state);

        var stored = await StoredAsync(state);

        Assert.Equal(BsonType.ObjectId, stored["writes"]["last"].BsonType);
        stored.Remove("writes");
        Assert.Equal(expected, stored);
    }

    [Theory]
    [InlineData(Format1)]
    [InlineData(Format2)]
    public async Task A_document_of_every_format_is_read_whole(string stored)
    {
        await _server.Payouts.InsertOneAsync(BsonDocument.Parse(stored));

        var expected = stored == Format1 ? DocumentContract.OldestRead() : DocumentContract.Full();
        Same.State(
            expected.With(payout => payout with { Id = "5d9b0ec3f2dfc51f5ab2d0ef8e1df5ba" }),
            await _store.ReadAsync("5d9b0ec3f2dfc51f5ab2d0ef8e1df5ba", CancellationToken.None));
    }

    [Fact]
    public async Task An_event_is_moved_whole_and_leaves_nothing_behind()
    {
        var state = DocumentContract.Full();
        await WriteAsync(state);
        var events = (await StoredAsync(state))["events"].AsBsonArray;
        await _store.FoldStatsAsync(10, CancellationToken.None);

        Assert.False((await StoredAsync(state)).Contains("events"));
        var moved = await _server.Database.GetCollection<BsonDocument>("client_crypto_payout_events").Find("{}").Sort("{ _id: 1 }").ToListAsync();
        var whole = new BsonDocument { { "payout_id", state.Payout.Id }, { "client_id", "c-1" }, { "asset", "TON" }, { "amount", 12.34567891m } };
        Assert.Equal(
            events.Select((change, index) => new BsonDocument("_id", 1L + index).Merge(whole).Merge(change.AsBsonDocument)),
            moved);
    }

    [Fact]
    public async Task An_update_leaves_what_was_asked_for_and_takes_away_what_became_null()
    {
        var state = DocumentContract.Full();
        await WriteAsync(state);
        var before = await StoredAsync(state);

        await WriteAsync(state.Next(old => old.In(PayoutStatus.Confirmed) with { NextActionAt = null, NotFoundSince = null }));

        var stored = await StoredAsync(state);
        Assert.Equal(["detail", "nextActionAt", "notFoundSince"], before.Names.Except(stored.Names).Order(StringComparer.Ordinal));
        Assert.Equal(2, stored["version"].AsInt64);
        Assert.Equal(before["writes"]["last"], stored["writes"]["second"]);
        string[] asked = ["client_id", "asset", "network", "amount", "wallet_address", "idempotency_key", "origin", "metadata", "createdAt", "shard"];
        Assert.All(asked, name => Assert.Equal(before[name], stored[name]));
    }

    [Fact]
    public async Task People_find_amounts_as_numbers_and_times_as_dates()
    {
        await WriteAsync(A.Payout("small", amount: 9.5m));
        await WriteAsync(A.Payout("large", amount: 999999999999999999.99999999m, createdAt: A.Start.AddDays(1)));

        Task<List<BsonDocument>> FindAsync(string filter) => _server.Payouts.Find(BsonDocument.Parse(filter)).ToListAsync();

        Assert.Equal("small", Assert.Single(await FindAsync("""{ "amount": { "$lt": { "$numberDecimal": "10" } } }"""))["idempotency_key"]);
        Assert.Equal(
            "large", Assert.Single(await FindAsync("""{ "amount": { "$numberDecimal": "999999999999999999.99999999" } }"""))["idempotency_key"]);
        Assert.Equal(
            "large", Assert.Single(await FindAsync("""{ "createdAt": { "$gt": { "$date": "2026-11-24T00:00:00Z" } } }"""))["idempotency_key"]);
    }

    [Theory]
    [InlineData("format", 3)]
    [InlineData("account", null)]
    [InlineData("format", null)]
    [InlineData("status", "paused")]
    [InlineData("amount", "25.5")]
    [InlineData("version", null)]
    public async Task What_would_be_half_read_is_refused_and_none_of_it_told(string name, object? value)
    {
        var state = A.Payout("k");
        await WriteAsync(state);
        await _server.Payouts.UpdateOneAsync(
            new BsonDocument("_id", state.Payout.Id),
            value is null ? Builders<BsonDocument>.Update.Unset(name) : Builders<BsonDocument>.Update.Set(name, value));

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => _store.ReadAsync(state.Payout.Id, CancellationToken.None));

        Assert.DoesNotContain(state.Payout.Request.WalletAddress, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_indexes_are_there_with_their_keys_and_filters()
    {
        var indexes = (await (await _server.Payouts.Indexes.ListAsync()).ToListAsync()).ToDictionary(index => index["name"].AsString);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["_id_"] = "_id",
                ["client_created"] = "client_id createdAt _id",
                ["status_requested_asset"] = "status requestedAt asset",
                ["client_key"] = "client_id idempotency_key unique",
                ["heleket_transaction_id"] = "heleket_transaction_id partial",
                ["txid"] = "txid partial",
                ["reference_created"] = "reference createdAt _id partial",
                ["due"] = "shard nextActionAt _id partial",
                ["created"] = "createdAt _id",
                ["status_created"] = "status createdAt _id",
                ["attention"] = "needs_attention createdAt _id partial",
                ["attention_since"] = "needs_attention since _id partial",
                ["detail_since"] = "detail since _id partial",
                ["queued_since"] = "since _id partial",
                ["unmoved"] = "client_id createdAt partial",
                ["unfolded"] = "client_id partial",
            },
            indexes.ToDictionary(index => index.Key, index => Describe(index.Value)));
        var ofEvents = await (await _server.Database.GetCollection<BsonDocument>("client_crypto_payout_events").Indexes.ListAsync()).ToListAsync();
        Assert.Equal(["_id", "payout_id version"], ofEvents.Select(Describe));
    }

    [Fact]
    public async Task The_database_of_a_newer_release_is_refused()
    {
        await _server.Database.GetCollection<BsonDocument>("client_crypto_payout_schema")
            .UpdateOneAsync(new BsonDocument("_id", "payouts"), Builders<BsonDocument>.Update.Set("version", 1000));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _store.InitializeAsync(CancellationToken.None));

        Assert.Contains("newer release", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Payouts", exception.Message, StringComparison.Ordinal);
    }

    private static string Describe(BsonDocument index) =>
        string.Join(' ', index["key"].AsBsonDocument.Names)
        + (index.GetValue("unique", false).ToBoolean() ? " unique" : "")
        + (index.Contains("partialFilterExpression") ? " partial" : "");

    private async Task WriteAsync(PayoutState state) => Assert.Equal(
        [WriteOutcome.Written],
        await _store.WriteAsync([new PayoutWrite(state, state.Payout.Version - 1, state.Payout.Version == 1 ? PayoutEvents.Of(null, state.Payout) : [])], CancellationToken.None));

    private Task<BsonDocument> StoredAsync(PayoutState state) => _server.Payouts.Find(new BsonDocument("_id", state.Payout.Id)).SingleAsync();
}
