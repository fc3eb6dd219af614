namespace Payouts.Storage.Sqlite;

/// <summary>The lock that keeps a file for one process: a file beside it.</summary>
internal static class SqliteLock
{
    /// <summary>Takes the lock; disposing it releases it, and so does the end of the process, however it ends.</summary>
    /// <param name="file">The database.</param>
    /// <param name="what">What it is, as in "payout database".</param>
    /// <param name="setting">The setting that names it.</param>
    /// <exception cref="InvalidOperationException">Another process has it; the message is for the operator.</exception>
    public static FileStream Take(string file, string what, string setting)
    {
        var lockFile = file + ".lock";
        try
        {
            // The system releases it when the process dies, however it dies.
            return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(lockFile))
        {
            throw new InvalidOperationException(
                $"Another process has the {what} '{file}' ({setting}): it holds the lock on '{lockFile}'. "
                + "The service is probably running here already. Stop it, or give this one another file; several silos need PostgreSQL or MongoDB.",
                exception);
        }
    }
}
