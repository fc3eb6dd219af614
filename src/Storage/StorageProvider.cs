namespace Payouts.Storage;

/// <summary><c>Storage__Provider</c>: where payouts are stored.</summary>
public enum StorageProvider
{
    /// <summary>One SQLite file, for one process. The default.</summary>
    Sqlite,

    /// <summary>A MongoDB server or replica set.</summary>
    Mongo,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}
