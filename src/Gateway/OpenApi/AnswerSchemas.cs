using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Webhooks;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.OpenApi;

/// <summary>What the gateway answers. Members may be added to each of them.</summary>
internal static class AnswerSchemas
{
    // Kiota's exceptions then say it as their message.
    private const string PrimaryMessage = "x-ms-primary-error-message";

    public static readonly NamedSchema ResponseLog = new(nameof(ResponseLog), document => Object("One line of a payout's history.", new()
    {
        ["at"] = Time("When it was learned; of a line that came again, when it last was."),
        ["source"] = WordSchemas.SourceWord.In(document),
        ["status"] = WordSchemas.StatusWord.In(document, "The status after it."),
        ["detail"] = WordSchemas.DetailWord.In(document, "The detail after it."),
        ["heleket_status"] = Text("Heleket's word.").OrNull(),
        ["is_final"] = Flag("Whether Heleket called its word final."),
        ["message"] = Text("The provider's or our own words.").OrNull(),
        ["count"] = Count("How often the same was learned: a cycle that repeats its lines does not push out the history.", minimum: 1),
        ["first_at"] = Time("When it was first learned."),
    }));

    public static readonly NamedSchema Payout = new(nameof(Payout), ForPayout);

    public static readonly NamedSchema PayoutPage = new(nameof(PayoutPage), document => Object("One page, newest first.", new()
    {
        ["data"] = List("The payouts.", Payout.In(document), 100),
        ["next_cursor"] = Text("Leads to the next page; null on the last.").OrNull(),
        ["has_more"] = Flag("More follow."),
    }));

    public static readonly NamedSchema StatusTotal = new(nameof(StatusTotal), document => Object("The payouts of one asset in one status.", new()
    {
        ["asset"] = Text("The coin's code."),
        ["status"] = WordSchemas.StatusWord.In(document, "The status."),
        ["count"] = Count("How many.", minimum: 1),
        ["amount"] = Amount("Their sum in units of the asset."),
    }));

    public static readonly NamedSchema ClientStats = new(nameof(ClientStats), document => Object("Counts and sums of payouts.", new()
    {
        ["client_id"] = Text("The client; null for all clients together.").OrNull(),
        ["payouts"] = Count("How many payouts there are."),
        ["totals"] = List("By asset, then status; none with a count of zero.", StatusTotal.In(document)),
        ["first_payout_at"] = Time("When the first was created.").OrNull(),
        ["last_payout_at"] = Time("When the last was created.").OrNull(),
    }));

    public static readonly NamedSchema WebhookAnswer = new(nameof(WebhookAnswer), document => Object("What became of a genuine webhook.", new()
    {
        ["result"] = WordSchemas.WebhookResultWord.In(document),
    }));

    public static readonly NamedSchema Health = new(nameof(Health), document => Object("A good answer.", new()
    {
        ["status"] = WordSchemas.HealthWord.In(document),
    }));

    public static readonly NamedSchema FieldError = new(nameof(FieldError), _ => Object("One fault of a request.", new()
    {
        ["pointer"] = Text("A JSON pointer into the body, or /name of a parameter or header."),
        ["detail"] = Text("What is wrong."),
    }));

    public static readonly NamedSchema Problem = new(nameof(Problem), ForProblem);

    private static OpenApiSchema ForPayout(OpenApiDocument document) => Object("A payout as it is now.", new()
    {
        ["id"] = Text("32 hex digits; also Heleket's order_id.", PayoutIdPattern),
        ["idempotency_key"] = Text("The header's value, or what was derived from the content.", min: 1, max: 128),
        ["client_id"] = Text("The client.", TextRules.ClientIdPattern),
        ["asset"] = Text("Upper case."),
        ["network"] = Text("Upper case."),
        ["amount"] = Amount("Units of the asset, without needless zeros."),
        ["wallet_address"] = Text("The receiver."),
        ["memo"] = Text("Of the receiver's address.").OrNull(),
        ["origin"] = WordSchemas.OriginWord.In(document),
        ["reference"] = Text("The caller's own name for it.").OrNull(),
        ["requested_by"] = Text("Who asked.").OrNull(),
        ["metadata"] = RequestSchemas.Metadata.In(document),
        ["fee_payer"] = WordSchemas.FeePayerWord.In(document),
        ["status"] = WordSchemas.StatusWord.In(document),
        ["detail"] = WordSchemas.DetailWord.In(document),
        ["reason"] = WordSchemas.ReasonWord.In(document),
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
        ["version"] = Count("Counts the changes; the ETag.", minimum: 1),
        ["response_logs"] = List("Its history, oldest first: the first, and the newest.", ResponseLog.In(document), 100),
    });

    private static OpenApiSchema ForProblem(OpenApiDocument document)
    {
        var detail = Text("About this occurrence.");
        detail.Extensions = new Dictionary<string, IOpenApiExtension> { [PrimaryMessage] = new JsonNodeExtension(JsonValue.Create(true)) };
        return Object("An error (RFC 9457).", new()
        {
            ["type"] = Text("A path of this service that explains the error.", "^/problems/[a-z-]+$"),
            ["title"] = Text("The same for every occurrence."),
            ["status"] = Whole(400, 599, "The HTTP status."),
            ["detail"] = detail,
            ["instance"] = Text("The path that was called."),
            ["code"] = WordSchemas.ProblemCode.In(document),
            ["trace_id"] = Text("Leads to the log."),
            ["errors"] = List("Of validation-failed: every fault.", FieldError.In(document)),
            ["differs"] = List("Of idempotency-key-reused: the fields that differ.", new OpenApiSchema { Type = JsonSchemaType.String }),
        }, "errors", "differs");
    }
}
