using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>A payout as the service knew it when it answered.</summary>
public sealed record Payout
{
    /// <summary>32 hex digits; also Heleket's <c>order_id</c>. <see cref="PayoutIds.Of"/> computes it.</summary>
    public required string Id { get; init; }

    /// <summary>The key under which it was created.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The account at Heleket that it goes through; empty if the service does not say it.</summary>
    public string Account { get => field ?? ""; init; }

    /// <summary>The client on whose behalf it is paid.</summary>
    public required string ClientId { get; init; }

    /// <summary>The coin's code, upper case.</summary>
    public required string Asset { get; init; }

    /// <summary>The network's code, upper case.</summary>
    public required string Network { get; init; }

    /// <summary>In units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public required decimal Amount { get; init; }

    /// <summary>The receiver, as it was sent.</summary>
    public required string WalletAddress { get; init; }

    /// <summary>Belongs to the address; <see langword="null"/> without one.</summary>
    public string? Memo { get; init; }

    /// <summary>How it came about.</summary>
    public required PayoutOrigin Origin { get; init; }

    /// <summary>The caller's own name for it.</summary>
    public string? Reference { get; init; }

    /// <summary>Who asked for it.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>The caller's own pairs.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>Who bears the fee.</summary>
    public required FeePayer FeePayer { get; init; }

    /// <summary>Where it stands.</summary>
    public required PayoutStatus Status { get; init; }

    /// <summary>What it waits for; <see langword="null"/> exactly when it is final.</summary>
    public PayoutDetail? Detail { get; init; }

    /// <summary>Why it is where it is; <see langword="null"/> when there is nothing to add.</summary>
    public PayoutReason? Reason { get; init; }

    /// <summary>When its status and detail became what they are. <see cref="UpdatedAt"/> if the service does not say it.</summary>
    public DateTimeOffset Since { get => field == default ? UpdatedAt : field; init; }

    /// <summary>When Heleket first had it; <see langword="null"/> before.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When it became final; <see langword="null"/> before.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>What the service does next.</summary>
    public NextStep Next { get => field ?? NextStep.Unsaid; init; }

    /// <summary>What this caller may do to it now; empty if the service does not say it.</summary>
    public IReadOnlyList<PayoutAction> Actions { get => field ?? []; init; }

    /// <summary>Where the money is.</summary>
    public MoneyPlace Money { get; init; }

    /// <summary>Who asked for it; <see langword="null"/> for keys that are bound to a client.</summary>
    public Caller? CreatedBy { get; init; }

    /// <summary>The rule that decided on it when it was made; <see langword="null"/> where there was no policy.</summary>
    public PayoutPolicy? Policy { get; init; }

    /// <summary>Who has to approve it, and who has; <see langword="null"/> where nobody has to.</summary>
    public PayoutApproval? Approval { get; init; }

    /// <summary>Who looks at it: a person, or a key's name.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>Whether a cancel would succeed.</summary>
    public required bool Cancellable { get; init; }

    /// <summary>Whether a person has to look at it.</summary>
    public required bool NeedsAttention { get; init; }

    /// <summary>Heleket's uuid, once Heleket has it.</summary>
    public string? HeleketTransactionId { get; init; }

    /// <summary>Heleket's last status.</summary>
    public string? HeleketStatus { get; init; }

    /// <summary>The transaction's hash on the network.</summary>
    public string? Txid { get; init; }

    /// <summary>Heleket's fee, in units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Fee { get; init; }

    /// <summary>The most that Heleket's fee may be, in units of the asset; <see langword="null"/> where none was named.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? MaxFee { get; init; }

    /// <summary>What Heleket took from the wallet, in units of the asset, if it said so.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Debited { get; init; }

    /// <summary>What the receiver gets, in units of the asset, if Heleket said so.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Received { get; init; }

    /// <summary>Nothing is sent before this time.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>When the service received the request.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts its changes, from 1; the service's entity tag.</summary>
    public required long Version { get; init; }

    /// <summary>Its history, oldest first: the first line and the newest ones, 100 at most.</summary>
    public required IReadOnlyList<ResponseLog> ResponseLogs { get; init; }

    /// <summary>Whether it never changes its status any more.</summary>
    [JsonIgnore]
    public bool IsFinal => Status.IsFinal;
}
