using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

public sealed class PostgresWriteTests() : WriteContract(new PostgresDatabase());

public sealed class PostgresDocumentTests() : DocumentContract(new PostgresDatabase());

public sealed class PostgresQueryTests() : QueryContract(new PostgresDatabase());

public sealed class PostgresDueTests() : DueContract(new PostgresDatabase());

public sealed class PostgresParkedTests() : ParkedContract(new PostgresDatabase());

public sealed class PostgresScanTests() : ScanContract(new PostgresDatabase());

[Collection(PostgresAlone.Name)]
public sealed class PostgresStatisticsTests() : StatisticsContract(new PostgresDatabase());

[Collection(PostgresAlone.Name)]
public sealed class PostgresEventsTests() : EventsContract(new PostgresDatabase());

[Collection(PostgresAlone.Name)]
public sealed class PostgresSharedServerTests() : SharedServerContract(new PostgresDatabase());

public sealed class PostgresOutageTests() : OutageContract(new PostgresDatabase());

public sealed class PostgresSinceTests() : SinceContract(new PostgresDatabase());

[Collection(PostgresAlone.Name)]
public sealed class PostgresSeriesTests() : SeriesContract(new PostgresDatabase());

[Collection(PostgresAlone.Name)]
public sealed class PostgresFactsTests() : FactsContract(new PostgresDatabase());
