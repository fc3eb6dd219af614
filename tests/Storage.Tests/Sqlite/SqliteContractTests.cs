namespace Payouts.Storage.Tests.Sqlite;

public sealed class SqliteWriteTests() : WriteContract(new SqliteFile());
