namespace Payouts.Storage.Tests.Postgres;

/// <summary>
/// Tests that insist on seeing an event at once: any transaction that is running on the same server, even in another
/// schema, holds up the reading of what was written after it began.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PostgresAlone
{
    public const string Name = "Nothing else runs on the server";
}
