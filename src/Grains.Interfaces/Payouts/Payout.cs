using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>
/// One payout as clients see it (docs/http-api.md, "The payout"): the body of every response, and the snapshot inside
/// the stored state.
/// </summary>
[GenerateSerializer, Immutable, Alias("payouts.Payout")]
public sealed record Payout
{
    /// <summary>The one account there is so far.</summary>
    public const string MainAccount = "main";

    /// <summary>32 hex digits: the grain's key, Heleket's <c>order_id</c> and the last part of the URL.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The client's key, or the one derived from the content.</summary>
    [Id(1)] public required string IdempotencyKey { get; init; }

    /// <summary>The original request. Never changes.</summary>
    [Id(2)] public required PayoutRequest Request { get; init; }

    /// <summary>The current status.</summary>
    [Id(3)] public required PayoutStatus Status { get; init; }

    /// <summary>What it is waiting for; <see langword="null"/> exactly when it is final.</summary>
    [Id(4)] public PayoutDetail? Detail { get; init; }

    /// <summary>The reason for the current state, if there is one.</summary>
    [Id(5)] public PayoutReason? Reason { get; init; }

    /// <summary>Whether an operator has to look at it.</summary>
    [Id(6)] public bool NeedsAttention { get; init; }

    /// <summary>Heleket's uuid, once Heleket is known to have it.</summary>
    [Id(7)] public string? HeleketTransactionId { get; init; }

    /// <summary>The last status from Heleket, as Heleket spells it.</summary>
    [Id(8)] public string? HeleketStatus { get; init; }

    /// <summary>The transaction hash on the network. Not an identifier.</summary>
    [Id(9)] public string? Txid { get; init; }

    /// <summary>Heleket's fee in units of the asset, if Heleket reported one.</summary>
    [Id(10)] public decimal? Fee { get; init; }

    /// <summary>When the gateway received the request. UTC, whole milliseconds, like all times here.</summary>
    [Id(11)] public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the payout was stored.</summary>
    [Id(12)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a client-visible member last changed.</summary>
    [Id(13)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts writes, from 1. Used as the ETag and for compare-and-set in the store.</summary>
    [Id(14)] public required long Version { get; init; }

    /// <summary>
    /// Every change and every response with news, oldest first: the first entry plus the newest, at most 100 in all.
    /// </summary>
    [Id(15)] public ImmutableArray<ResponseLog> ResponseLogs { get; init; } = [];

    /// <summary>The account at Heleket that the payout goes through, fixed when it is made.</summary>
    [Id(16)] public string Account { get; init; } = MainAccount;

    /// <summary>When Heleket's uuid was first known; <see langword="null"/> until then. Never changes.</summary>
    [Id(17)] public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When it became final; <see langword="null"/> until then. Never changes.</summary>
    [Id(18)] public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Who works on it; <see langword="null"/> for nobody, and whenever it needs no attention.</summary>
    [Id(19)] public string? ClaimedBy { get; init; }

    /// <summary>
    /// What follows from its state; in every answer of a silo of this release, and never stored.
    /// </summary>
    [JsonIgnore]
    [Id(20)] public PayoutStanding? Standing { get; init; }

    /// <summary>Who has to approve it and who has; <see langword="null"/> where nobody has to.</summary>
    [Id(21)] public PayoutApproval? Approval { get; init; }

    /// <summary>The rule that decided on it; <see langword="null"/> where none did.</summary>
    [Id(22)] public DecidedBy? Policy { get; init; }

    /// <summary>
    /// The most that Heleket's fee may be, in units of the asset; <see langword="null"/> where the caller named none. Never
    /// changes.
    /// </summary>
    [Id(23)] public decimal? MaxFee { get; init; }

    /// <summary>What Heleket took from the wallet for it, in units of the asset, if Heleket reported it.</summary>
    [Id(24)] public decimal? Debited { get; init; }

    /// <summary>What the receiver gets of it, in units of the asset, if Heleket reported it.</summary>
    [Id(25)] public decimal? Received { get; init; }

    /// <summary>Who asked for it; <see langword="null"/> where a gateway of an earlier release did not say.</summary>
    [JsonIgnore]
    public Caller? CreatedBy => ResponseLogs.IsDefaultOrEmpty ? null : ResponseLogs[0].By;

    /// <summary>Whether a cancel would succeed, that is, nothing can have been sent.</summary>
    [JsonIgnore]
    public bool Cancellable =>
        Status == PayoutStatus.Pending && Detail is PayoutDetail.Scheduled or PayoutDetail.AwaitingApproval or PayoutDetail.Queued;

    /// <summary>Whether the status is final.</summary>
    [JsonIgnore]
    public bool IsFinal => Status.IsFinal();
}

/// <summary>The rule of a policy that decided on a payout when it was made.</summary>
/// <param name="Version">Of the policy.</param>
/// <param name="Rule">The rule; <see langword="null"/>: none matched.</param>
[GenerateSerializer, Immutable, Alias("payouts.DecidedBy")]
public sealed record DecidedBy([property: Id(0)] int Version, [property: Id(1)] string? Rule = null);

/// <summary>One entry in a payout's history.</summary>
[GenerateSerializer, Immutable, Alias("payouts.ResponseLog")]
public sealed record ResponseLog
{
    /// <summary>When we learned it; for a repeated entry, the most recent time.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>Where it came from.</summary>
    [Id(1)] public required LogSource Source { get; init; }

    /// <summary>The status after it.</summary>
    [Id(2)] public required PayoutStatus Status { get; init; }

    /// <summary>The detail after it.</summary>
    [Id(3)] public PayoutDetail? Detail { get; init; }

    /// <summary>Heleket's status, if the entry came from Heleket.</summary>
    [Id(4)] public string? HeleketStatus { get; init; }

    /// <summary>Whether Heleket marked its status as final.</summary>
    [Id(5)] public bool IsFinal { get; init; }

    /// <summary>The provider's message or our own, at most 500 characters; or a person's note, at most 1,000.</summary>
    [Id(6)] public string? Message { get; init; }

    /// <summary>How many times the entry was repeated; <see langword="null"/> if it occurred once.</summary>
    [Id(7)] public int? Repeated { get; init; }

    /// <summary>When a repeated entry first occurred.</summary>
    [Id(8)] public DateTimeOffset? FirstAt { get; init; }

    /// <summary>
    /// The payout's version with this entry; <see langword="null"/> where a release before format 2 wrote it.
    /// </summary>
    [Id(9)] public long? Version { get; init; }

    /// <summary>The reason after it.</summary>
    [Id(10)] public PayoutReason? Reason { get; init; }

    /// <summary>True when a person had to look at the payout after it; otherwise <see langword="null"/>.</summary>
    [Id(11)] public bool? NeedsAttention { get; init; }

    /// <summary>The transaction hash, if this entry changed it.</summary>
    [Id(12)] public string? Txid { get; init; }

    /// <summary>Heleket's fee in units of the asset, if this entry changed it.</summary>
    [Id(13)] public decimal? Fee { get; init; }

    /// <summary>Heleket's uuid, if this entry changed it.</summary>
    [Id(14)] public string? HeleketTransactionId { get; init; }

    /// <summary>Who asked for it; <see langword="null"/> where nobody did, or an earlier release wrote it.</summary>
    [Id(15)] public Caller? By { get; init; }

    /// <summary>Whether the entry is the only record of when a member of the payout changed.</summary>
    internal bool IsEvidence => (Txid, Fee, HeleketTransactionId) is not (null, null, null);
}
