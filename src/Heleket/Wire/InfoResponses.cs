using System.Text.Json;
using System.Text.RegularExpressions;

namespace Heleket.Wire;

/// <summary>Interprets the answer to a lookup (docs/heleket.md, "Info").</summary>
internal static partial class InfoResponses
{
    public static InfoOutcome Read(CallOutcome outcome, string? orderId, string? uuid) => outcome switch
    {
        CallOutcome.Responded { Response: { Status: 200, Envelope: { State: 0 } envelope } } => Found(envelope, orderId, uuid),
        CallOutcome.Responded { Response: { Status: 200 or 404 or 422, Envelope: { State: 1, Errors.Count: 0, Message: { } message } } }
            when NoPayout().IsMatch(message) => new InfoOutcome.NotFound(),
        CallOutcome.Responded { Response: { Envelope: { } envelope } response } => new InfoOutcome.Failed($"HTTP {response.Status}: {envelope.Words()}"),
        CallOutcome.Responded { Response: var response } => new InfoOutcome.Failed(response.Describe()),
        CallOutcome.Lost lost => new InfoOutcome.Failed(lost.Why),
        CallOutcome.NotSent notSent => new InfoOutcome.Failed(notSent.Why),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static InfoOutcome Found(Envelope envelope, string? orderId, string? uuid)
    {
        try
        {
            return envelope.Result?.Payout() switch
            {
                null => new InfoOutcome.Failed("The answer lacks the payout's uuid or status."),
                { OrderId: { } other } when orderId is not null && other != orderId => Another(),
                { Uuid: var other } when uuid is not null && !other.Equals(uuid, StringComparison.OrdinalIgnoreCase) => Another(),
                var payout => new InfoOutcome.Found(payout),
            };
        }
        catch (JsonException)
        {
            return new InfoOutcome.Failed("The answer's payout cannot be read.");
        }
    }

    private static InfoOutcome.Failed Another() => new("The answer is about another payout.");

    // A few complete sentences only: "Wallet not found" or "The terminal was not found" prove nothing about a payout.
    [GeneratedRegex(@"^(?:(?:the )?(?:payout|payment)(?: was)? not found|not found (?:payout|payment))[.!]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoPayout();
}
