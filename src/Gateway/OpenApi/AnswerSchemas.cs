using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.OpenApi;

/// <summary>What the gateway answers.</summary>
internal static class AnswerSchemas
{
    public static OpenApiSchema ForPayout(OpenApiDocument document) => Object("A payout as it is now.", new()
    {
        ["id"] = Text("32 hex digits; also Heleket's order_id.", PayoutIdPattern),
        ["idempotency_key"] = Text("The header's value, or what was derived from the content.", min: 1, max: 128),
        ["client_id"] = Text("The client.", TextRules.ClientIdPattern),
        ["asset"] = Text("Upper case."),
        ["network"] = Text("Upper case."),
        ["amount"] = Amount("Units of the asset, without needless zeros."),
        ["wallet_address"] = Text("The receiver."),
        ["memo"] = Text("Of the receiver's address.").OrNull(),
        ["origin"] = Word<PayoutOrigin>("How the payout came about."),
        ["reference"] = Text("The caller's own name for it.").OrNull(),
        ["requested_by"] = Text("Who asked.").OrNull(),
        ["metadata"] = RequestSchemas.Metadata(),
        ["fee_payer"] = Word<FeePayer>("Who bears the fee."),
        ["status"] = Word<PayoutStatus>("It only moves down this list; the last three are final."),
        ["detail"] = Word<PayoutDetail>("What it waits for; null exactly when it is final.").OrNull(),
        ["reason"] = Word<PayoutReason>("Why it is where it is.").OrNull(),
        ["cancellable"] = Flag("Whether a cancel would succeed."),
        ["needs_attention"] = Flag("A person has to look at it."),
        ["heleket_transaction_id"] = Text("Heleket's uuid, once Heleket has it.").OrNull(),
        ["heleket_status"] = Text("Heleket's last word.").OrNull(),
        ["txid"] = Text("The transaction's hash on the network.").OrNull(),
        ["fee"] = Amount("Heleket's fee in units of the asset.").OrNull(),
        ["scheduled_for"] = Time("Nothing is sent before it.").OrNull(),
        ["requested_at"] = Time("When the gateway received the request."),
        ["created_at"] = Time("When it was stored."),
        ["updated_at"] = Time("When something here last changed."),
        ["version"] = Whole("Counts the changes; the ETag.", minimum: 1),
        ["response_logs"] = List("Its history, oldest first: the first, and the newest.", new OpenApiSchemaReference(Schemas.ResponseLog, document), 100),
    });

    public static OpenApiSchema ForResponseLog() => Object("One line of a payout's history.", new()
    {
        ["at"] = Time("When it was learned; of a line that came again, when it last was."),
        ["source"] = Word<LogSource>("From whom."),
        ["status"] = Word<PayoutStatus>("The status after it."),
        ["detail"] = Word<PayoutDetail>("The detail after it.").OrNull(),
        ["heleket_status"] = Text("Heleket's word.").OrNull(),
        ["is_final"] = Flag("Whether Heleket called its word final."),
        ["message"] = Text("The provider's or our own words.").OrNull(),
        ["count"] = Whole("How often the same was learned: a cycle that repeats its lines does not push out the history.", minimum: 1),
        ["first_at"] = Time("When it was first learned."),
    });

    public static OpenApiSchema ForPayoutPage(OpenApiDocument document) => Object("One page, newest first.", new()
    {
        ["data"] = List("The payouts.", new OpenApiSchemaReference(Schemas.Payout, document), 100),
        ["next_cursor"] = Text("Leads to the next page; null on the last.").OrNull(),
        ["has_more"] = Flag("More follow."),
    });

    public static OpenApiSchema ForClientStats() => Object("Counts and sums of payouts.", new()
    {
        ["client_id"] = Text("The client; null for all clients together.").OrNull(),
        ["payouts"] = Whole("How many payouts there are."),
        ["totals"] = List("By asset, then status; none with a count of zero.", Object("The payouts of one asset in one status.", new()
        {
            ["asset"] = Text("The coin's code."),
            ["status"] = Word<PayoutStatus>("The status."),
            ["count"] = Whole("How many.", minimum: 1),
            ["amount"] = Amount("Their sum in units of the asset."),
        })),
        ["first_payout_at"] = Time("When the first was created.").OrNull(),
        ["last_payout_at"] = Time("When the last was created.").OrNull(),
    });

    public static OpenApiSchema ForWebhookAnswer() => Object("What became of a genuine webhook.", new()
    {
        ["result"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["accepted", "unknown"], Description = "Whether the order_id is known." },
    });

    public static OpenApiSchema ForHealth() => Object("A good answer.", new()
    {
        ["status"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["live", "ready"] },
    });

    public static OpenApiSchema ForProblem() => Object("An error (RFC 9457).", new()
    {
        ["type"] = Text("A path of this service that explains the error.", "^/problems/[a-z-]+$"),
        ["title"] = Text("The same for every occurrence."),
        ["status"] = Whole("The HTTP status.", 400, 599),
        ["detail"] = Text("About this occurrence."),
        ["instance"] = Text("The path that was called."),
        ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What programs compare.", Enum = [.. ProblemRegistry.All.Select(kind => kind.Code)] },
        ["trace_id"] = Text("Leads to the log."),
        ["errors"] = List("Of validation-failed: every fault.", Object("One fault.", new()
        {
            ["pointer"] = Text("A JSON pointer into the body, or /name of a parameter or header."),
            ["detail"] = Text("What is wrong."),
        })),
        ["differs"] = List("Of idempotency-key-reused: the fields that differ.", new OpenApiSchema { Type = JsonSchemaType.String }),
    }, "errors", "differs");
}
