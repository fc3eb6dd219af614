namespace Payouts.Client;

/// <summary>Which payouts to list: those to which everything applies that is set.</summary>
public sealed record PayoutFilter
{
    /// <summary>Of this client.</summary>
    public string? ClientId { get; init; }

    /// <summary>In this status.</summary>
    public PayoutStatus? Status { get; init; }

    /// <summary>With this detail.</summary>
    public PayoutDetail? Detail { get; init; }

    /// <summary>Of this asset, in any case.</summary>
    public string? Asset { get; init; }

    /// <summary>On this network, in any case.</summary>
    public string? Network { get; init; }

    /// <summary>Of this origin.</summary>
    public PayoutOrigin? Origin { get; init; }

    /// <summary>With this reference, byte for byte.</summary>
    public string? Reference { get; init; }

    /// <summary>With this uuid of Heleket's, in any case.</summary>
    public string? HeleketTransactionId { get; init; }

    /// <summary>With this transaction hash.</summary>
    public string? Txid { get; init; }

    /// <summary>Whether a person has to look at it.</summary>
    public bool? NeedsAttention { get; init; }

    /// <summary>
    /// Only what the caller may still approve, who waits longest first; goes only together with the detail <see cref="PayoutDetail.AwaitingApproval"/>. A page
    /// may then be short, or empty, although more follow.
    /// </summary>
    public bool IsDecidable { get; init; }

    /// <summary>Created at or after this time.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created before this time.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>
    /// <see langword="null"/>: the newest first. <see cref="PayoutSort.Since"/> goes only together with
    /// <see cref="NeedsAttention"/> or a detail that waits.
    /// </summary>
    public PayoutSort? Sort { get; init; }

    /// <summary>The size of a page, 1 to 100; 25 if <see langword="null"/>.</summary>
    public int? Limit { get; init; }
}
