using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>Finds payouts in the store, newest first. Stateless: any silo answers. Key 0.</summary>
[GrainInterfaceType("Payouts.IPayoutDirectoryGrain")]
[Alias("payouts.IPayoutDirectoryGrain")]
public interface IPayoutDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>One page.</summary>
    [Alias("Find")]
    Task<PayoutPage> Find(PayoutQuery query);
}

/// <summary>What to look for. A member that is <see langword="null"/> does not restrict.</summary>
[GenerateSerializer, Immutable, Alias("payouts.PayoutQuery")]
public sealed record PayoutQuery
{
    /// <summary>Of this client.</summary>
    [Id(0)] public string? ClientId { get; init; }

    /// <summary>In this status.</summary>
    [Id(1)] public PayoutStatus? Status { get; init; }

    /// <summary>With this detail.</summary>
    [Id(2)] public PayoutDetail? Detail { get; init; }

    /// <summary>Upper-case.</summary>
    [Id(3)] public string? Asset { get; init; }

    /// <summary>Upper-case.</summary>
    [Id(4)] public string? Network { get; init; }

    /// <summary>Of this origin.</summary>
    [Id(5)] public PayoutOrigin? Origin { get; init; }

    /// <summary>Heleket's uuid, in any case.</summary>
    [Id(6)] public string? HeleketTransactionId { get; init; }

    /// <summary>Whether a person has to look.</summary>
    [Id(7)] public bool? NeedsAttention { get; init; }

    /// <summary>Created at or after, UTC.</summary>
    [Id(8)] public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created before, UTC.</summary>
    [Id(9)] public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Strictly after this place in the order newest first.</summary>
    [Id(10)] public PagePosition? After { get; init; }

    /// <summary>1 to 100.</summary>
    [Id(11)] public int Limit { get; init; } = 25;

    /// <summary>With exactly this name of the caller's, byte for byte. A silo of a release before it lists as if it were not there.</summary>
    [Id(12)] public string? Reference { get; init; }

    /// <summary>With this transaction hash; hexadecimal digits in any case, anything else exactly.</summary>
    [Id(13)] public string? Txid { get; init; }
}

/// <summary>A place in the order by creation, then id, both descending.</summary>
/// <param name="CreatedAt">UTC, whole milliseconds.</param>
/// <param name="Id">The payout's id.</param>
[GenerateSerializer, Immutable, Alias("payouts.PagePosition")]
public sealed record PagePosition([property: Id(0)] DateTimeOffset CreatedAt, [property: Id(1)] string Id);

/// <summary>One page of payouts.</summary>
/// <param name="Payouts">Newest first.</param>
/// <param name="HasMore">More follow after the last.</param>
[GenerateSerializer, Immutable, Alias("payouts.PayoutPage")]
public sealed record PayoutPage(
    [property: Id(0)] ImmutableArray<Payout> Payouts,
    [property: Id(1)] bool HasMore);
