namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>
/// The state of a payout. It only moves down this list; the last three are final
/// (docs/lifecycle.md, "Status and detail").
/// </summary>
[GenerateSerializer, Alias("payouts.PayoutStatus")]
public enum PayoutStatus
{
    /// <summary>
    /// Not known to be at Heleket. Either we still hold the money, or its whereabouts are unknown: see the detail.
    /// </summary>
    Pending,

    /// <summary>Heleket has it but has not finished.</summary>
    Broadcast,

    /// <summary>Paid. Final.</summary>
    Confirmed,

    /// <summary>Not paid, and never will be; see the reason. Final.</summary>
    Failed,

    /// <summary>Cancelled before anything was sent, or by Heleket. Final.</summary>
    Cancelled,
}

/// <summary>What a status says by itself.</summary>
public static class PayoutStatuses
{
    /// <summary>Whether a payout in this status never leaves it.</summary>
    public static bool IsFinal(this PayoutStatus status) => status is PayoutStatus.Confirmed or PayoutStatus.Failed or PayoutStatus.Cancelled;
}

/// <summary>What a non-final payout is waiting for (docs/lifecycle.md, "Status and detail").</summary>
[GenerateSerializer, Alias("payouts.PayoutDetail")]
public enum PayoutDetail
{
    /// <summary>Waiting for <see cref="PayoutRequest.ScheduledFor"/>. Nothing was sent.</summary>
    Scheduled,

    /// <summary>Waiting for a second person to approve. Nothing was sent.</summary>
    AwaitingApproval,

    /// <summary>Ready to send, or definitely refused for a transient reason.</summary>
    Queued,

    /// <summary>The intent to send is stored; a request may be on its way.</summary>
    Submitting,

    /// <summary>A request was sent, but its response was lost.</summary>
    OutcomeUnknown,

    /// <summary>Heleket is processing it.</summary>
    Processing,

    /// <summary>Heleket reports a failure that is not final: it can still be paid.</summary>
    FailedProvisional,
}

/// <summary>Why a payout is in its current state (docs/lifecycle.md, "Reasons").</summary>
[GenerateSerializer, Alias("payouts.PayoutReason")]
public enum PayoutReason
{
    /// <summary>Transient: Heleket's balance is too low.</summary>
    InsufficientFunds,

    /// <summary>Transient: no active wallet in that coin at Heleket.</summary>
    WalletNotFound,

    /// <summary>Transient: Heleket blocks payouts, for example for 24 hours after a new key.</summary>
    PayoutsBlocked,

    /// <summary>Transient: Heleket is unreachable or under maintenance.</summary>
    ProviderUnavailable,

    /// <summary>Transient: too many requests.</summary>
    RateLimited,

    /// <summary>Transient: a conversion failed.</summary>
    ConversionFailed,

    /// <summary>Transient: Heleket does not accept our key or signature.</summary>
    AuthenticationFailed,

    /// <summary>Permanent: Heleket found a field invalid.</summary>
    ValidationFailed,

    /// <summary>Permanent: Heleket does not know the asset.</summary>
    CurrencyNotFound,

    /// <summary>Permanent: Heleket has no payout service for the pair.</summary>
    ServiceNotFound,

    /// <summary>Permanent: the amount is too small, for example below the fee.</summary>
    AmountTooSmall,

    /// <summary>Permanent: the amount is below the service's minimum.</summary>
    BelowMinimum,

    /// <summary>Permanent: the amount is above the service's maximum.</summary>
    AboveMaximum,

    /// <summary>Permanent: Heleket could not take it within <c>Payouts__QueueExpiry</c>.</summary>
    QueueExpired,

    /// <summary>Permanent: Heleket's final <c>fail</c>.</summary>
    ProviderFailed,

    /// <summary>Permanent: Heleket's final <c>system_fail</c>.</summary>
    ProviderSystemFailure,

    /// <summary>Permanent: refused with an error we do not recognise.</summary>
    Refused,

    /// <summary>The client cancelled before anything was sent.</summary>
    CancelledByClient,

    /// <summary>Heleket's final <c>cancel</c>.</summary>
    CancelledByProvider,

    /// <summary>Attention: what Heleket holds under our order id is not what we requested.</summary>
    EchoMismatch,

    /// <summary>Attention: Heleket contradicts a final status.</summary>
    ContradictedFinal,

    /// <summary>Transient: a pause holds it back (docs/controls.md, "Pauses"). It does not expire meanwhile.</summary>
    Paused,

    /// <summary>Transient: the silo could not read the controls lately, and sends nothing until it has.</summary>
    ControlsUnavailable,

    /// <summary>Waits for approvals that a rule asks for.</summary>
    ApprovalRequired,

    /// <summary>Waits until somebody lets it go: a rule holds it.</summary>
    Held,

    /// <summary>Somebody who could have approved it rejected it.</summary>
    Rejected,

    /// <summary>Nobody approved it in its time.</summary>
    ApprovalExpired,

    /// <summary>Transient: a limit has no room for it yet. Of a failed one: it never will.</summary>
    LimitExceeded,

    /// <summary>Its address was revoked in the client's address book before it was sent.</summary>
    AddressRevoked,
}

/// <summary>How the payout came about.</summary>
[GenerateSerializer, Alias("payouts.PayoutOrigin")]
public enum PayoutOrigin
{
    /// <summary>Requested by a person. The default.</summary>
    Manual,

    /// <summary>Requested by the caller's own schedule.</summary>
    Scheduled,

    /// <summary>A bonus.</summary>
    Bonus,
}

/// <summary>Who bears Heleket's fee (docs/heleket.md, "Fees").</summary>
[GenerateSerializer, Alias("payouts.FeePayer")]
public enum FeePayer
{
    /// <summary>The receiver gets the whole amount. The default.</summary>
    Merchant,

    /// <summary>The fee comes out of the amount.</summary>
    Recipient,
}

/// <summary>The source of a response log entry.</summary>
[GenerateSerializer, Alias("payouts.LogSource")]
public enum LogSource
{
    /// <summary>A REST API call.</summary>
    Api,

    /// <summary>Heleket's response to a create.</summary>
    Submit,

    /// <summary>Heleket's response to a lookup.</summary>
    Poll,

    /// <summary>Heleket's webhook.</summary>
    Webhook,

    /// <summary>An operator.</summary>
    Operator,

    /// <summary>The service itself.</summary>
    System,
}
