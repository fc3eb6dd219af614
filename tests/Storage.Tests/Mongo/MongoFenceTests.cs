using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// The server is told to refuse what older releases write, before anything of theirs is taken over (docs/adr/0028).
/// Whether it does is up to a real server: what the rule says of each document, MongoUpgradeTests asks as a query.
/// </summary>
public sealed class MongoFenceTests : IAsyncLifetime
{
    private readonly MongoServer _server = new();
    private readonly Warnings _warnings = new();
    private MongoProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.CreateAsync();
        _proxy = new MongoProxy(_server.Server);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_new_collection_has_the_rule_from_the_first_moment()
    {
        await StartAsync();

        var create = _proxy.Asked("create").Single(asked => asked["create"] == "client_crypto_payouts");
        Assert.Equal(MongoCollections.Rule, create["validator"]);
        Assert.All(_proxy.Asked("create").Where(asked => asked != create), asked => Assert.False(asked.Contains("validator")));
    }

    [Fact]
    public async Task A_collection_without_it_gets_it_after_the_version_and_the_journal_and_before_anything_is_taken_over()
    {
        var old = new OldMongoRelease(_server.Database);
        await old.WriteAsync(A.Payout("k"));
        var seen = new List<string>();
        _proxy.Answer = (command, answer) =>
        {
            var name = command.GetElement(0).Name;
            seen.AddRange(name switch
            {
                "findAndModify" => ["the version"],
                "insert" when command["insert"] == "client_crypto_payout_totals" => ["the journal"],
                "collMod" => ["the rule"],
                "update" when command["update"] == "client_crypto_payout_schema" => ["a write that a majority has"],
                "update" when command["update"] == "client_crypto_payouts" => ["what was taken over"],
                _ => (string[])[],
            });
            return name == "collMod" ? new BsonDocument("ok", 1) : answer;
        };

        await StartAsync();

        Assert.Equal(["the version", "the journal", "the rule", "a write that a majority has", "what was taken over"], seen);
        var asked = Assert.Single(_proxy.Asked("collMod"));
        Assert.Equal(
            [("collMod", "client_crypto_payouts"), ("validationLevel", "strict"), ("validationAction", "error")],
            asked.Names.Where(name => name is "collMod" or "validationLevel" or "validationAction").Select(name => (name, asked[name].AsString)));
        Assert.Equal(MongoCollections.Rule, asked["validator"]);
        Assert.Equal("majority", _proxy.Asked("update").First(update => update["update"] == "client_crypto_payout_schema")["writeConcern"]["w"].AsString);
    }

    [Theory]
    [InlineData("strict", "error", 0)]
    [InlineData("moderate", "error", 1)]
    [InlineData("strict", "warn", 1)]
    public async Task A_collection_that_has_it_needs_no_right_to_change_it(string level, string action, int asked)
    {
        _proxy.Answer = (command, answer) =>
        {
            foreach (var collection in command.GetElement(0).Name == "listCollections" ? answer["cursor"]["firstBatch"].AsBsonArray : [])
            {
                collection["options"] = new BsonDocument { { "validator", MongoCollections.Rule }, { "validationLevel", level }, { "validationAction", action } };
            }

            return command.GetElement(0).Name == "collMod" ? new BsonDocument("ok", 1) : new BsonDocument(answer.Elements);
        };

        await StartAsync();

        Assert.Equal(asked, _proxy.Asked("collMod").Count);
    }

    [Theory]
    [InlineData(13, "Unauthorized")]
    [InlineData(72, "InvalidOptions")]
    public async Task A_silo_that_may_not_set_it_stops_with_a_sentence_and_has_taken_nothing_over(int code, string name)
    {
        var old = new OldMongoRelease(_server.Database);
        await old.WriteAsync(A.Payout("k"));
        _proxy.Answer = (command, answer) => command.GetElement(0).Name == "collMod" ? MongoProxy.Failure(code, name) : answer;

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(StartAsync);

        Assert.Contains($"ConnectionStrings__Payouts): {name}.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("db.runCommand({ \"collMod\"", exception.Message, StringComparison.Ordinal);
        Assert.Equal(code == 13, exception.Message.Contains("dbAdmin", StringComparison.Ordinal));
        Assert.Equal(1, await _server.Payouts.CountDocumentsAsync("{ unfolded: true }"));
    }

    [Fact]
    public async Task A_server_that_knows_no_such_rule_is_used_all_the_same_and_a_warning_tells_of_it()
    {
        _proxy.Answer = (command, answer) => command.GetElement(0).Name == "collMod" ? MongoProxy.Failure(59, "CommandNotFound") : answer;

        await StartAsync();

        Assert.Contains("stop them all", Assert.Single(_warnings.Said), StringComparison.Ordinal);
    }

    private async Task StartAsync()
    {
        var url = new MongoUrlBuilder(_server.ConnectionString)
        {
            Server = new MongoServerAddress(_proxy.EndPoint.Host, _proxy.EndPoint.Port),
            DirectConnection = true,
        };
        await using var store = new MongoPayoutStore(url.ToString(), _warnings);
        await store.InitializeAsync(CancellationToken.None);
    }

    private sealed class Warnings : ILogger<MongoPayoutStore>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add(formatter(state, exception));
    }
}
