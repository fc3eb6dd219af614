using System.Collections.Frozen;
using System.Net.Sockets;
using MongoDB.Driver;
using MongoDB.Driver.Core;

namespace Payouts.Storage.Mongo;

/// <summary>Classifies failed calls by their cause.</summary>
internal static class MongoErrors
{
    // From the server's src/mongo/base/error_codes.yml: the errors it calls retriable, its timeouts, interruptions and
    // elections, and builds and drops that another process has begun. Not here: errors that persist until an operator
    // changes a configuration, a permission or a document.
    private static readonly FrozenSet<int> TransientCodes = FrozenSet.ToFrozenSet<int>(
    [
        6, 7, 89, 9001, // the network between its members: HostUnreachable, HostNotFound, NetworkTimeout, SocketException
        91, 189, 10058, 10107, 11600, 11602, 13435, 13436, // no primary any more, or it shuts down
        94, 133, 216, // none yet: NotYetInitialized, FailedToSatisfyReadPreference, ElectionInProgress
        64, 134, 187, // no majority now: WriteConcernTimeout, ReadConcernMajorityNotAvailableYet, LinearizableReadConcernError
        50, 202, 262, 407, // MaxTimeMSExpired, NetworkInterfaceExceededTimeLimit, ExceededTimeLimit, PooledConnectionAcquisitionExceededTimeLimit
        24, 46, 107, 112, 117, // LockTimeout, LockBusy, LockFailed, WriteConflict, ConflictingOperationInProgress
        215, 276, 285, 12586, 12587, // DatabaseDropPending, IndexBuildAborted, IndexBuildAlreadyInProgress, BackgroundOperationInProgress…
        43, 237, 11601, 355, 10045600, // CursorNotFound, CursorKilled, Interrupted, InterruptedDueToStorageChange, …FCVChange
        365, 371, 402, 433, 449, 450, 462, // TemporarilyUnavailable, UserWritesBlocked, ResourceExhausted, and too much to do
        406, 412, 453, 50915, 91331, // what else it calls retriable
    ]);

    private static readonly string[] TransientLabels = ["RetryableWriteError", "RetryableError", "SystemOverloadedError"];

    /// <summary>
    /// Whether the error is transient: the server, its majority or the network path to it is currently unavailable. A
    /// later retry may succeed, and the failed call may have taken effect. Not transient are a wrong password, a
    /// missing permission and a rejected document.
    /// </summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        TimeoutException or MongoConnectionPoolPausedException or MongoWaitQueueFullException or MongoProxyConnectionException => true,
        MongoExecutionTimeoutException or MongoCursorNotFoundException => true,

        // The driver wraps whatever failed during authentication: a rejection by the server, and also a connection that
        // broke meanwhile.
        MongoAuthenticationException authentication => IsTransientInside(authentication.InnerException),
        MongoConnectionException { InnerException: MongoAuthenticationException authentication } => IsTransient(authentication),
        MongoConnectionException => true,
        MongoBulkWriteException bulk => AreDuplicatesAlone(bulk.WriteErrors) && IsTransient(bulk.WriteConcernError),
        MongoWriteException write => write.WriteError is null && IsTransient(write.WriteConcernError),
        MongoWriteConcernException concern => TransientCodes.Contains(Code(concern)) || HasTransientLabel(concern),
        MongoCommandException command => TransientCodes.Contains(command.Code) || HasTransientLabel(command),
        MongoException other => HasTransientLabel(other),
        _ => false,
    };

    /// <summary>
    /// Whether the outcome of a batch is worth finding out at once. Not when no server or no connection was available
    /// in time: that was already waited for.
    /// </summary>
    public static bool IsLost(Exception exception) => exception is not TimeoutException && IsTransient(exception);

    /// <summary>Whether the only errors are documents that existed already.</summary>
    public static bool AreDuplicatesAlone(MongoBulkWriteException exception) =>
        exception.WriteConcernError is null && AreDuplicatesAlone(exception.WriteErrors);

    private static bool AreDuplicatesAlone(IReadOnlyList<BulkWriteError> errors) =>
        errors.All(error => error.Category == ServerErrorCategory.DuplicateKey);

    private static bool IsTransient(WriteConcernError? error) => error is not null && TransientCodes.Contains(error.Code);

    private static bool IsTransientInside(Exception? exception) =>
        exception is IOException or SocketException || (exception is not null && IsTransient(exception));

    private static bool HasTransientLabel(MongoException exception) => TransientLabels.Any(exception.HasErrorLabel);

    private static int Code(MongoWriteConcernException exception) =>
        exception.WriteConcernResult?.Response is { } response && response.TryGetValue("writeConcernError", out var error)
            ? error["code"].ToInt32()
            : exception.Code;
}
