using System.Text.Json.Nodes;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Webhooks;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Webhooks;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.OpenApi;

/// <summary>What the other routes say in the document.</summary>
internal static class OtherOperations
{
    public static void ClientStats(OperationText text) => text
        .Summary("Read a client's statistics", "Exact. A client nobody has paid has zeros; a client that the key may not see is not found.")
        .Path("client_id", "The client's id.", Text(pattern: TextRules.ClientIdPattern), Examples.ClientId)
        .Scope(Scopes.Read)
        .Answer(200, "The totals.", AnswerSchemas.ClientStats, Examples.Stats(Examples.ClientId))
        .Invalid("/client_id", "must be 1 to 64 of A-Z a-z 0-9 . _ : -")
        .Problems(ProblemRegistry.NotFound, ProblemRegistry.Unavailable);

    public static void AllStats(OperationText text) => text
        .Summary("Read the statistics of all clients", "The same totals over all clients; not for a key that is bound to one.")
        .Scope(Scopes.Read)
        .Answer(200, "The totals, with client_id null.", AnswerSchemas.ClientStats, Examples.Stats(clientId: null))
        .Problems(ProblemRegistry.Unavailable);

    public static void Webhook(OperationText text) => text
        .Summary("Receive Heleket's webhook", "Verified by the signature in its bytes. The answer comes after the change that it caused is durable.")
        .Body($"As Heleket sends it, at most {WebhookEndpoint.MaxBodyBytes} bytes.", RequestSchemas.HeleketWebhook, [("paid", Examples.Webhook())])
        .Answer(200, "Genuine.", AnswerSchemas.WebhookAnswer, new JsonObject { ["result"] = "accepted" })
        .Problems(ProblemRegistry.MalformedWebhook, ProblemRegistry.BadRequest, ProblemRegistry.InvalidSignature, ProblemRegistry.RequestTimeout, ProblemRegistry.PayloadTooLarge, ProblemRegistry.Unavailable);

    public static void Live(OperationText text) => text
        .Summary("Whether the process lives", "Asks nobody else.")
        .Answer(200, "It does.", AnswerSchemas.Health, new JsonObject { ["status"] = "live" })
        .Problems(ProblemRegistry.Unavailable);

    public static void Ready(OperationText text) => text
        .Summary("Whether the service can serve", "Asks a silo, which asks its storage.")
        .Answer(200, "It can.", AnswerSchemas.Health, new JsonObject { ["status"] = "ready" })
        .Problems(ProblemRegistry.Unavailable);

    public static void ProblemList(OperationText text) => text
        .Summary("All problems", "For people.")
        .Page("A page.")
        .Problems();

    public static void ProblemPage(OperationText text) => text
        .Summary("A problem", "Where the type of a problem leads.")
        .Path("code", "The problem's code.", Text(), ProblemRegistry.ValidationFailed.Code)
        .Page("A page.")
        .Problems(ProblemRegistry.NotFound);
}
