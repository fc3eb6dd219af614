using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Silo.Start;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>A silo waits through transient failures and logs them; any other stops it with a sentence.</summary>
public sealed class MongoStartTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private const string Password = "s3cret-word";

    private readonly MongoServer _server = new();

    public async ValueTask InitializeAsync() => await _server.CreateAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_silo_that_starts_before_its_database_says_so_and_goes_on_once_it_is_there()
    {
        await using var wire = new Wire(_server.Server);
        wire.Cut();
        var url = new MongoUrlBuilder(_server.ConnectionString)
        {
            Server = new MongoServerAddress(wire.EndPoint.Host, wire.EndPoint.Port),
            DirectConnection = true,
            ServerSelectionTimeout = TimeSpan.FromMilliseconds(300),
        };
        await using var store = MongoServer.Store(url.ToString());
        var heard = new WarningHeard();
        var start = StartOf(store, heard);

        var starting = start.StartAsync(CancellationToken.None);
        await heard.First.WaitAsync(Timeout);
        Assert.False(starting.IsCompleted);
        wire.Mend();

        await starting.WaitAsync(Timeout);
        Assert.Empty((await store.QueryAsync(new PayoutQuery(), CancellationToken.None)).Payouts);
    }

    [Fact]
    public async Task A_host_that_stops_waits_no_longer()
    {
        await using var wire = new Wire(_server.Server);
        wire.Cut();
        var text = $"mongodb://{wire.EndPoint.Host}:{wire.EndPoint.Port}/?directConnection=true&serverSelectionTimeoutMS=300";
        await using var store = MongoServer.Store(text);
        var heard = new WarningHeard();
        using var stopping = new CancellationTokenSource();

        var starting = StartOf(store, heard).StartAsync(stopping.Token);
        await heard.First.WaitAsync(Timeout);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.WaitAsync(Timeout));
    }

    [Theory]
    [InlineData("create", 64)]
    [InlineData("findAndModify", 64)]
    [InlineData("createIndexes", 64)]
    [InlineData("createIndexes", 91)]
    public async Task Without_a_majority_a_silo_waits_for_one(string command, int code)
    {
        await using var proxy = new MongoProxy(_server.Server);
        var missing = true;
        proxy.Answer = (asked, answer) => missing && asked.GetElement(0).Name == command ? MongoProxy.WithoutMajority(answer, code) : answer;

        await AssertWaitsAsync(proxy, until: () => missing = false);
    }

    [Theory]
    [InlineData("listCollections", 10107)]
    [InlineData("create", 11602)]
    [InlineData("findAndModify", 262)]
    [InlineData("createIndexes", 134)]
    [InlineData("createIndexes", 285)]
    [InlineData("collMod", 117)]
    public async Task What_the_server_refuses_for_now_is_waited_for(string command, int code)
    {
        await using var proxy = new MongoProxy(_server.Server);
        var refused = true;
        proxy.Answer = (asked, answer) => refused && asked.GetElement(0).Name == command ? MongoProxy.Failure(code, "Passing") : answer;

        await AssertWaitsAsync(proxy, until: () => refused = false);
    }

    [Fact]
    public async Task A_silo_waits_while_authentication_breaks_off_and_stops_once_the_password_is_refused()
    {
        await using var proxy = new MongoProxy(_server.Server);
        var fault = MongoProxy.Failure(91, "ShutdownInProgress");
        proxy.Answer = (asked, answer) => asked.GetElement(0).Name == "saslStart" ? fault : answer;
        await using var store = MongoServer.Store(new MongoUrlBuilder(Through(proxy)) { Username = "ana", Password = Password }.ToString());
        var heard = new WarningHeard();

        var starting = StartOf(store, heard).StartAsync(CancellationToken.None);
        await heard.First.WaitAsync(Timeout);
        Assert.False(starting.IsCompleted);
        fault = MongoProxy.Failure(18, "AuthenticationFailed");

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => starting.WaitAsync(Timeout));
        Assert.Contains("ConnectionStrings__Payouts", exception.Message, StringComparison.Ordinal);
        Assert.Contains("authenticate", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, exception + heard.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_says_which_server_it_waits_for_and_why()
    {
        await using var wire = new Wire(_server.Server);
        wire.Cut();
        var place = $"{wire.EndPoint.Host}:{wire.EndPoint.Port}";
        await using var store = MongoServer.Store($"mongodb://ana:{Password}@{place}/?directConnection=true&serverSelectionTimeoutMS=300");
        var heard = new WarningHeard();
        using var stopping = new CancellationTokenSource();

        var starting = StartOf(store, heard).StartAsync(stopping.Token);
        await heard.First.WaitAsync(Timeout);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.WaitAsync(Timeout));
        Assert.Contains(place, heard.Text, StringComparison.Ordinal);
        Assert.InRange(heard.Text.Length, 50, 300);
        Assert.DoesNotContain(Password, heard.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    public async Task A_server_older_than_4_4_is_refused_with_a_sentence(int wireVersion)
    {
        await using var proxy = new MongoProxy(_server.Server);
        proxy.Answer = (_, answer) => answer.Contains("maxWireVersion") ? new BsonDocument(answer.Elements).Set("maxWireVersion", wireVersion) : answer;

        var sentence = await RefusalAsync(proxy);

        Assert.Contains($"wire version {wireVersion}", sentence, StringComparison.Ordinal);
        Assert.Empty(proxy.Asked("create").Concat(proxy.Asked("createIndexes")));
    }

    [Theory]
    [InlineData("client_crypto_payouts")]
    [InlineData("client_crypto_payout_totals")]
    [InlineData("client_crypto_payout_events")]
    public async Task A_collection_that_takes_two_keys_for_one_is_refused_with_a_sentence(string name)
    {
        await using (var first = await _server.OpenAsync() as IAsyncDisposable)
        {
            Assert.NotNull(first);
        }

        await using var proxy = new MongoProxy(_server.Server);
        proxy.Answer = (asked, answer) =>
        {
            foreach (var collection in asked.GetElement(0).Name == "listCollections" ? answer["cursor"]["firstBatch"].AsBsonArray : [])
            {
                var locale = collection["name"] == name ? "en" : "simple";
                collection["options"] = new BsonDocument("collation", new BsonDocument { { "locale", locale }, { "strength", 2 } });
            }

            return new BsonDocument(answer.Elements);
        };

        var sentence = await RefusalAsync(proxy);

        Assert.Contains($"{name}' (ConnectionStrings__Payouts) has the collation en", sentence, StringComparison.Ordinal);
        Assert.Empty(proxy.Asked("createIndexes"));
    }

    [Fact]
    public async Task Collections_and_indexes_are_made_to_compare_byte_for_byte_and_by_a_majority()
    {
        await using var proxy = new MongoProxy(_server.Server);
        await using var store = MongoServer.Store(Through(proxy));

        await store.InitializeAsync(CancellationToken.None);
        await store.InitializeAsync(CancellationToken.None);

        var simple = new BsonDocument("locale", "simple");
        Assert.Equal(
            ["client_crypto_payout_events", "client_crypto_payout_schema", "client_crypto_payout_series", "client_crypto_payout_totals", "client_crypto_payouts"],
            proxy.Asked("create").Select(create => create["create"].AsString).Order(StringComparer.Ordinal));
        Assert.All(proxy.Asked("create"), create => Assert.Equal(simple, create["collation"]));
        var indexes = proxy.Asked("createIndexes");
        Assert.Equal(4, indexes.Count);
        Assert.All(indexes.SelectMany(asked => asked["indexes"].AsBsonArray), index => Assert.Equal(simple, index["collation"]));
        var hello = await _server.Database.RunCommandAsync<BsonDocument>(new BsonDocument("hello", 1));
        Assert.All(indexes, asked => Assert.Equal(hello.Contains("setName") ? "majority" : "", asked.GetValue("commitQuorum", "").AsString));
    }

    private string Through(MongoProxy proxy) => new MongoUrlBuilder(_server.ConnectionString)
    {
        Server = new MongoServerAddress(proxy.EndPoint.Host, proxy.EndPoint.Port),
        DirectConnection = true,
    }.ToString();

    private async Task AssertWaitsAsync(MongoProxy proxy, Action until)
    {
        await using var store = MongoServer.Store(Through(proxy));
        var heard = new WarningHeard();

        var starting = StartOf(store, heard).StartAsync(CancellationToken.None);
        await heard.First.WaitAsync(Timeout);
        Assert.False(starting.IsCompleted);
        until();

        await starting.WaitAsync(Timeout);
        Assert.Empty((await store.QueryAsync(new PayoutQuery(), CancellationToken.None)).Payouts);
    }

    private async Task<string> RefusalAsync(MongoProxy proxy)
    {
        await using var store = MongoServer.Store(Through(proxy));
        var starting = StartOf(store, new WarningHeard()).StartAsync(CancellationToken.None);
        return (await Assert.ThrowsAsync<OptionsValidationException>(() => starting.WaitAsync(Timeout))).Message;
    }

    private static StorageStart StartOf(IPayoutStore store, ILogger<DatabaseWait> heard) =>
        new(new ServiceCollection().AddSingleton(store).BuildServiceProvider(), new DatabaseWait(TimeProvider.System, heard));
}
