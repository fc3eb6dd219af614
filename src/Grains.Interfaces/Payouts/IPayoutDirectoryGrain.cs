using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>Queries payouts in the store, newest first. Stateless: any silo answers. Key 0.</summary>
[GrainInterfaceType("Payouts.IPayoutDirectoryGrain")]
[Alias("payouts.IPayoutDirectoryGrain")]
public interface IPayoutDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Returns one page.</summary>
    [Alias("Find")]
    Task<PayoutPage> Find(PayoutQuery query);
}

/// <summary>The query filters. A <see langword="null"/> member does not restrict the result.</summary>
[GenerateSerializer, Immutable, Alias("payouts.PayoutQuery")]
public sealed record PayoutQuery
{
    /// <summary>The client id.</summary>
    [Id(0)] public string? ClientId { get; init; }

    /// <summary>The status.</summary>
    [Id(1)] public PayoutStatus? Status { get; init; }

    /// <summary>The detail.</summary>
    [Id(2)] public PayoutDetail? Detail { get; init; }

    /// <summary>Upper-case.</summary>
    [Id(3)] public string? Asset { get; init; }

    /// <summary>Upper-case.</summary>
    [Id(4)] public string? Network { get; init; }

    /// <summary>The origin.</summary>
    [Id(5)] public PayoutOrigin? Origin { get; init; }

    /// <summary>Heleket's uuid, in any case.</summary>
    [Id(6)] public string? HeleketTransactionId { get; init; }

    /// <summary>Whether an operator has to look at it.</summary>
    [Id(7)] public bool? NeedsAttention { get; init; }

    /// <summary>Created at or after this time, UTC.</summary>
    [Id(8)] public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created before this time, UTC.</summary>
    [Id(9)] public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Strictly after this position, newest first.</summary>
    [Id(10)] public PagePosition? After { get; init; }

    /// <summary>Page size, 1 to 100.</summary>
    [Id(11)] public int Limit { get; init; } = 25;

    /// <summary>
    /// The caller's reference, compared byte for byte. Silos of releases older than this member ignore it.
    /// </summary>
    [Id(12)] public string? Reference { get; init; }

    /// <summary>The transaction hash: hexadecimal digits match in any case, anything else exactly.</summary>
    [Id(13)] public string? Txid { get; init; }
}

/// <summary>A position in the order by creation, then id, both descending.</summary>
/// <param name="CreatedAt">UTC, whole milliseconds.</param>
/// <param name="Id">The payout's id.</param>
[GenerateSerializer, Immutable, Alias("payouts.PagePosition")]
public sealed record PagePosition([property: Id(0)] DateTimeOffset CreatedAt, [property: Id(1)] string Id);

/// <summary>One page of payouts.</summary>
/// <param name="Payouts">Newest first.</param>
/// <param name="HasMore">Whether more follow after the last one.</param>
[GenerateSerializer, Immutable, Alias("payouts.PayoutPage")]
public sealed record PayoutPage(
    [property: Id(0)] ImmutableArray<Payout> Payouts,
    [property: Id(1)] bool HasMore);
