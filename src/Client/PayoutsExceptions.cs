namespace Payouts.Client;

/// <summary>The request is not valid: correct it.</summary>
/// <param name="problem">What was answered.</param>
public sealed class ValidationFailedException(Problem problem) : PayoutsException(problem)
{
    /// <summary>Every error, with a pointer to what is wrong. Empty for what is no field: a body that is no JSON, for example.</summary>
    public IReadOnlyList<FieldError> Errors => Problem!.Errors;
}

/// <summary>A payout exists under this key, from another request: nothing was changed. A new payout needs a new key.</summary>
/// <param name="problem">What was answered.</param>
public sealed class KeyReusedException(Problem problem) : PayoutsException(problem)
{
    /// <summary>The fields that differ.</summary>
    public IReadOnlyList<string> Differs => Problem!.Differs;
}

/// <summary>There is no such thing, or this key may not see it.</summary>
/// <param name="problem">What was answered.</param>
public sealed class NotFoundException(Problem problem) : PayoutsException(problem);

/// <summary>Something may have been sent already, or the payout is final.</summary>
/// <param name="problem">What was answered.</param>
public sealed class NotCancellableException(Problem problem) : PayoutsException(problem);

/// <summary>It has changed since: read it, decide again, and name the new version.</summary>
/// <param name="problem">What was answered.</param>
public sealed class VersionMismatchException(Problem problem) : PayoutsException(problem);

/// <summary>The key is not valid.</summary>
/// <param name="problem">What was answered.</param>
public sealed class UnauthenticatedException(Problem problem) : PayoutsException(problem);

/// <summary>The key may not do this.</summary>
/// <param name="problem">What was answered.</param>
public sealed class ForbiddenException(Problem problem) : PayoutsException(problem);

/// <summary>Too many requests; nothing was accepted.</summary>
/// <param name="problem">What was answered.</param>
/// <param name="retryAfter">How long to wait, if the service said it.</param>
public sealed class RateLimitedException(Problem problem, TimeSpan? retryAfter) : PayoutsException(problem)
{
    /// <summary>How long to wait, if the service said it.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <inheritdoc/>
    public override bool IsRetryable => true;
}

/// <summary>The service is out of reach, too slow, or cannot answer now; or it failed. Nothing was created by this call that <see cref="OutcomeUnknownException"/> would not tell.</summary>
/// <param name="message">For people.</param>
/// <param name="problem">What was answered last.</param>
/// <param name="innerException">The cause.</param>
public sealed class UnavailableException(string message, Problem? problem, Exception? innerException) : PayoutsException(message, problem, innerException)
{
    /// <inheritdoc/>
    public override bool IsRetryable => true;
}

/// <summary>An answer came that this release cannot read: an amount, for example, that a <see cref="decimal"/> cannot hold.</summary>
/// <param name="message">For people.</param>
/// <param name="innerException">The cause.</param>
public sealed class UnreadableAnswerException(string message, Exception? innerException) : PayoutsException(message, null, innerException);

/// <summary>Events after this cursor are no longer kept: read the payouts themselves for what is missing, and go on from <see cref="Oldest"/>.</summary>
/// <param name="problem">What was answered.</param>
public sealed class EventsExpiredException(Problem problem) : PayoutsException(problem)
{
    /// <summary>The cursor to where the events begin that are kept.</summary>
    public string? Oldest => Problem!.Oldest;
}

/// <summary>
/// A create may have arrived, and its answer was lost: the payout may exist. Repeat the same request under the same key, now or after a restart, or
/// look under <see cref="PayoutId"/>. Another key would be a second payment.
/// </summary>
/// <param name="payoutId">The id that the payout has if it exists.</param>
/// <param name="idempotencyKey">The key of the create.</param>
/// <param name="problem">What was answered last.</param>
/// <param name="innerException">The cause.</param>
public sealed class OutcomeUnknownException(string? payoutId, string? idempotencyKey, Problem? problem, Exception? innerException)
    : PayoutsException($"The payout {payoutId ?? "of this request"} may have been created: no answer says so. Repeat the same request under the same key.", problem, innerException)
{
    /// <summary>The id that the payout has if it exists; <see langword="null"/> only if the service derives the key, or the body names no client.</summary>
    public string? PayoutId => payoutId;

    /// <summary>The key of the create; <see langword="null"/> if the service derives it from the content.</summary>
    public string? IdempotencyKey => idempotencyKey;

    /// <inheritdoc/>
    public override bool IsRetryable => true;
}

/// <summary>A webhook is not what it must be: not signed with a known secret, too old, or nothing that can be read. Answer it with 400.</summary>
/// <param name="message">For people; nothing of the webhook is in it.</param>
/// <param name="innerException">The cause.</param>
public sealed class InvalidWebhookException(string message, Exception? innerException = null) : PayoutsException(message, null, innerException);
