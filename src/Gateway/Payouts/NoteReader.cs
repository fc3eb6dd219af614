using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Payouts;

/// <summary>Reads a body whose only member is a person's note.</summary>
internal static class NoteReader
{
    private const int MaxLength = 1000;
    private const string Member = "note";

    public static readonly NamedSchema Claim = new("AttentionClaim", _ => Body("Who works on it says so. Unknown members are rejected.", isOptional: true));

    public static readonly NamedSchema Resolution = new("AttentionResolution", _ => Body("What was found. Unknown members are rejected.", isOptional: false));

    /// <summary>Reads the note, with line feeds where it has line breaks of any kind.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isRequired">Whether there must be one.</param>
    /// <param name="cancellationToken">Ends the wait for the body.</param>
    /// <returns>The note, if there is one, or what is wrong.</returns>
    public static Task<(string? Note, ProblemResult? Problem)> ReadAsync(HttpRequest http, bool isRequired, CancellationToken cancellationToken) => JsonRequest.ReadAsync(
        http,
        CreatePayoutEndpoint.MaxBodyBytes,
        fields =>
        {
            fields.RefuseOthers("this request", [Member]);
            var note = isRequired ? fields.Required(Member, Fault) : fields.Optional(Member, Fault);
            return note?.ReplaceLineEndings("\n");
        },
        cancellationToken);

    /// <summary>An example of a body.</summary>
    public static ImmutableArray<(string Name, JsonNode Value)> Example(string note) => [("note", new JsonObject { [Member] = note })];

    private static string? Fault(string text) =>
        text.Length > 0 && string.IsNullOrWhiteSpace(text) ? "must not be blank."
        : TextRules.Free(text.ReplaceLineEndings(" "), MaxLength);

    private static OpenApiSchema Body(string description, bool isOptional)
    {
        var note = Text($"1 to {MaxLength} characters, not all blank; no control character but line breaks. It is kept in the history.", min: 1, max: MaxLength);
        return Closed(description, new() { [Member] = isOptional ? note.OrNull() : note }, isOptional ? [Member] : []);
    }
}
