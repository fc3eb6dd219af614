namespace Heleket;

/// <summary>
/// What became of a create. The cases are kept apart because money depends on it: only <see cref="Refused"/>, <see cref="RefusedBefore"/> and
/// <see cref="NotSent"/> say that nothing was created (docs/lifecycle.md, "Answers to a create, by class").
/// </summary>
public abstract record CreateOutcome
{
    private CreateOutcome()
    {
    }

    /// <summary>Heleket has it, and its echo is what was asked for.</summary>
    /// <param name="Payout">As Heleket shows it.</param>
    public sealed record Accepted(PayoutInfo Payout) : CreateOutcome;

    /// <summary>Heleket has a payout under this order id that is not what was asked for. Something exists; it is not ours.</summary>
    /// <param name="Payout">As Heleket shows it.</param>
    /// <param name="Differs">Wire names of the members that differ.</param>
    public sealed record EchoMismatch(PayoutInfo Payout, IReadOnlyList<string> Differs) : CreateOutcome;

    /// <summary>Heleket definitely refused; nothing was created.</summary>
    /// <param name="Reason">Which refusal; it knows whether it is transient.</param>
    /// <param name="Message">Heleket's words, at most 500 characters.</param>
    public sealed record Refused(RefusalReason Reason, string Message) : CreateOutcome;

    /// <summary>
    /// What stands before Heleket's API refused (a firewall, a proxy, a CDN): a 4xx that is not in Heleket's words. The request did not get there, so
    /// nothing was created by it, and it may be sent again. Of an earlier request under the same order id it says nothing.
    /// </summary>
    /// <param name="Message">The status, and the words if there were any, at most 600 characters.</param>
    public sealed record RefusedBefore(string Message) : CreateOutcome;

    /// <summary>Provably no byte of the request left: connection refused, DNS, TLS, or an open circuit.</summary>
    /// <param name="Message">What happened, without addresses or keys.</param>
    public sealed record NotSent(string Message) : CreateOutcome;

    /// <summary>Anything else. A payout may exist: ask by order id, never conclude.</summary>
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

    /// <summary>HTTP 401 or <c>Invalid Sign.</c>. Transient: it ends when the configuration is mended.</summary>
    AuthenticationFailed,

    /// <summary>422 with <c>errors</c>. For good.</summary>
    ValidationFailed,

    /// <summary><c>The currency was not found</c>. For good.</summary>
    CurrencyNotFound,

    /// <summary><c>The service was not found</c>, <c>Not found service to_currency</c>. For good.</summary>
    ServiceNotFound,

    /// <summary><c>The withdrawal amount is too small</c>. For good.</summary>
    AmountTooSmall,

    /// <summary><c>Minimum amount …</c>. For good.</summary>
    BelowMinimum,

    /// <summary><c>Maximum amount …</c>. For good.</summary>
    AboveMaximum,

    /// <summary>Any other definite refusal. For good.</summary>
    Other,
}

/// <summary>What the reasons mean for a retry.</summary>
public static class RefusalReasons
{
    /// <summary>Whether the same request may succeed later, under the same order id.</summary>
    public static bool IsTransient(this RefusalReason reason) => reason is RefusalReason.InsufficientFunds or RefusalReason.WalletNotFound
        or RefusalReason.PayoutsBlocked or RefusalReason.ProviderUnavailable or RefusalReason.RateLimited
        or RefusalReason.ConversionFailed or RefusalReason.AuthenticationFailed;
}

/// <summary>What became of a look-up by <c>/v1/payout/info</c>. Only the first two are evidence.</summary>
public abstract record InfoOutcome
{
    private InfoOutcome()
    {
    }

    /// <summary>Heleket has it.</summary>
    /// <param name="Payout">As Heleket shows it.</param>
    public sealed record Found(PayoutInfo Payout) : InfoOutcome;

    /// <summary>Heleket says, readably and in so many words, that it has none.</summary>
    public sealed record NotFound : InfoOutcome;

    /// <summary>No answer that could be read, or one about something else (signature, rate). Says nothing about the payout.</summary>
    /// <param name="Message">What happened, without addresses or keys.</param>
    public sealed record Failed(string Message) : InfoOutcome;
}
