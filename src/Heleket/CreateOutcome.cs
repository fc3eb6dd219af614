namespace Heleket;

/// <summary>
/// The outcome of a create. The cases are kept apart because money depends on it: only <see cref="Refused"/>,
/// <see cref="RefusedBefore"/> and <see cref="NotSent"/> mean that nothing was created
/// (docs/lifecycle.md, "Answers to a create, by class").
/// </summary>
public abstract record CreateOutcome
{
    private CreateOutcome()
    {
    }

    /// <summary>Heleket has the payout, and its echo matches the request.</summary>
    /// <param name="Payout">The payout as Heleket returned it.</param>
    public sealed record Accepted(PayoutInfo Payout) : CreateOutcome;

    /// <summary>
    /// Heleket has a payout under this order id that does not match the request. It exists, but it is not ours.
    /// </summary>
    /// <param name="Payout">The payout as Heleket returned it.</param>
    /// <param name="Differs">Wire names of the members that differ.</param>
    public sealed record EchoMismatch(PayoutInfo Payout, IReadOnlyList<string> Differs) : CreateOutcome;

    /// <summary>Heleket definitely refused; nothing was created.</summary>
    /// <param name="Reason">The reason, which also determines whether the refusal is transient.</param>
    /// <param name="Message">Heleket's message, at most 500 characters.</param>
    public sealed record Refused(RefusalReason Reason, string Message) : CreateOutcome;

    /// <summary>
    /// Something in front of Heleket's API (a firewall, a proxy, a CDN) refused with a 4xx whose message is not
    /// Heleket's. The request did not reach the API, so it created nothing and may be sent again. This proves nothing
    /// about an earlier request under the same order id.
    /// </summary>
    /// <param name="Message">The status, and the message if there was one, at most 600 characters.</param>
    public sealed record RefusedBefore(string Message) : CreateOutcome;

    /// <summary>Provably no byte of the request was sent: connection refused, DNS, TLS, or an open circuit.</summary>
    /// <param name="Message">What happened, without addresses or keys.</param>
    public sealed record NotSent(string Message) : CreateOutcome;

    /// <summary>Anything else. A payout may exist: look it up by order id and assume nothing.</summary>
    /// <param name="Message">What happened, without addresses or keys.</param>
    public sealed record Unknown(string Message) : CreateOutcome;
}

/// <summary>Why Heleket refused a create (docs/heleket.md, "Error messages").</summary>
public enum RefusalReason
{
    /// <summary><c>Not enough funds</c>, <c>Not enough balance for convert …</c>. Transient.</summary>
    InsufficientFunds,

    /// <summary><c>Wallet not found</c>. Transient.</summary>
    WalletNotFound,

    /// <summary><c>You are forbidden</c>. Transient, for example 24 hours after a new key.</summary>
    PayoutsBlocked,

    /// <summary><c>The terminal was not found</c>: maintenance. Transient.</summary>
    ProviderUnavailable,

    /// <summary>HTTP 429. Transient.</summary>
    RateLimited,

    /// <summary><c>Error convert …</c>. Transient.</summary>
    ConversionFailed,

    /// <summary>HTTP 401 or <c>Invalid Sign.</c>. Transient: it ends once the configuration is corrected.</summary>
    AuthenticationFailed,

    /// <summary>422 with <c>errors</c>. Permanent.</summary>
    ValidationFailed,

    /// <summary><c>The currency was not found</c>. Permanent.</summary>
    CurrencyNotFound,

    /// <summary><c>The service was not found</c>, <c>Not found service to_currency</c>. Permanent.</summary>
    ServiceNotFound,

    /// <summary><c>The withdrawal amount is too small</c>. Permanent.</summary>
    AmountTooSmall,

    /// <summary><c>Minimum amount …</c>. Permanent.</summary>
    BelowMinimum,

    /// <summary><c>Maximum amount …</c>. Permanent.</summary>
    AboveMaximum,

    /// <summary>Any other definite refusal. Permanent.</summary>
    Other,
}

/// <summary>Classifies refusal reasons for retries.</summary>
public static class RefusalReasons
{
    /// <summary>Whether the same request may succeed later under the same order id.</summary>
    public static bool IsTransient(this RefusalReason reason) => reason is RefusalReason.InsufficientFunds or RefusalReason.WalletNotFound
        or RefusalReason.PayoutsBlocked or RefusalReason.ProviderUnavailable or RefusalReason.RateLimited
        or RefusalReason.ConversionFailed or RefusalReason.AuthenticationFailed;
}

/// <summary>The outcome of a lookup with <c>/v1/payout/info</c>. Only the first two cases are evidence.</summary>
public abstract record InfoOutcome
{
    private InfoOutcome()
    {
    }

    /// <summary>Heleket has the payout.</summary>
    /// <param name="Payout">The payout as Heleket returned it.</param>
    public sealed record Found(PayoutInfo Payout) : InfoOutcome;

    /// <summary>Heleket states readably and explicitly that it has no such payout.</summary>
    public sealed record NotFound : InfoOutcome;

    /// <summary>
    /// No readable answer, or one about something else (signature, rate limit). It proves nothing about the payout.
    /// </summary>
    /// <param name="Message">What happened, without addresses or keys.</param>
    public sealed record Failed(string Message) : InfoOutcome;
}
