using MongoDB.Driver;
using MongoDB.Driver.Core.Configuration;

namespace Payouts.Storage.Mongo;

/// <summary>
/// The client for a connection string. Hosts, authentication, TLS, pools and timeouts are up to the connection string;
/// how durable a write and how fresh a read is are not: they are set here, whatever it contains.
/// </summary>
internal static class MongoConnection
{
    /// <summary>The database when the connection string names none.</summary>
    public const string DefaultDatabase = "payouts";

    /// <summary>How long the server may work on a read: <c>maxTimeMS</c>.</summary>
    public static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(3);

    // By default the driver waits half a minute for a server and for a connection, two minutes for a place in the pool,
    // and without limit for an answer. The limits ascend in this order, so that a slow layer reports itself before the
    // next one up gives up on it: the majority, the socket, the call, the gateway after eight seconds.
    private static readonly TimeSpan Majority = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Selection = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WaitQueue = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The error in a connection string, as a sentence that names the setting and not the value: it may hold a
    /// password.
    /// </summary>
    /// <returns><see langword="null"/> when the connection string is valid.</returns>
    public static string? Validate(string? connectionString)
    {
        if (connectionString is null)
        {
            return Rule("is missing");
        }

        try
        {
            _ = new MongoUrl(connectionString);
            return null;
        }
        catch (Exception exception) when (exception is MongoException or FormatException or ArgumentException)
        {
            return Rule("cannot be read");
        }
    }

    /// <summary>
    /// The client's settings. Throws <see cref="ArgumentException"/> when <see cref="Validate"/> finds an error.
    /// </summary>
    public static MongoClientSettings Settings(string connectionString)
    {
        if (Validate(connectionString) is { } error)
        {
            throw new ArgumentException(error, nameof(connectionString));
        }

        var given = new ConnectionString(connectionString);
        var settings = MongoClientSettings.FromConnectionString(connectionString);
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true, wTimeout: Majority);
        settings.ReadConcern = ReadConcern.Majority;
        settings.ReadPreference = ReadPreference.Primary;
        settings.RetryWrites = true;
        settings.RetryReads = true;
        settings.ServerSelectionTimeout = given.ServerSelectionTimeout ?? Selection;
        settings.ConnectTimeout = given.ConnectTimeout ?? Connect;
        settings.WaitQueueTimeout = given.WaitQueueTimeout ?? WaitQueue;

        // To the driver, zero means no limit.
        settings.SocketTimeout = given.SocketTimeout is { Ticks: > 0 } answer ? answer : Answer;
        return settings;
    }

    /// <summary>The database that the connection string names.</summary>
    public static string Database(string connectionString) => new MongoUrl(connectionString).DatabaseName ?? DefaultDatabase;

    /// <summary>
    /// How long a batch of writes, or a group of reads by id, may take including all retries: five seconds, since
    /// others wait behind it, or as long as the longest timeout that the connection string itself sets (docs/adr/0022).
    /// </summary>
    public static TimeSpan CallLimit(string connectionString)
    {
        var given = new ConnectionString(connectionString);
        TimeSpan?[] waits = [Call, given.ServerSelectionTimeout, given.ConnectTimeout, given.WaitQueueTimeout, given.SocketTimeout];
        return waits.Max()!.Value;
    }

    /// <summary>
    /// Ends a call at its limit and throws <see cref="TimeoutException"/>: the outcome of a write is then unknown.
    /// </summary>
    /// <param name="limit">How long the call may take.</param>
    /// <param name="call">Ends when its token is cancelled.</param>
    /// <param name="cancellationToken">The caller's own; ends the call as cancelled.</param>
    public static async Task<T> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"MongoDB did not answer within {limit.TotalSeconds} s.", exception);
        }
    }

    private static string Rule(string what) =>
        $"ConnectionStrings__Payouts {what}: for Storage__Provider=Mongo it must be a MongoDB connection string, as in "
        + "'mongodb://host-1,host-2/payouts?replicaSet=rs0'.";
}
