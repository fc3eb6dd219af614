using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Approvals;

/// <summary>The OpenAPI description of decisions on payouts.</summary>
internal static class ApprovalDescription
{
    public static void Approve(OperationDescription text) => One(text
        .Summary("Approve a payout", "The last approval that it needs sends it. The same person's approval counts once, and is answered the same again. Who made it may not.")
        .Body($"At most {DecisionReader.MaxBodyBytes} bytes; none is fine.", DecisionReader.Approval, [("note", new JsonObject { ["note"] = "Checked against the invoice" })]), PayoutExamples.ApprovedPayout())
        .Problems(ProblemRegistry.RoleRequired);

    public static void Reject(OperationDescription text) => One(text
        .Summary("Reject a payout", "It is cancelled for good. Who approved it may reject it; who made it cancels instead.")
        .Body($"At most {DecisionReader.MaxBodyBytes} bytes.", DecisionReader.Rejection, [("reason", new JsonObject { ["reason"] = "The receiver is not known" })]), PayoutExamples.RejectedPayout());

    public static void ApproveMany(OperationDescription text) => Many(text
        .Summary("Approve many payouts", "Compares \"expect\" with what is found, and decides nothing if it differs; then decides on each, at the version that was seen. May be repeated."));

    public static void RejectMany(OperationDescription text) => Many(text
        .Summary("Reject many payouts", "Compares \"expect\" with what is found, and decides nothing if it differs; then decides on each, at the version that was seen. May be repeated."));

    private static void Many(OperationDescription text) => text
        .Scope(Scopes.Approve, Scopes.Operate)
        .Body($"At most {BulkReader.MaxBodyBytes} bytes, {BulkReader.MostPayouts} payouts.", BulkReader.Body, [("two", BulkReader.Example())])
        .Answer(200, "What became of each.", ApprovalShape.Results.Schema, ApprovalShape.Results.Example([new(PayoutExamples.Id, "approved", 2), new("0123456789abcdef0123456789abcdef", "version-mismatch", 3)]))
        .Invalid("/payouts", $"must have 1 to {BulkReader.MostPayouts} payouts.")
        .Problems(
            ProblemRegistry.MalformedJson, ProblemRegistry.RequestTimeout, ProblemRegistry.PayloadTooLarge, ProblemRegistry.UnsupportedMediaType,
            ProblemRegistry.BadRequest, ProblemRegistry.PersonRequired, ProblemRegistry.SelectionDiffers, ProblemRegistry.Unavailable);

    private static OperationDescription One(OperationDescription text, JsonNode answer) => text
        .Path("id", "The payout's id.", Text(pattern: PayoutId.Pattern), PayoutExamples.Id)
        .Scope(Scopes.Approve, Scopes.Operate)
        .Header("If-Match", "Required: the version that was seen, as strong entity tags; or \"*\".", Text())
        .Answer(200, "The payout as it is now.", PayoutShape.Payout.Schema, answer, ("ETag", "The version, a strong entity tag.", EntityTags.Of(2)))
        .Invalid("/if-match", EntityTags.Rule)
        .Problems(
            ProblemRegistry.MalformedJson, ProblemRegistry.RequestTimeout, ProblemRegistry.PayloadTooLarge, ProblemRegistry.UnsupportedMediaType,
            ProblemRegistry.BadRequest, ProblemRegistry.PersonRequired, ProblemRegistry.SelfApproval, ProblemRegistry.PayoutNotFound,
            ProblemRegistry.NotAwaitingApproval, ProblemRegistry.VersionMismatch, ProblemRegistry.PreconditionRequired, ProblemRegistry.Unavailable);
}
