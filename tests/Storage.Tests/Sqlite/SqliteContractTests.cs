using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

public sealed class SqliteWriteTests() : WriteContract(new SqliteFile());

public sealed class SqliteDocumentTests() : DocumentContract(new SqliteFile());

public sealed class SqliteQueryTests() : QueryContract(new SqliteFile());

public sealed class SqliteDueTests() : DueContract(new SqliteFile());

public sealed class SqliteParkedTests() : ParkedContract(new SqliteFile());

public sealed class SqliteScanTests() : ScanContract(new SqliteFile());

public sealed class SqliteStatisticsTests() : StatisticsContract(new SqliteFile());

public sealed class SqliteEventsTests() : EventsContract(new SqliteFile());

public sealed class SqliteSinceTests() : SinceContract(new SqliteFile());

public sealed class SqliteSeriesTests() : SeriesContract(new SqliteFile());

public sealed class SqliteFactsTests() : FactsContract(new SqliteFile());
