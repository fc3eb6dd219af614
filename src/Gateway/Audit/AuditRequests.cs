using System.Collections.Immutable;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Audit;

/// <summary>A verification that is asked for; the cursor is as it came.</summary>
internal sealed record VerificationAsked(string? PayoutId, DateTimeOffset? From, DateTimeOffset? To, string? Cursor);

/// <summary>Reads what is asked of the audit (docs/http-api.md, "Audit").</summary>
internal static class AuditRequests
{
    public const int MaxBodyBytes = 4 * 1024;
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
    public const int MaxWord = 200;

    /// <summary>In days, of an export.</summary>
    public const int MaxDays = 31;

    public static readonly ImmutableArray<string> ListParameters = ["limit", "cursor", "actor", "action", "target", "from", "to"];
    public static readonly ImmutableArray<string> ExportParameters = ["from", "to"];

    private static readonly ImmutableArray<string> VerificationMembers = ["payout_id", "from", "to", "cursor"];

    public static readonly NamedSchema VerificationSchema = new("AuditVerification", _ =>
    {
        var schema = Schemas.Object(
            "What is to be verified: a payout, or all of a time. Unknown members are rejected.",
            new()
            {
                ["payout_id"] = Text("This payout alone.", PayoutId.Pattern).OrNull(),
                ["from"] = Time("Payouts that were changed, checkpoints that were made since.").OrNull(),
                ["to"] = Time("Payouts that were made before.").OrNull(),
                ["cursor"] = Text("The next_cursor of the last answer.").OrNull(),
            },
            "payout_id", "from", "to", "cursor");
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    });

    public static VerificationAsked? Verification(JsonFields fields)
    {
        fields.RefuseOthers("a verification", VerificationMembers);
        var payout = fields.Optional("payout_id", text => PayoutId.IsValid(text) ? null : "must be a payout's id: 32 hexadecimal digits.");
        var from = fields.Optional<DateTimeOffset>("from", QueryFields.ReadTime);
        var to = fields.Optional<DateTimeOffset>("to", QueryFields.ReadTime);
        var cursor = fields.Optional("cursor", _ => null);
        if (payout is not null && (from is not null || to is not null || cursor is not null))
        {
            fields.Fault("/payout_id", "stands alone: a payout is verified whole.");
        }

        return new(payout, from, to, cursor);
    }

    public static (AuditQuery Query, string? Cursor, ImmutableArray<FieldError> Errors) List(IQueryCollection query)
    {
        var fields = new QueryFields(query);
        fields.RefuseOthers(ListParameters);
        var limit = fields.Whole("limit", 1, MaxLimit) ?? DefaultLimit;
        var cursor = fields.Cursor("cursor");
        var found = new AuditQuery(
            limit,
            Actor: fields.Text("actor", Word),
            Action: fields.Text("action", Word),
            Target: fields.Text("target", Word),
            From: fields.Value<DateTimeOffset>("from", QueryFields.ReadTime),
            To: fields.Value<DateTimeOffset>("to", QueryFields.ReadTime));
        return (found, cursor, fields.Errors);
    }

    public static (AuditExport? Export, ImmutableArray<FieldError> Errors) Export(IQueryCollection query)
    {
        var fields = new QueryFields(query);
        fields.RefuseOthers(ExportParameters, "an export");
        var from = fields.Required<DateTimeOffset>("from", QueryFields.ReadTime);
        var to = fields.Required("to", (string text, out DateTimeOffset time) => QueryFields.ReadTime(text, out time) ?? Later(from, time));
        return from is { } first && to is { } last && fields.Errors.IsEmpty ? (new(first, last), []) : (null, fields.Errors);
    }

    private static string? Word(string text) => TextRules.Free(text, MaxWord);

    private static string? Later(DateTimeOffset? from, DateTimeOffset to) =>
        to <= from ? "must be later than from."
        : to - from > TimeSpan.FromDays(MaxDays) ? $"must be at most {MaxDays} days after from."
        : null;
}
