using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Why a payout is where it is.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<PayoutReason>))]
public readonly record struct PayoutReason(string Value) : IWord<PayoutReason>
{
    /// <summary>Passes: the balance at Heleket is too low.</summary>
    public static readonly PayoutReason InsufficientFunds = new("insufficient_funds");

    /// <summary>Passes: no active wallet in that coin at Heleket.</summary>
    public static readonly PayoutReason WalletNotFound = new("wallet_not_found");

    /// <summary>Passes: Heleket blocks payouts.</summary>
    public static readonly PayoutReason PayoutsBlocked = new("payouts_blocked");

    /// <summary>Passes: Heleket is out of reach or under maintenance.</summary>
    public static readonly PayoutReason ProviderUnavailable = new("provider_unavailable");

    /// <summary>Passes: too many requests.</summary>
    public static readonly PayoutReason RateLimited = new("rate_limited");

    /// <summary>Passes: a conversion failed.</summary>
    public static readonly PayoutReason ConversionFailed = new("conversion_failed");

    /// <summary>Passes: Heleket does not accept the service's key or signature.</summary>
    public static readonly PayoutReason AuthenticationFailed = new("authentication_failed");

    /// <summary>Stays: Heleket found a field invalid.</summary>
    public static readonly PayoutReason ValidationFailed = new("validation_failed");

    /// <summary>Stays: Heleket does not know the asset.</summary>
    public static readonly PayoutReason CurrencyNotFound = new("currency_not_found");

    /// <summary>Stays: Heleket has no payout service for the pair.</summary>
    public static readonly PayoutReason ServiceNotFound = new("service_not_found");

    /// <summary>Stays: the amount is too small, below the fee for example.</summary>
    public static readonly PayoutReason AmountTooSmall = new("amount_too_small");

    /// <summary>Stays: the amount is below the minimum.</summary>
    public static readonly PayoutReason BelowMinimum = new("below_minimum");

    /// <summary>Stays: the amount is above the maximum.</summary>
    public static readonly PayoutReason AboveMaximum = new("above_maximum");

    /// <summary>Stays: Heleket could not take it in time.</summary>
    public static readonly PayoutReason QueueExpired = new("queue_expired");

    /// <summary>Stays: Heleket's final fail.</summary>
    public static readonly PayoutReason ProviderFailed = new("provider_failed");

    /// <summary>Stays: Heleket's final system_fail.</summary>
    public static readonly PayoutReason ProviderSystemFailure = new("provider_system_failure");

    /// <summary>Stays: refused with an error that the service does not know.</summary>
    public static readonly PayoutReason Refused = new("refused");

    /// <summary>Cancelled before anything was sent.</summary>
    public static readonly PayoutReason CancelledByClient = new("cancelled_by_client");

    /// <summary>Heleket's final cancel.</summary>
    public static readonly PayoutReason CancelledByProvider = new("cancelled_by_provider");

    /// <summary>Attention: what Heleket holds is not what was asked for.</summary>
    public static readonly PayoutReason EchoMismatch = new("echo_mismatch");

    /// <summary>Attention: Heleket contradicts a final status.</summary>
    public static readonly PayoutReason ContradictedFinal = new("contradicted_final");

    /// <summary>Passes: a pause holds it back.</summary>
    public static readonly PayoutReason Paused = new("paused");

    /// <summary>Passes: the service could not read lately what is paused, and sends nothing until it has.</summary>
    public static readonly PayoutReason ControlsUnavailable = new("controls_unavailable");

    /// <summary>Waits for approvals that a rule asks for.</summary>
    public static readonly PayoutReason ApprovalRequired = new("approval_required");

    /// <summary>Waits until somebody lets it go: a rule holds it.</summary>
    public static readonly PayoutReason Held = new("held");

    /// <summary>Cancelled: somebody who could have approved it rejected it.</summary>
    public static readonly PayoutReason Rejected = new("rejected");

    /// <summary>Cancelled: nobody approved it in its time.</summary>
    public static readonly PayoutReason ApprovalExpired = new("approval_expired");

    /// <summary>Passes: a limit has no room for it yet. Of a failed one: it never will.</summary>
    public static readonly PayoutReason LimitExceeded = new("limit_exceeded");

    /// <summary>Cancelled: its address was revoked before it was sent.</summary>
    public static readonly PayoutReason AddressRevoked = new("address_revoked");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static PayoutReason IWord<PayoutReason>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
