using MongoDB.Driver;

namespace Payouts.Silo.Storage.Mongo;

/// <summary>
/// The client that a connection string means. Hosts, authentication, TLS and pools are the connection string's; how durable a write and
/// how fresh a read is are not: they are set here, whatever it says.
/// </summary>
internal static class MongoConnection
{
    /// <summary>The database when the connection string names none.</summary>
    public const string DefaultDatabase = "payouts";

    // The driver's defaults are to wait half a minute for a server, and for its answer without end: a frozen server would hold up every
    // write behind it. A caller of a grain waits 10 seconds (architecture.md, "Orleans facts").
    private static readonly TimeSpan DriversSelection = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Selection = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Majority = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(8);

    /// <summary>What is wrong with a connection string, as a sentence that names the setting and not the value: it may hold a password.</summary>
    /// <returns><see langword="null"/> when nothing is.</returns>
    public static string? Fault(string? connectionString)
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

    /// <summary>The client's settings. Throws <see cref="ArgumentException"/> when <see cref="Fault"/> finds one.</summary>
    public static MongoClientSettings Settings(string connectionString)
    {
        if (Fault(connectionString) is { } fault)
        {
            throw new ArgumentException(fault, nameof(connectionString));
        }

        var settings = MongoClientSettings.FromConnectionString(connectionString);
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true, wTimeout: Majority);
        settings.ReadConcern = ReadConcern.Majority;
        settings.ReadPreference = ReadPreference.Primary;
        settings.RetryWrites = true;
        settings.RetryReads = true;
        if (settings.ServerSelectionTimeout == DriversSelection)
        {
            settings.ServerSelectionTimeout = Selection;
        }

        if (settings.SocketTimeout <= TimeSpan.Zero)
        {
            settings.SocketTimeout = Answer;
        }

        return settings;
    }

    /// <summary>The database that it names.</summary>
    public static string Database(string connectionString) => new MongoUrl(connectionString).DatabaseName ?? DefaultDatabase;

    /// <summary>
    /// Whether a failed call may have been carried out, or would succeed on the server that takes over: it is worth asking again. Not so
    /// when no server was found in time: that was waited for already.
    /// </summary>
    public static bool IsLost(Exception exception) =>
        exception is (MongoConnectionException and not MongoAuthenticationException) or MongoNotPrimaryException or MongoNodeIsRecoveringException
        || (exception is MongoException mongo and not MongoBulkWriteException && mongo.HasErrorLabel("RetryableWriteError"));

    /// <summary>Whether all that went wrong is that some documents were there already.</summary>
    public static bool AreDuplicatesAlone<T>(MongoBulkWriteException<T> exception) =>
        exception.WriteConcernError is null && exception.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey);

    private static string Rule(string what) =>
        $"ConnectionStrings__Payouts {what}: for Storage__Provider=Mongo it must be a MongoDB connection string, as in "
        + "'mongodb://host-1,host-2/payouts?replicaSet=rs0'.";
}
