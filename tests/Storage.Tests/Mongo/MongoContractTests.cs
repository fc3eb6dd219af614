using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

public sealed class MongoWriteTests() : WriteContract(new MongoServer());

public sealed class MongoDocumentTests() : DocumentContract(new MongoServer());

public sealed class MongoQueryTests() : QueryContract(new MongoServer());

public sealed class MongoDueTests() : DueContract(new MongoServer());

public sealed class MongoParkedTests() : ParkedContract(new MongoServer());

public sealed class MongoScanTests() : ScanContract(new MongoServer());

public sealed class MongoStatisticsTests() : StatisticsContract(new MongoServer());

public sealed class MongoEventsTests() : EventsContract(new MongoServer());

public sealed class MongoSharedServerTests() : SharedServerContract(new MongoServer());

public sealed class MongoOutageTests() : OutageContract(new MongoServer());

public sealed class MongoSinceTests() : SinceContract(new MongoServer());

public sealed class MongoSeriesTests() : SeriesContract(new MongoServer());

public sealed class MongoFactsTests() : FactsContract(new MongoServer());
