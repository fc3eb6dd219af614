using System.Collections.Immutable;
using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Clients;

/// <summary>
/// One client's statistics, by client id; <see cref="AllClients"/> is the key for all clients together.
/// </summary>
[GrainInterfaceType("Payouts.IClientGrain")]
[Alias("payouts.IClientGrain")]
public interface IClientGrain : IGrainWithStringKey
{
    /// <summary>Not a valid client id, so it cannot collide with one.</summary>
    const string AllClients = "*";

    /// <summary>
    /// Returns the totals, equal to a recount at the moment of the call. A client without payouts has zeros.
    /// </summary>
    [Alias("GetStats")]
    Task<ClientStats> GetStats();

    /// <summary>
    /// Returns how many payouts entered each status in each slice, oldest first, without empty slices; equal to a
    /// recount of the events at the moment of the call.
    /// </summary>
    [AlwaysInterleave, Alias("GetSeries")]
    Task<ImmutableArray<SeriesPoint>> GetSeries(SeriesQuery query);
}

/// <summary>Counts and sums of payouts (docs/http-api.md, "Statistics").</summary>
[GenerateSerializer, Immutable, Alias("payouts.ClientStats")]
public sealed record ClientStats
{
    /// <summary>The client id, or <see langword="null"/> for all clients.</summary>
    [Id(0)] public string? ClientId { get; init; }

    /// <summary>The number of payouts.</summary>
    [Id(1)] public long Payouts { get; init; }

    /// <summary>By asset, then status; entries with a count of zero are omitted.</summary>
    [Id(2)] public ImmutableArray<StatusTotal> Totals { get; init; } = [];

    /// <summary>When the first payout was created.</summary>
    [Id(3)] public DateTimeOffset? FirstPayoutAt { get; init; }

    /// <summary>When the last payout was created.</summary>
    [Id(4)] public DateTimeOffset? LastPayoutAt { get; init; }
}

/// <summary>The payouts of one asset in one status.</summary>
/// <param name="Asset">The coin code.</param>
/// <param name="Status">The status.</param>
/// <param name="Count">The number of payouts.</param>
/// <param name="Amount">Their sum, in units of <paramref name="Asset"/>.</param>
[GenerateSerializer, Immutable, Alias("payouts.StatusTotal")]
public sealed record StatusTotal(
    [property: Id(0)] string Asset,
    [property: Id(1)] PayoutStatus Status,
    [property: Id(2)] long Count,
    [property: Id(3)] Sum Amount);
