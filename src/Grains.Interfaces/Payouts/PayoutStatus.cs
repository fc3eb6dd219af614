namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>Where a payout stands. It only moves down this list; the last three are final (docs/lifecycle.md, "Status and detail").</summary>
[GenerateSerializer, Alias("payouts.PayoutStatus")]
public enum PayoutStatus
{
    /// <summary>Heleket is not known to have it. The money is ours, or its whereabouts are unknown: see the detail.</summary>
    Pending,

    /// <summary>Heleket has it and has not finished.</summary>
    Broadcast,

    /// <summary>Paid. Final.</summary>
    Confirmed,

    /// <summary>Not paid and never will be; the reason says why. Final.</summary>
    Failed,

    /// <summary>Cancelled before anything was sent, or by Heleket. Final.</summary>
    Cancelled,
}

/// <summary>What exactly a payout that is not final is waiting for (docs/lifecycle.md, "Status and detail").</summary>
[GenerateSerializer, Alias("payouts.PayoutDetail")]
public enum PayoutDetail
{
    /// <summary>Waits for <see cref="PayoutRequest.ScheduledFor"/>. Nothing was sent.</summary>
    Scheduled,

    /// <summary>Waits for a second person. Nothing was sent.</summary>
    AwaitingApproval,

    /// <summary>Ready to be sent, or definitely refused for a reason that passes.</summary>
    Queued,

    /// <summary>The intent to send is stored; a request may be on its way.</summary>
    Submitting,

    /// <summary>A request was sent and its answer lost.</summary>
    OutcomeUnknown,

    /// <summary>Heleket works on it.</summary>
    Processing,

    /// <summary>Heleket says it failed, but not finally: it can still be paid.</summary>
    FailedProvisional,
}

/// <summary>Why a payout is where it is (docs/lifecycle.md, "Reasons").</summary>
[GenerateSerializer, Alias("payouts.PayoutReason")]
public enum PayoutReason
{
    /// <summary>For now: Heleket's balance is too low.</summary>
    InsufficientFunds,

    /// <summary>For now: no active wallet in that coin at Heleket.</summary>
    WalletNotFound,

    /// <summary>For now: Heleket blocks payouts, for example 24 hours after a new key.</summary>
    PayoutsBlocked,

    /// <summary>For now: Heleket cannot be reached or is under maintenance.</summary>
    ProviderUnavailable,

    /// <summary>For now: too many requests.</summary>
    RateLimited,

    /// <summary>For now: a conversion failed.</summary>
    ConversionFailed,

    /// <summary>For now: Heleket does not accept our key or signature.</summary>
    AuthenticationFailed,

    /// <summary>For good: Heleket found a field invalid.</summary>
    ValidationFailed,

    /// <summary>For good: Heleket does not know the asset.</summary>
    CurrencyNotFound,

    /// <summary>For good: Heleket has no payout service for the pair.</summary>
    ServiceNotFound,

    /// <summary>For good: the amount is too small, for example below the fee.</summary>
    AmountTooSmall,

    /// <summary>For good: the amount is below the service's minimum.</summary>
    BelowMinimum,

    /// <summary>For good: the amount is above the service's maximum.</summary>
    AboveMaximum,

    /// <summary>For good: Heleket could not take it for the whole of <c>Payouts__QueueExpiry</c>.</summary>
    QueueExpired,

    /// <summary>For good: Heleket's final <c>fail</c>.</summary>
    ProviderFailed,

    /// <summary>For good: Heleket's final <c>system_fail</c>.</summary>
    ProviderSystemFailure,

    /// <summary>For good: refused in words that we do not know.</summary>
    Refused,

    /// <summary>The client cancelled before anything was sent.</summary>
    CancelledByClient,

    /// <summary>Heleket's final <c>cancel</c>.</summary>
    CancelledByProvider,

    /// <summary>Attention: what Heleket holds under our order id is not what we asked for.</summary>
    EchoMismatch,

    /// <summary>Attention: Heleket contradicts a final status.</summary>
    ContradictedFinal,
}

/// <summary>How the payout came about.</summary>
[GenerateSerializer, Alias("payouts.PayoutOrigin")]
public enum PayoutOrigin
{
    /// <summary>A person asked for it. The default.</summary>
    Manual,

    /// <summary>A schedule of the caller's asked for it.</summary>
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

/// <summary>Where a line of the response log came from.</summary>
[GenerateSerializer, Alias("payouts.LogSource")]
public enum LogSource
{
    /// <summary>A call of the REST API.</summary>
    Api,

    /// <summary>Heleket's answer to a create.</summary>
    Submit,

    /// <summary>Heleket's answer to a look-up.</summary>
    Poll,

    /// <summary>Heleket's webhook.</summary>
    Webhook,

    /// <summary>A person who operates the service.</summary>
    Operator,

    /// <summary>The service itself.</summary>
    System,
}
