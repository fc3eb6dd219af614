using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Approvals;

/// <summary>What a body says of a decision.</summary>
/// <param name="Role">The role in which the caller decides.</param>
/// <param name="Text">A note, or the reason of a rejection.</param>
internal sealed record AskedDecision(string? Role, string? Text);

/// <summary>Reads the bodies of decisions on one payout.</summary>
internal static class DecisionReader
{
    public const int MaxBodyBytes = 32 * 1024;
    public const int MaxTextLength = 500;
    private const int MaxRoleLength = 40;

    public static readonly NamedSchema Approval = new("PayoutApprovalBody", _ => Body("An approval. Unknown members are rejected.", new()
    {
        ["role"] = Text("The role in which the caller approves; needed only by who has several.", min: 1, max: MaxRoleLength).OrNull(),
        ["note"] = Text($"1 to {MaxTextLength} characters; it is kept in the history.", min: 1, max: MaxTextLength).OrNull(),
    }, ["role", "note"]));

    public static readonly NamedSchema Rejection = new("PayoutRejectionBody", _ => Body("A rejection. Unknown members are rejected.", new()
    {
        ["reason"] = Text($"1 to {MaxTextLength} characters; it is kept in the history.", min: 1, max: MaxTextLength),
    }, []));

    /// <summary>Reads the body; an approval needs none.</summary>
    public static Task<(AskedDecision? Asked, ProblemResult? Problem)> ReadAsync(HttpRequest http, ApprovalWord word, CancellationToken cancellationToken)
    {
        if (word == ApprovalWord.Approved && http.ContentLength is null or 0 && http.Headers.TransferEncoding.Count == 0)
        {
            return Task.FromResult<(AskedDecision?, ProblemResult?)>((new(null, null), null));
        }

        return JsonRequest.ReadAsync(
            http,
            MaxBodyBytes,
            fields =>
            {
                if (word == ApprovalWord.Rejected)
                {
                    fields.RefuseOthers("this request", ["reason"]);
                    return new AskedDecision(null, fields.Required("reason", Fault));
                }

                fields.RefuseOthers("this request", ["role", "note"]);
                return new AskedDecision(fields.Optional("role", text => TextRules.Free(text, MaxRoleLength)), fields.Optional("note", Fault));
            },
            cancellationToken);
    }

    /// <summary>The rule of a note or reason.</summary>
    public static string? Fault(string text) => TextRules.Said(text, MaxTextLength);

    private static OpenApiSchema Body(string description, Dictionary<string, IOpenApiSchema> members, string[] optional)
    {
        var schema = Object(description, members, optional);
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    }
}
