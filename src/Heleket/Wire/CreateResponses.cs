using System.Text.Json;

namespace Heleket.Wire;

/// <summary>
/// Interprets the answer to a create (docs/lifecycle.md, "Answers to a create, by class";
/// docs/heleket.md, "Error messages"). Only a message that was understood makes a refusal: a wrong
/// <see cref="CreateOutcome.Refused"/> pays twice, a wrong <see cref="CreateOutcome.Unknown"/> costs a lookup.
/// </summary>
internal static class CreateResponses
{
    // The 4xx statuses of Heleket itself (docs/heleket.md, "HTTP statuses"), besides 401.
    private const int Own = 422;

    private static readonly (string Prefix, RefusalReason Reason)[] KnownMessages =
    [
        ("Not enough funds", RefusalReason.InsufficientFunds),
        ("Not enough balance for convert", RefusalReason.InsufficientFunds),
        ("Wallet not found", RefusalReason.WalletNotFound),
        ("You are forbidden", RefusalReason.PayoutsBlocked),
        ("The terminal was not found", RefusalReason.ProviderUnavailable),
        ("Error convert", RefusalReason.ConversionFailed),
        ("Invalid Sign", RefusalReason.AuthenticationFailed),
        ("The currency was not found", RefusalReason.CurrencyNotFound),
        ("The service was not found", RefusalReason.ServiceNotFound),
        ("Not found service", RefusalReason.ServiceNotFound),
        ("The withdrawal amount is too small", RefusalReason.AmountTooSmall),
        ("Minimum amount", RefusalReason.BelowMinimum),
        ("Maximum amount", RefusalReason.AboveMaximum),
    ];

    public static CreateOutcome Read(CreatePayoutRequest asked, CallOutcome outcome) => outcome switch
    {
        CallOutcome.NotSent notSent => new CreateOutcome.NotSent(notSent.Why),
        CallOutcome.Lost lost => new CreateOutcome.Unknown(lost.Why),
        CallOutcome.Responded { Response: var response } => Read(asked, response),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static CreateOutcome Read(CreatePayoutRequest asked, Response response) => response switch
    {
        { Status: 401 or 429, Envelope: { State: 0 } or { IsAboutOrderId: true } } => Unknown(response),
        { Status: 429 } => Refused(RefusalReason.RateLimited, response.Envelope),
        { Status: 401 } => Refused(RefusalReason.AuthenticationFailed, response.Envelope),
        { Status: 200, Envelope: { State: 0 } envelope } => Echoed(asked, envelope),
        { Status: 200, Envelope: { State: 1 } envelope } => (CreateOutcome?)Refusal(envelope) ?? Unknown(response),
        { Status: 200, Envelope: { State: null, IsAboutOrderId: false } envelope } when Reason(envelope) is RefusalReason.AuthenticationFailed =>
            Refused(RefusalReason.AuthenticationFailed, envelope),

        // 408: a proxy's time limit. 409: the order id may already exist.
        { Status: >= 400 and < 500 and not (408 or 409) } => Rejected(response),
        _ => Unknown(response),
    };

    /// <summary>
    /// A 4xx is Heleket's if its message is. Others come from something in front of the API (a firewall, a proxy, a
    /// CDN) and settle nothing; but the outcome is unknown where the message may be about an existing payout and cannot
    /// be read or understood.
    /// </summary>
    private static CreateOutcome Rejected(Response response) => response switch
    {
        { Envelope: { State: 0 } or { IsAboutOrderId: true } } => Unknown(response),
        { Envelope: { } envelope } when IsInternalError(envelope) => Unknown(response),
        { Envelope: { State: 1, Errors.Count: 0 } envelope } when Reason(envelope) is { } known => Refused(known, envelope),
        { Envelope: { State: null } envelope } when Reason(envelope) is RefusalReason.AuthenticationFailed => Refused(RefusalReason.AuthenticationFailed, envelope),
        { Status: Own, Envelope: { State: 1 } envelope } => (CreateOutcome?)Refusal(envelope) ?? Unknown(response),
        { Status: Own, Envelope: null or { State: Envelope.OddState } or { Message: null, Errors.Count: 0 } } => Unknown(response),
        { Status: var status, Envelope.Message: { } words } => new CreateOutcome.RefusedBefore($"HTTP {status}, not in words of Heleket's: {words}"),
        { Status: var status } => new CreateOutcome.RefusedBefore($"HTTP {status}, not in words of Heleket's."),
    };

    private static CreateOutcome Echoed(CreatePayoutRequest asked, Envelope envelope)
    {
        try
        {
            return envelope.Result?.Payout() switch
            {
                null => new CreateOutcome.Unknown("The answer lacks the payout's uuid or status."),
                var payout when EchoCheck.Differences(asked, payout) is { Count: > 0 } differs => new CreateOutcome.EchoMismatch(payout, differs),
                // A member that was not returned was not compared.
                { Amount: null } or { Currency: null } or { Network: null } or { Address: null } =>
                    new CreateOutcome.Unknown("The answer lacks the payout's amount, currency, network or address."),
                var payout => new CreateOutcome.Accepted(payout),
            };
        }
        catch (JsonException)
        {
            return new CreateOutcome.Unknown("The answer's payout cannot be read.");
        }
    }

    /// <summary>
    /// <see langword="null"/> when it is not a definite refusal: no message, an internal error, or a message about the
    /// order id, which may mean that it exists (docs/heleket.md, "Contradictions").
    /// </summary>
    private static CreateOutcome.Refused? Refusal(Envelope envelope) => envelope switch
    {
        { IsAboutOrderId: true } => null,
        { Errors.Count: > 0 } => Refused(RefusalReason.ValidationFailed, envelope),
        { Message: null } => null,
        _ when IsInternalError(envelope) => null,
        _ => Refused(Reason(envelope) ?? RefusalReason.Other, envelope),
    };

    private static bool IsInternalError(Envelope envelope) => StartsWith(envelope, "Server error");

    private static RefusalReason? Reason(Envelope envelope) =>
        KnownMessages.Where(known => StartsWith(envelope, known.Prefix)).Select(known => (RefusalReason?)known.Reason).FirstOrDefault();

    private static bool StartsWith(Envelope envelope, string prefix) => envelope.Message?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ?? false;

    private static CreateOutcome.Refused Refused(RefusalReason reason, Envelope? envelope) => new(reason, envelope?.Words() ?? "No message.");

    private static CreateOutcome.Unknown Unknown(Response response) => new(response.Describe());
}
