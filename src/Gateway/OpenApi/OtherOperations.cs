using Microsoft.OpenApi;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Webhooks;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.OpenApi;

/// <summary>What the other routes say in the document.</summary>
internal static class OtherOperations
{
    public static void ClientStats(OperationText text) => text
        .Summary("Read a client's statistics", "Exact. A client nobody has paid has zeros; a client that the key may not see is not found.")
        .Scope(Scopes.Read)
        .Path("client_id", "The client's id.", Text("A client's id.", TextRules.ClientIdPattern))
        .Answer(200, "The totals.", Schemas.ClientStats)
        .Problems(ProblemRegistry.ValidationFailed, ProblemRegistry.NotFound, ProblemRegistry.Unavailable);

    public static void AllStats(OperationText text) => text
        .Summary("Read the statistics of all clients", "The same totals over all clients; not for a key that is bound to one.")
        .Scope(Scopes.Read)
        .Answer(200, "The totals, with client_id null.", Schemas.ClientStats)
        .Problems(ProblemRegistry.Unavailable);

    public static void Webhook(OperationText text) => text
        .Summary("Receive Heleket's webhook", "Verified by the signature in its bytes. The answer comes after the change that it caused is durable.")
        .Body(JsonAnswer.MediaType, $"As Heleket sends it, at most {WebhookEndpoint.MaxBodyBytes} bytes.", new OpenApiSchema { Type = JsonSchemaType.Object })
        .Answer(200, "Genuine.", Schemas.WebhookAnswer)
        .Problems(ProblemRegistry.MalformedWebhook, ProblemRegistry.BadRequest, ProblemRegistry.InvalidSignature, ProblemRegistry.RequestTimeout, ProblemRegistry.PayloadTooLarge, ProblemRegistry.Unavailable);

    public static void Live(OperationText text) => text
        .Summary("Whether the process lives", "Asks nobody else.")
        .Answer(200, "It does.", Schemas.Health)
        .Problems(ProblemRegistry.Unavailable);

    public static void Ready(OperationText text) => text
        .Summary("Whether the service can serve", "Asks a silo, which asks its storage.")
        .Answer(200, "It can.", Schemas.Health)
        .Problems(ProblemRegistry.Unavailable);

    public static void ProblemList(OperationText text) => text
        .Summary("All problems", "For people.")
        .Answer(200, "A page.", "text/html", Text("HTML."))
        .Problems();

    public static void ProblemPage(OperationText text) => text
        .Summary("A problem", "Where the type of a problem leads.")
        .Path("code", "The problem's code.", Text("A code."))
        .Answer(200, "A page.", "text/html", Text("HTML."))
        .Problems(ProblemRegistry.NotFound);
}
