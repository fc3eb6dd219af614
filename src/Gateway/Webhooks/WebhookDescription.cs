using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Webhooks;

/// <summary>The OpenAPI description of Heleket's webhook.</summary>
internal static class WebhookDescription
{
    private static readonly NamedSchema HeleketWebhook = new(nameof(HeleketWebhook), _ =>
    {
        var schema = Object("What Heleket sends when a payout has changed. It may have other members, which are signed too.", new()
        {
            ["type"] = Text("Always payout."),
            ["order_id"] = Text("The payout's id."),
            ["status"] = Text("Heleket's status."),
            ["is_final"] = Flag("Whether Heleket's status is final."),
            ["sign"] = Text("The signature over all other members, in the order in which they were sent."),
        }, "order_id", "status", "is_final");
        schema.AdditionalProperties = new OpenApiSchema();
        return schema;
    });

    private static readonly NamedSchema Result = WordSchemas.Open("WebhookResultWord", "Whether the webhook's order_id is known.", ["accepted", "unknown"]);

    private static readonly NamedSchema WebhookAnswer = new(nameof(WebhookAnswer), document => Object("The result of a genuine webhook.", new()
    {
        ["result"] = Result.In(document),
    }));

    public static void Receive(OperationDescription text) => text
        .Summary("Receive Heleket's webhook", "Verified by the signature in the body. Answered only after the change that it caused is durable.")
        .Body($"As Heleket sends it, at most {WebhookLimiter.MaxBodyBytes} bytes.", HeleketWebhook, [("paid", Example())])
        .Answer(200, "The webhook is genuine.", WebhookAnswer, new JsonObject { ["result"] = "accepted" })
        .Problems(ProblemRegistry.MalformedWebhook, ProblemRegistry.BadRequest, ProblemRegistry.InvalidSignature, ProblemRegistry.RequestTimeout, ProblemRegistry.PayloadTooLarge, ProblemRegistry.Unavailable);

    private static JsonObject Example() => new JsonObject
    {
        ["type"] = "payout",
        ["uuid"] = PayoutExamples.TransactionId,
        ["order_id"] = PayoutExamples.Id,
        ["amount"] = "25.50000000",
        ["merchant_amount"] = "26.50000000",
        ["commission"] = "1.00000000",
        ["is_final"] = true,
        ["status"] = "paid",
        ["txid"] = PayoutExamples.Txid,
        ["currency"] = "USDT",
        ["network"] = "tron",
        ["payer_currency"] = "USDT",
        ["payer_amount"] = "25.50000000",
        ["sign"] = "eff3afba8600af59c98b74155934da2d",
    };
}
