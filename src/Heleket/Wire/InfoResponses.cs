using System.Text.Json;
using System.Text.RegularExpressions;

namespace Heleket.Wire;

/// <summary>What an answer to a look-up means (heleket-payout-api.md 2.2).</summary>
internal static partial class InfoAnswers
{
    public static InfoOutcome Read(Reply reply, string? orderId, string? uuid) => reply switch
    {
        Reply.Answered { Answer: { Status: 200, Envelope: { State: 0 } envelope } } => Found(envelope, orderId, uuid),
        Reply.Answered { Answer: { Status: 200 or 404 or 422, Envelope: { State: 1, Errors.Count: 0, Message: { } message } } }
            when NoPayout().IsMatch(message) => new InfoOutcome.NotFound(),
        Reply.Answered { Answer: { Envelope: { } envelope } answer } => new InfoOutcome.Failed($"HTTP {answer.Status}: {envelope.Words()}"),
        Reply.Answered { Answer: var answer } => new InfoOutcome.Failed(answer.Describe()),
        Reply.Lost lost => new InfoOutcome.Failed(lost.Why),
        Reply.NotSent notSent => new InfoOutcome.Failed(notSent.Why),
        _ => throw new ArgumentOutOfRangeException(nameof(reply)),
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

    // Few and whole sentences: "Wallet not found" or "The terminal was not found" say nothing about a payout.
    [GeneratedRegex(@"^(?:(?:the )?(?:payout|payment)(?: was)? not found|not found (?:payout|payment))[.!]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoPayout();
}
