using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>Queries payouts in the store. Stateless: any silo answers. Key 0.</summary>
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

    /// <summary>Strictly after this position, in <see cref="Order"/>.</summary>
    [Id(10)] public PagePosition? After { get; init; }

    /// <summary>Page size, 1 to 100.</summary>
    [Id(11)] public int Limit { get; init; } = 25;

    /// <summary>
    /// The caller's reference, compared byte for byte. Silos of releases older than this member ignore it.
    /// </summary>
    [Id(12)] public string? Reference { get; init; }

    /// <summary>The transaction hash: hexadecimal digits match in any case, anything else exactly.</summary>
    [Id(13)] public string? Txid { get; init; }

    /// <summary>
    /// The order. <see cref="PayoutOrder.Since"/> only where <see cref="MayOrderBySince"/>; the stores throw
    /// <see cref="ArgumentException"/> otherwise. Silos of releases older than this member ignore it.
    /// </summary>
    [Id(14)] public PayoutOrder Order { get; init; }

    /// <summary>
    /// Of what is found, only what this person may still approve: the page is then shorter than <see cref="Limit"/>, or
    /// empty, although more follow. Silos of releases older than this member ignore it.
    /// </summary>
    [Id(15)] public Decider? DecidableBy { get; init; }

    /// <summary>
    /// The details of payouts that wait for people, funds or certainty: lists of them can be had in the order of
    /// <see cref="PayoutOrder.Since"/>.
    /// </summary>
    public static ImmutableArray<PayoutDetail> WaitingDetails { get; } =
        [PayoutDetail.Queued, PayoutDetail.AwaitingApproval, PayoutDetail.OutcomeUnknown, PayoutDetail.FailedProvisional];

    /// <summary>
    /// Whether what is asked for is kept in the order of <see cref="PayoutOrder.Since"/>: payouts that need attention,
    /// or wait in one of <see cref="WaitingDetails"/>.
    /// </summary>
    public bool MayOrderBySince => NeedsAttention == true || (Detail is { } detail && WaitingDetails.Contains(detail));
}

/// <summary>The order of a list of payouts.</summary>
[GenerateSerializer, Alias("payouts.PayoutOrder")]
public enum PayoutOrder
{
    /// <summary>By creation, then id, both descending.</summary>
    Newest,

    /// <summary>By when the current status and detail began, then id, both ascending: who waits longest comes first.</summary>
    Since,
}

/// <summary>A position in the order of a list.</summary>
/// <param name="At">
/// UTC, whole milliseconds: when the payout was created, or in <see cref="PayoutOrder.Since"/> when its status and
/// detail began.
/// </param>
/// <param name="Id">The payout's id.</param>
[GenerateSerializer, Immutable, Alias("payouts.PagePosition")]
public sealed record PagePosition([property: Id(0)] DateTimeOffset At, [property: Id(1)] string Id);

/// <summary>One page of payouts.</summary>
/// <param name="Payouts">In the order of the query.</param>
/// <param name="HasMore">Whether more follow after the last one.</param>
/// <param name="Next">
/// The position of the last one, if more follow. Silos of releases older than this member leave it out.
/// </param>
[GenerateSerializer, Immutable, Alias("payouts.PayoutPage")]
public sealed record PayoutPage(
    [property: Id(0)] ImmutableArray<Payout> Payouts,
    [property: Id(1)] bool HasMore,
    [property: Id(2)] PagePosition? Next = null);
