using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Payouts.Gateway.Problems;

/// <summary>Every error that the gateway returns (docs/http-api.md, "Errors").</summary>
internal static class ProblemRegistry
{
    /// <summary>The scheme with which a caller presents its key.</summary>
    public const string Bearer = "Bearer";

    public static readonly ProblemKind ValidationFailed = new("validation-failed", 400, "The request is not valid",
        "One or more fields, parameters or headers are not valid. Each entry of \"errors\" points at one and explains what is wrong. Nothing was accepted; correct the request and send it again.");

    public static readonly ProblemKind MalformedJson = new("malformed-json", 400, "The body is not a JSON object",
        "The body has a syntax error, a duplicate member or text that is not valid Unicode, or is not an object. Nothing was accepted.");

    public static readonly ProblemKind InvalidIdempotencyKey = new("invalid-idempotency-key", 400, "The Idempotency-Key is not valid",
        "The header must be sent once, with 1 to 128 of A-Z a-z 0-9 . _ : ~ -, bare or in double quotes. Nothing was accepted.");

    public static readonly ProblemKind InvalidCursor = new("invalid-cursor", 400, "The cursor is not valid",
        "A cursor is opaque, and belongs to one list: send \"next_cursor\" of payouts or \"next_after\" of events back unchanged, or start again without one.");

    public static readonly ProblemKind MalformedWebhook = new("malformed-webhook", 400, "The webhook cannot be read",
        "The body is not a JSON object, has a second \"sign\", or is of a type other than payout. Nothing was changed.");

    public static readonly ProblemKind BadRequest = new("bad-request", 400, "The request is not valid HTTP",
        "The request could not be read as HTTP. Nothing was accepted.");

    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "A valid API key is required",
        "Send \"Authorization: Bearer KEY\" with a key that is configured for this service.")
    { Challenge = Bearer };

    public static readonly ProblemKind InvalidSignature = new("invalid-signature", 401, "The webhook is not signed by Heleket",
        "The signature is missing or wrong. Nothing further was read.")
    { Challenge = "Heleket-Signature" };

    public static readonly ProblemKind Forbidden = new("forbidden", 403, "The key may not do this",
        "The key is valid, but it lacks the required scope or is bound to another client.");

    public static readonly ProblemKind PersonRequired = new("person-required", 403, "Only a person may do this",
        "The key belongs to nobody. Sign in, or call with a key that is configured for a person.");

    public static readonly ProblemKind SelfApproval = new("self-approval", 403, "A second person has to approve",
        "Who proposed or made something cannot approve it, whichever key or session he uses; nor can those who were shown a secret of the key that made it. Ask somebody else; you may withdraw it.");

    public static readonly ProblemKind ProposalNotFound = new("proposal-not-found", 404, "There is no such proposal",
        "No proposal for the policy has this id. One that was decided long ago may be forgotten.");

    public static readonly ProblemKind LimitNotFound = new("limit-not-found", 404, "There is no such limit",
        "The policy in force has no limit of this name. GET /limits lists those that it has.");

    public static readonly ProblemKind AddressNotFound = new("address-not-found", 404, "There is no such address",
        "The client's address book has no entry with this id.");

    public static readonly ProblemKind RoleRequired = new("role-required", 403, "Somebody in another role has to approve",
        "The payout's rule asks for approvals by people in certain roles, and those that this person could give are given. \"role\" names one that is still needed.");

    public static readonly ProblemKind KeyNotFound = new("key-not-found", 404, "There is no such key",
        "No API key has this id or name. A key that was revoked long ago may be forgotten.");

    public static readonly ProblemKind PauseNotFound = new("pause-not-found", 404, "There is no such pause",
        "Nothing is paused under this scope: nobody paused it, or the pause was lifted already.");

    public static readonly ProblemKind PayoutNotFound = new("payout-not-found", 404, "There is no such payout",
        "No payout with this id is visible to this key. If a create got no response, or a 503, this does not mean that it is safe to use a new key: the payout may still be stored a moment later. Repeat the create under the same Idempotency-Key; a new key is a second payment.");

    public static readonly ProblemKind EventNotFound = new("event-not-found", 404, "There is no such event",
        "No event with this id is visible to this key, or it happened so long ago that it is no longer kept.");

    public static readonly ProblemKind NotFound = new("not-found", 404, "Not found",
        "The path does not exist, or leads to something that this key may not see.");

    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "The method is not allowed on this path",
        "The Allow header lists the methods that the path supports.");

    public static readonly ProblemKind RequestTimeout = new("request-timeout", 408, "The body came too slowly",
        "The body of the request did not arrive in time. Nothing was accepted; send the same request again, under the same key.");

    public static readonly ProblemKind KeyNotActive = new("key-not-active", 409, "The key cannot be changed so",
        "It is revoked or expired; or it is configured, and gets another secret in the configuration; or it is the last key that may administer keys, which cannot be revoked; or there are as many keys as there may be, and one must be revoked first.");

    public static readonly ProblemKind ProposalClosed = new("proposal-closed", 409, "The proposal is closed",
        "Somebody has approved, rejected or withdrawn it, or nobody did in time. Nothing was changed; read it to see which.");

    public static readonly ProblemKind ProposalOutdated = new("proposal-outdated", 409, "The policy has changed since it was proposed",
        "Another version of the policy came into force after the proposal was made. Nothing was changed; look at that version, and propose the change again.");

    public static readonly ProblemKind PayoutNotCancellable = new("payout-not-cancellable", 409, "The payout can no longer be cancelled",
        "Something may have been sent already, or the payout is final. Read the payout to see its status; \"cancellable\" tells you in advance.");

    public static readonly ProblemKind NothingToLookUp = new("nothing-to-look-up", 409, "There is nothing to ask Heleket about",
        "Nothing of the payout was sent yet, it is just being sent, or it is final. Nothing was changed; \"actions\" of the payout tells you in advance.");

    public static readonly ProblemKind AttentionNotNeeded = new("attention-not-needed", 409, "The payout needs no attention",
        "Nobody has to look at the payout, so there is nothing to claim or resolve: somebody else may have resolved it, or Heleket's answer did. Read it.");

    public static readonly ProblemKind AddressSimilar = new("address-similar", 409, "The address looks like another one",
        "It begins and ends as an address of the book does, listed in \"similar_to\", and is another account: addresses are made so to be taken for one another. Nothing was added. Compare the two character by character; if both are meant, send \"acknowledge_similar\": true.");

    public static readonly ProblemKind NotAwaitingApproval = new("not-awaiting-approval", 409, "The payout does not wait for people",
        "It was approved, rejected or cancelled meanwhile, its time is over, or no rule ever asked for it. Nothing was changed; \"payout_status\" and \"payout_detail\" say where it is.");

    public static readonly ProblemKind SelectionDiffers = new("selection-differs", 409, "The payouts are not what was expected",
        "Their number, or the sum of an asset, differs from \"expect\"; \"found\" says what they are. Nothing was decided: look at them again.");

    public static readonly ProblemKind EventsExpired = new("events-expired", 410, "Events after this place are no longer kept",
        "Some of what happened after the cursor was deleted for its age, so it cannot be read event by event. Read the payouts themselves for what is missing, and go on from \"oldest\", a cursor to where the kept events begin.");

    public static readonly ProblemKind VersionMismatch = new("version-mismatch", 412, "It has changed meanwhile",
        "It is not at the version that If-Match names. Nothing was changed; read it, decide again, and send the new ETag.");

    public static readonly ProblemKind PayloadTooLarge = new("payload-too-large", 413, "The body is too large",
        "A request is at most 32 KiB, a webhook or a policy at most 64 KiB. Nothing was accepted.");

    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "The body is not JSON in UTF-8",
        "Send \"Content-Type: application/json\", in UTF-8 and without a content coding. Nothing was accepted.");

    public static readonly ProblemKind PolicyRefused = new("policy-refused", 422, "The policy refuses the payout",
        "\"rule\" names the rule that matches, or is null where the policy's default refuses. Nothing was accepted. POST /policy/check explains it.");

    public static readonly ProblemKind LimitExceeded = new("limit-exceeded", 422, "A limit has no room for the payout",
        "\"limit\" and \"window\" name it, and \"available_at\" says when it has room if nothing else comes; null means never: the amount is above the limit. Nothing was accepted.");

    public static readonly ProblemKind AddressNotAllowed = new("address-not-allowed", 422, "The address may not be paid to",
        "The client's address book does not have it as active; \"standing\" says what it is there: new, cooling or revoked. Add it, and wait for its time or have another person activate it.");

    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency-key-reused", 422, "The key was used for another request",
        "A payout exists under this key, and \"differs\" lists the fields in which it differs from this request. Nothing was changed. A new payout needs a new key; a repeat must be the same request.");

    public static readonly ProblemKind PreconditionRequired = new("precondition-required", 428, "If-Match is required",
        "Somebody else may have made a change in the meantime: send the ETag of the version you saw as If-Match.");

    public static readonly ProblemKind RateLimited = new("rate-limited", 429, "Too many requests at once",
        "The key has too many requests in flight, or Heleket was asked about the payout a moment ago. Nothing was accepted; wait for the time in Retry-After, then repeat the request.");

    public static readonly ProblemKind InternalError = new("internal-error", 500, "The gateway failed",
        "An error on our side, logged under \"trace_id\". Repeating the request under the same key is safe.");

    public static readonly ProblemKind Unavailable = new("unavailable", 503, "The service is temporarily unavailable",
        "Storage or the cluster did not respond, or the service could not read lately what is paused, and nothing was confirmed. Wait for the time in Retry-After, then repeat the same request: under the same key it makes one payout.");

    /// <summary>All of them, by status, then code.</summary>
    public static readonly ImmutableArray<ProblemKind> All =
    [
        BadRequest, InvalidCursor, InvalidIdempotencyKey, MalformedJson, MalformedWebhook, ValidationFailed,
        InvalidSignature, Unauthenticated, Forbidden, PersonRequired, RoleRequired, SelfApproval, AddressNotFound, EventNotFound, KeyNotFound, LimitNotFound, NotFound, PauseNotFound, PayoutNotFound, ProposalNotFound, MethodNotAllowed, RequestTimeout,
        AddressSimilar, AttentionNotNeeded, KeyNotActive, NotAwaitingApproval, NothingToLookUp, PayoutNotCancellable, ProposalClosed, ProposalOutdated, SelectionDiffers, EventsExpired, VersionMismatch, PayloadTooLarge, UnsupportedMediaType, AddressNotAllowed, IdempotencyKeyReused, LimitExceeded, PolicyRefused,
        PreconditionRequired, RateLimited, InternalError, Unavailable,
    ];

    /// <summary>Those of a request that <see cref="JsonRequest"/> reads, but for wrong fields.</summary>
    public static readonly ImmutableArray<ProblemKind> OfBodies = [MalformedJson, RequestTimeout, PayloadTooLarge, UnsupportedMediaType, BadRequest];

    private static readonly FrozenDictionary<string, ProblemKind> ByCode =
        All.ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>The kind with that code, or <see langword="null"/>.</summary>
    public static ProblemKind? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>
    /// The kind for a bare status from the framework. A transient failure gets a transient kind: a client gives up on a
    /// 400.
    /// </summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        401 => Unauthenticated,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        408 or 425 => RequestTimeout,
        413 => PayloadTooLarge,
        415 => UnsupportedMediaType,
        429 => RateLimited,
        502 or 503 or 504 => Unavailable,
        >= 500 => InternalError,
        _ => BadRequest,
    };
}
