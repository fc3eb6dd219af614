using System.Text.Json.Nodes;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Payouts;

/// <summary>The OpenAPI description of what operators do with a payout.</summary>
internal static class OperateDescription
{
    public static void LookUp(OperationDescription text) => text
        .Summary("Ask Heleket about a payout now", "Heleket is asked soon after the response, as at the payout's own polls; it changes nothing at Heleket. At most every 10 seconds for each payout. A body is ignored.")
        .Path("id", "The payout's id.", Text(pattern: PayoutId.Pattern), PayoutExamples.Id)
        .Scope(Scopes.Operate)
        .Answer(202, "Heleket will be asked: the payout as it is now.", PayoutShape.Payout.Schema, PayoutExamples.AskedPayout(), Examples.ETag(4))
        .Problems(ProblemRegistry.PayoutNotFound, ProblemRegistry.NothingToLookUp, ProblemRegistry.Unavailable);

    public static void Claim(OperationDescription text) => Attention(text
        .Summary("Say who works on a payout", "Notes the caller as the one who works on what needs attention, instead of whoever did before.")
        .Path("id", "The payout's id.", Text(pattern: PayoutId.Pattern), PayoutExamples.Id)
        .Scope(Scopes.Operate)
        .Body($"At most {CreatePayoutEndpoint.MaxBodyBytes} bytes.", NoteReader.Claim, NoteReader.Example("I ask Heleket"))
        .Answer(200, "The payout with \"claimed_by\".", PayoutShape.Payout.Schema, PayoutExamples.ClaimedPayout(), Examples.ETag(5)));

    public static void Resolve(OperationDescription text) => Attention(text
        .Summary("End the need for attention", "The status stays. What was resolved calls nobody again until Heleket says something else about it, something else is found, or its time has passed once more.")
        .Path("id", "The payout's id.", Text(pattern: PayoutId.Pattern), PayoutExamples.Id)
        .Scope(Scopes.Operate)
        .Header("If-Match", "Required: the version that was seen, as strong entity tags; or \"*\".", Text())
        .Body($"At most {CreatePayoutEndpoint.MaxBodyBytes} bytes.", NoteReader.Resolution, NoteReader.Example("Heleket confirmed it by mail, ticket 8812"))
        .Answer(200, "The payout, which needs no attention any more.", PayoutShape.Payout.Schema, PayoutExamples.ResolvedPayout(), Examples.ETag(6))
        .Problems(ProblemRegistry.VersionMismatch, ProblemRegistry.PreconditionRequired));

    private static void Attention(OperationDescription text) => text
        .Invalid("/note", "must have 1 to 1000 characters; leave it out if there is none.")
        .Problems([.. ProblemRegistry.OfBodies, ProblemRegistry.PayoutNotFound, ProblemRegistry.AttentionNotNeeded, ProblemRegistry.Unavailable]);
}
