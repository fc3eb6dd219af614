using System.Net;
using System.Net.Sockets;
using System.Reflection;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core;
using MongoDB.Driver.Core.Clusters;
using MongoDB.Driver.Core.Connections;
using MongoDB.Driver.Core.Servers;
using Payouts.Storage.Mongo;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// Which failures are transient, so that a silo waits and a batch is looked up, and which are not. Needs no server.
/// </summary>
public sealed class MongoErrorTests
{
    private static readonly ConnectionId Connection = new(new ServerId(new ClusterId(), new DnsEndPoint("h1", 27017)));

    public static TheoryData<int, bool> Codes => new()
    {
        // Retriable by the server's error_codes.yml.
        { 6, true }, { 7, true }, { 89, true }, { 91, true }, { 134, true }, { 189, true }, { 262, true }, { 402, true }, { 407, true }, { 9001, true },
        { 10107, true }, { 11600, true }, { 11602, true }, { 13435, true }, { 13436, true }, { 462, true }, { 50915, true }, { 91331, true },

        // Elections, majorities, and other processes' work.
        { 10058, true }, { 64, true }, { 94, true }, { 133, true }, { 187, true }, { 216, true }, { 24, true }, { 112, true }, { 117, true },
        { 11601, true }, { 276, true }, { 285, true }, { 433, true },

        // A wrong configuration, permission, request or document.
        { 1, false }, { 2, false }, { 8, false }, { 13, false }, { 18, false }, { 20, false }, { 48, false }, { 59, false }, { 67, false }, { 72, false },
        { 79, false }, { 85, false }, { 86, false }, { 100, false }, { 115, false }, { 121, false }, { 123, false }, { 148, false }, { 171, false },
        { 211, false }, { 238, false }, { 8000, false }, { 10334, false }, { 11000, false }, { 14031, false },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_of_the_server_passes_or_does_not(int code, bool passes)
    {
        Assert.Equal(passes, MongoErrors.IsTransient(Command(code)));
        Assert.Equal(passes, MongoErrors.IsTransient(Concern(code)));
        Assert.Equal(passes, MongoErrors.IsLost(Command(code)));
    }

    [Fact]
    public void Every_exception_of_the_driver_has_been_decided()
    {
        var decided = Decided();

        Assert.All(decided, row => Assert.Equal((row.Exception.GetType(), row.Passes), (row.Exception.GetType(), MongoErrors.IsTransient(row.Exception))));
        var open = typeof(MongoException).Assembly.GetTypes()
            .Where(type => typeof(MongoException).IsAssignableFrom(type) && type is { IsPublic: true, IsAbstract: false })
            .Except(decided.Select(row => Definition(row.Exception.GetType())));
        Assert.Empty(open.Select(type => type.Name).Except(NeverAsked));
    }

    [Fact]
    public void A_server_that_was_waited_for_already_is_not_waited_for_again_by_a_batch()
    {
        Assert.True(MongoErrors.IsTransient(new TimeoutException()));
        Assert.False(MongoErrors.IsLost(new TimeoutException()));
        Assert.False(MongoErrors.IsTransient(new InvalidOperationException()));
        Assert.False(MongoErrors.IsTransient(new IOException("Another process owns the file.")));
    }

    [Fact]
    public void An_authentication_that_broke_off_passes_and_one_that_was_refused_does_not()
    {
        MongoAuthenticationException Failed(Exception? because) => new(Connection, "Unable to authenticate.", because);

        Exception[] passing =
        [
            new SocketException((int)SocketError.ConnectionReset), new IOException(), new TimeoutException(), new EndOfStreamException(),
            new MongoConnectionException(Connection, "lost"), new MongoConnectionClosedException(Connection), Command(91), Command(10107), Command(11600),
        ];
        Assert.All(passing, inner => Assert.True(MongoErrors.IsTransient(Failed(inner))));
        Assert.All(passing, inner => Assert.True(MongoErrors.IsTransient(new MongoConnectionException(Connection, "opening", Failed(inner)))));

        Exception?[] lasting = [null, Command(18), Command(13), Command(11), Command(334), new FormatException()];
        Assert.All(lasting, inner => Assert.False(MongoErrors.IsTransient(Failed(inner))));
        Assert.All(lasting, inner => Assert.False(MongoErrors.IsTransient(new MongoConnectionException(Connection, "opening", Failed(inner)))));
    }

    [Theory]
    [InlineData("RetryableWriteError", true)]
    [InlineData("RetryableError", true)]
    [InlineData("SystemOverloadedError", true)]
    [InlineData("NoWritesPerformed", false)]
    public void The_servers_own_word_for_it_is_taken(string label, bool passes)
    {
        var exception = Command(8);
        exception.AddErrorLabel(label);

        Assert.Equal(passes, MongoErrors.IsTransient(exception));
    }

    [Fact]
    public void A_batch_is_lost_when_duplicates_and_the_majority_are_all_that_failed()
    {
        Assert.True(MongoErrors.IsLost(Bulk(concern: 64)));
        Assert.True(MongoErrors.IsLost(Bulk(concern: 91, errors: 11000)));
        Assert.False(MongoErrors.IsLost(Bulk(concern: 91, errors: 121)));
        Assert.False(MongoErrors.IsLost(Bulk(concern: 79)));
        Assert.False(MongoErrors.IsLost(Bulk(concern: null, errors: 11000)));

        Assert.True(MongoErrors.AreDuplicatesAlone(Bulk(concern: null, errors: [11000, 11000])));
        Assert.False(MongoErrors.AreDuplicatesAlone(Bulk(concern: 64, errors: 11000)));
        Assert.False(MongoErrors.AreDuplicatesAlone(Bulk(concern: null, errors: [11000, 121])));
    }

    // From calls that the store does not make.
    private static readonly string[] NeverAsked =
        ["GridFSException", "GridFSChunkException", "GridFSFileNotFoundException", "ClientBulkWriteException", "MongoDuplicateKeyException"];

    private static (Exception Exception, bool Passes)[] Decided() =>
    [
        (new MongoException("?"), false),
        (new MongoClientException("?"), false),
        (new MongoConfigurationException("?"), false),
        (new MongoIncompatibleDriverException(new ClusterDescription(new ClusterId(), false, null, ClusterType.Standalone, [])), false),
        (new MongoInternalException("?"), false),
        (new MongoConnectionPoolPausedException("paused"), true),
        (new MongoWaitQueueFullException("full"), true),
        (new MongoConnectionException(Connection, "lost"), true),
        (new MongoConnectionException(Connection, "lost", new SocketException((int)SocketError.ConnectionRefused)), true),
        (new MongoConnectionClosedException(Connection), true),
        (new MongoAuthenticationException(Connection, "no"), false),
        (new MongoProxyConnectionException("no", new IOException()), true),
        (new MongoServerException(Connection, "?"), false),
        (Command(8), false),
        (new MongoNotPrimaryException(Connection, [], MongoProxy.Failure(10107, "NotWritablePrimary")), true),
        (new MongoNodeIsRecoveringException(Connection, [], MongoProxy.Failure(11600, "InterruptedAtShutdown")), true),
        (new MongoExecutionTimeoutException(Connection, "slow"), true),
        (new MongoQueryException(Connection, "?", [], []), false),
        (new MongoCursorNotFoundException(Connection, 7, []), true),
        (Concern(79), false),
        (new MongoWriteException(Connection, null, MajorityMissing(64), null), true),
        (new MongoWriteException(Connection, null, MajorityMissing(79), null), false),
        (Bulk(concern: 79), false),
    ];

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static MongoCommandException Command(int code) => new(Connection, "failed", [], MongoProxy.Failure(code, "Name"));

    private static MongoWriteConcernException Concern(int code)
    {
        var answer = MongoProxy.WithoutMajority(new BsonDocument("ok", 1), code);
        return new MongoWriteConcernException(Connection, "failed", new WriteConcernResult(answer));
    }

    private static MongoBulkWriteException<BsonDocument> Bulk(int? concern, params int[] errors) => new(
        Connection,
        new BulkWriteResult<BsonDocument>.Acknowledged(0, 0, 0, 0, 0, [], []),
        [.. errors.Select(Error)],
        concern is { } code ? MajorityMissing(code) : null,
        []);

    private static WriteConcernError MajorityMissing(int code) =>
        Make<WriteConcernError>(code, "Name", "waiting", new BsonDocument(), Array.Empty<string>());

    private static BulkWriteError Error(int code) => Make<BulkWriteError>(
        0, code == 11000 ? ServerErrorCategory.DuplicateKey : ServerErrorCategory.Uncategorized, code, "failed", new BsonDocument());

    // Only the driver can create these.
    private static T Make<T>(params object[] arguments) =>
        (T)Activator.CreateInstance(typeof(T), BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, arguments, null)!;
}
