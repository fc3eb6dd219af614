using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.OpenApi;

/// <summary>
/// The lists of words. What a request may say is a closed <c>enum</c>; what an answer says is a text that names the words known today, since a client that was
/// generated before a word was added must still read the answer (ADR 17).
/// </summary>
internal static class WordSchemas
{
    /// <summary>The extension that names the words of a list that may grow.</summary>
    public const string KnownWords = "x-extensible-enum";

    public static readonly NamedSchema Status = Sent<PayoutStatus>("Where a payout stands. It only moves down this list; the last three are final.");
    public static readonly NamedSchema Detail = Sent<PayoutDetail>("What a payout that is not final waits for.");
    public static readonly NamedSchema Origin = Sent<PayoutOrigin>("How a payout came about.");
    public static readonly NamedSchema FeePayer = Sent<FeePayer>("Who bears Heleket's fee. merchant: the receiver gets the amount. recipient: the fee comes out of it.");

    public static readonly NamedSchema StatusWord = Answered<PayoutStatus>("Where a payout stands. It only moves down this list; the last three are final.");
    public static readonly NamedSchema DetailWord = Answered<PayoutDetail>("What a payout waits for; null exactly when it is final.", orNull: true);
    public static readonly NamedSchema ReasonWord = Answered<PayoutReason>("Why a payout is where it is; null when there is nothing to say.", orNull: true);
    public static readonly NamedSchema OriginWord = Answered<PayoutOrigin>("How a payout came about.");
    public static readonly NamedSchema FeePayerWord = Answered<FeePayer>("Who bears Heleket's fee.");
    public static readonly NamedSchema SourceWord = Answered<LogSource>("From whom a line of the history was learned.");
    public static readonly NamedSchema WebhookResultWord = Open("WebhookResultWord", "Whether the webhook's order_id is known.", ["accepted", "unknown"]);
    public static readonly NamedSchema HealthWord = Open("HealthWord", "The good answer to what was asked.", ["live", "ready"]);
    public static readonly NamedSchema ProblemCode = Open("ProblemCode", "What programs compare; the last part of the problem's type.", [.. ProblemRegistry.All.Select(kind => kind.Code)]);

    private static NamedSchema Sent<TEnum>(string description)
        where TEnum : struct, Enum => new(typeof(TEnum).Name, _ => new()
        {
            Type = JsonSchemaType.String,
            Description = description,
            Enum = Nodes(EnumNames<TEnum>.All),
        });

    private static NamedSchema Answered<TEnum>(string description, bool orNull = false)
        where TEnum : struct, Enum => Open(typeof(TEnum).Name + "Word", description, [.. EnumNames<TEnum>.All], orNull);

    private static NamedSchema Open(string name, string description, string[] words, bool orNull = false) => new(name, _ => new()
    {
        Type = orNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String,
        Description = $"{description} Today: {string.Join(", ", words.Select(word => $"`{word}`"))}. Words may be added: take one that you do not know.",
        Examples = [words[0]],
        Extensions = new Dictionary<string, IOpenApiExtension> { [KnownWords] = new JsonNodeExtension(new JsonArray([.. Nodes(words)])) },
    });

    private static List<JsonNode> Nodes(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)JsonValue.Create(word))];
}
