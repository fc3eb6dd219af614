using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What went wrong, for programs to compare.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<ProblemCode>))]
public readonly record struct ProblemCode(string Value) : IWord<ProblemCode>
{
    /// <summary>400: not valid HTTP.</summary>
    public static readonly ProblemCode BadRequest = new("bad-request");

    /// <summary>400: the cursor was not issued by the service for this list.</summary>
    public static readonly ProblemCode InvalidCursor = new("invalid-cursor");

    /// <summary>400: the key has other characters, or more of them.</summary>
    public static readonly ProblemCode InvalidIdempotencyKey = new("invalid-idempotency-key");

    /// <summary>400: the body is not a JSON object.</summary>
    public static readonly ProblemCode MalformedJson = new("malformed-json");

    /// <summary>400: Heleket's webhook cannot be read.</summary>
    public static readonly ProblemCode MalformedWebhook = new("malformed-webhook");

    /// <summary>400: fields, parameters or headers are not valid; each error points at one.</summary>
    public static readonly ProblemCode ValidationFailed = new("validation-failed");

    /// <summary>401: not signed by Heleket.</summary>
    public static readonly ProblemCode InvalidSignature = new("invalid-signature");

    /// <summary>401: no valid key.</summary>
    public static readonly ProblemCode Unauthenticated = new("unauthenticated");

    /// <summary>403: the key may not do this.</summary>
    public static readonly ProblemCode Forbidden = new("forbidden");

    /// <summary>404: no such event, or none any more.</summary>
    public static readonly ProblemCode EventNotFound = new("event-not-found");

    /// <summary>404: no such path.</summary>
    public static readonly ProblemCode NotFound = new("not-found");

    /// <summary>404: no such payout, for this key.</summary>
    public static readonly ProblemCode PayoutNotFound = new("payout-not-found");

    /// <summary>405: not with this method.</summary>
    public static readonly ProblemCode MethodNotAllowed = new("method-not-allowed");

    /// <summary>408: the body came too slowly; nothing was accepted.</summary>
    public static readonly ProblemCode RequestTimeout = new("request-timeout");

    /// <summary>409: something may have been sent, or it is final.</summary>
    public static readonly ProblemCode PayoutNotCancellable = new("payout-not-cancellable");

    /// <summary>410: events after this cursor are no longer kept.</summary>
    public static readonly ProblemCode EventsExpired = new("events-expired");

    /// <summary>412: it has changed since.</summary>
    public static readonly ProblemCode VersionMismatch = new("version-mismatch");

    /// <summary>413: the body is too large.</summary>
    public static readonly ProblemCode PayloadTooLarge = new("payload-too-large");

    /// <summary>415: the body is not JSON in UTF-8.</summary>
    public static readonly ProblemCode UnsupportedMediaType = new("unsupported-media-type");

    /// <summary>422: the key was used for another request.</summary>
    public static readonly ProblemCode IdempotencyKeyReused = new("idempotency-key-reused");

    /// <summary>428: If-Match is required.</summary>
    public static readonly ProblemCode PreconditionRequired = new("precondition-required");

    /// <summary>429: too many requests; nothing was accepted.</summary>
    public static readonly ProblemCode RateLimited = new("rate-limited");

    /// <summary>500: the service failed.</summary>
    public static readonly ProblemCode InternalError = new("internal-error");

    /// <summary>503: storage or cluster out of reach; nothing was confirmed.</summary>
    public static readonly ProblemCode Unavailable = new("unavailable");

    /// <summary>409: nothing was sent yet, or it is final.</summary>
    public static readonly ProblemCode NothingToLookUp = new("nothing-to-look-up");

    /// <summary>409: nobody has to look at it.</summary>
    public static readonly ProblemCode AttentionNotNeeded = new("attention-not-needed");

    /// <summary>403: only a person may do this.</summary>
    public static readonly ProblemCode PersonRequired = new("person-required");

    /// <summary>403: who made it cannot approve it.</summary>
    public static readonly ProblemCode SelfApproval = new("self-approval");

    /// <summary>404: no such proposal, or none any more.</summary>
    public static readonly ProblemCode ProposalNotFound = new("proposal-not-found");

    /// <summary>409: it is decided, or expired.</summary>
    public static readonly ProblemCode ProposalClosed = new("proposal-closed");

    /// <summary>409: the policy has changed since it was proposed.</summary>
    public static readonly ProblemCode ProposalOutdated = new("proposal-outdated");

    /// <summary>404: no such key.</summary>
    public static readonly ProblemCode KeyNotFound = new("key-not-found");

    /// <summary>409: the key expired or was revoked.</summary>
    public static readonly ProblemCode KeyNotActive = new("key-not-active");

    /// <summary>403: somebody in another role has to approve.</summary>
    public static readonly ProblemCode RoleRequired = new("role-required");

    /// <summary>409: the payout does not wait for people.</summary>
    public static readonly ProblemCode NotAwaitingApproval = new("not-awaiting-approval");

    /// <summary>409: the payouts are not what was expected.</summary>
    public static readonly ProblemCode SelectionDiffers = new("selection-differs");

    /// <summary>404: the policy in force has no such limit.</summary>
    public static readonly ProblemCode LimitNotFound = new("limit-not-found");

    /// <summary>422: the policy refuses the payout.</summary>
    public static readonly ProblemCode PolicyRefused = new("policy-refused");

    /// <summary>422: a limit has no room for the payout.</summary>
    public static readonly ProblemCode LimitExceeded = new("limit-exceeded");

    /// <summary>404: nothing is paused under this scope.</summary>
    public static readonly ProblemCode PauseNotFound = new("pause-not-found");

    /// <summary>404: no such entry in the address book.</summary>
    public static readonly ProblemCode AddressNotFound = new("address-not-found");

    /// <summary>409: the address looks like an entry of the book.</summary>
    public static readonly ProblemCode AddressSimilar = new("address-similar");

    /// <summary>422: the address book does not have the address as active.</summary>
    public static readonly ProblemCode AddressNotAllowed = new("address-not-allowed");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static ProblemCode IWord<ProblemCode>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
