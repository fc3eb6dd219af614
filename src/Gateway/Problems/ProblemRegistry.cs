using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Payouts.Gateway.Problems;

/// <summary>Every error that the gateway answers with (docs/http-api.md, "Errors"). There is no other.</summary>
internal static class ProblemRegistry
{
    /// <summary>The scheme in which a caller shows its key.</summary>
    public const string Bearer = "Bearer";

    public static readonly ProblemKind ValidationFailed = new("validation-failed", 400, "The request is not valid",
        "One or more fields, parameters or headers break a rule. Each member of \"errors\" points at one and says what is wrong. Nothing was accepted; correct the request and send it again.");

    public static readonly ProblemKind MalformedJson = new("malformed-json", 400, "The body is not a JSON object",
        "The body has a syntax error, a member twice, text that is not Unicode, or is not an object. Nothing was accepted.");

    public static readonly ProblemKind InvalidIdempotencyKey = new("invalid-idempotency-key", 400, "The Idempotency-Key is not valid",
        "The header holds 1 to 128 of A-Z a-z 0-9 . _ : ~ -, bare or in double quotes, once. Nothing was accepted.");

    public static readonly ProblemKind InvalidCursor = new("invalid-cursor", 400, "The cursor is not one of ours",
        "A cursor is opaque: send it exactly as \"next_cursor\" gave it, or start again without one.");

    public static readonly ProblemKind MalformedWebhook = new("malformed-webhook", 400, "The webhook cannot be read",
        "The body is not a JSON object, carries a second \"sign\", or is of a type other than payout. Nothing was changed.");

    public static readonly ProblemKind BadRequest = new("bad-request", 400, "The request is not proper HTTP",
        "The request could not be read as HTTP. Nothing was accepted.");

    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "A valid key is needed",
        "Send \"Authorization: Bearer KEY\" with a key that this service knows.")
    { Challenge = Bearer };

    public static readonly ProblemKind InvalidSignature = new("invalid-signature", 401, "The webhook is not signed by Heleket",
        "The signature is missing or wrong. Nothing further was read.")
    { Challenge = "Heleket-Signature" };

    public static readonly ProblemKind Forbidden = new("forbidden", 403, "The key may not do this",
        "The key is genuine, but lacks the scope that the call needs or is bound to another client.");

    public static readonly ProblemKind PayoutNotFound = new("payout-not-found", 404, "There is no such payout",
        "No payout that this key may see has this id. After a create that was not answered, or answered 503, this is no licence for a new key: the payout may be stored a moment later. Repeat the create under the same Idempotency-Key; a new key is a second payment.");

    public static readonly ProblemKind NotFound = new("not-found", 404, "There is nothing here",
        "The path leads nowhere, or to something that this key may not see.");

    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "The path does not take this method",
        "The Allow header names the methods that the path takes.");

    public static readonly ProblemKind RequestTimeout = new("request-timeout", 408, "The body came too slowly",
        "The body of the request did not come in time. Nothing was accepted; send the same request again, under the same key.");

    public static readonly ProblemKind PayoutNotCancellable = new("payout-not-cancellable", 409, "The payout can no longer be cancelled",
        "Something may have been sent already, or the payout is final. Read the payout to see where it stands; \"cancellable\" says beforehand.");

    public static readonly ProblemKind VersionMismatch = new("version-mismatch", 412, "The payout has changed",
        "The payout is not at the version that If-Match names. Nothing was changed; read it, decide again, and send the new ETag.");

    public static readonly ProblemKind PayloadTooLarge = new("payload-too-large", 413, "The body is too large",
        "A payout request is at most 32 KiB, a webhook at most 64 KiB. Nothing was accepted.");

    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "The body is not JSON in UTF-8",
        "Send \"Content-Type: application/json\", in UTF-8 and without a content coding. Nothing was accepted.");

    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency-key-reused", 422, "The key was used for another request",
        "A payout exists under this key, and \"differs\" names the fields in which it differs from this request. Nothing was changed. A new payout needs a new key; a repeat must be the same request.");

    public static readonly ProblemKind PreconditionRequired = new("precondition-required", 428, "If-Match is needed",
        "The call changes what another person may have changed: send the ETag of the version you saw as If-Match.");

    public static readonly ProblemKind RateLimited = new("rate-limited", 429, "Too many requests at once",
        "The key has too many requests in flight. Nothing was accepted; wait as long as Retry-After says and repeat.");

    public static readonly ProblemKind InternalError = new("internal-error", 500, "The gateway failed",
        "A fault of ours, logged under \"trace_id\". Repeating the request under the same key is safe.");

    public static readonly ProblemKind Unavailable = new("unavailable", 503, "The service is out of reach for the moment",
        "Storage or the cluster did not answer, and nothing was confirmed. Wait as long as Retry-After says and repeat the same request: under the same key it makes one payout.");

    /// <summary>All of them, by status, then code.</summary>
    public static readonly ImmutableArray<ProblemKind> All =
    [
        BadRequest, InvalidCursor, InvalidIdempotencyKey, MalformedJson, MalformedWebhook, ValidationFailed,
        InvalidSignature, Unauthenticated, Forbidden, NotFound, PayoutNotFound, MethodNotAllowed, RequestTimeout,
        PayoutNotCancellable, VersionMismatch, PayloadTooLarge, UnsupportedMediaType, IdempotencyKeyReused,
        PreconditionRequired, RateLimited, InternalError, Unavailable,
    ];

    private static readonly FrozenDictionary<string, ProblemKind> ByCode =
        All.ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>The kind with that code, or <see langword="null"/>.</summary>
    public static ProblemKind? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The kind for an answer that the framework gave by status alone. What passes by itself has a kind that says so: a client that is told "400" gives up.</summary>
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
