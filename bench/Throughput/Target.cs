using Payouts.Harness;

namespace Payouts.Throughput;

/// <summary>Something that answers creates.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Process">What serves it.</param>
/// <param name="Database">Its database's name; <see langword="null"/>: it has none on PostgreSQL.</param>
internal sealed record Target(string Name, HostProcess Process, string? Database = null);
