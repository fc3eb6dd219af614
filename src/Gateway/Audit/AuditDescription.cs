using System.Text.Json.Nodes;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Audit;

/// <summary>The OpenAPI description of the audit.</summary>
internal static class AuditDescription
{
    private const string Hash = "mJzB0s4pZ3wq1v5Yk8dTn2cL7xGfR9hEuA6iQoVbW0s";

    private static readonly AuditEntry Made = new(
        17,
        new("keys/4", Examples.Start, new("ada@example.com", null, "session", "192.0.2.7"), "key.made", "aB3dE6gH", [new("/name", null, "\"shop-eu\"")], After: Hash),
        Hash,
        Hash);

    private static readonly AuditReport Nothing = new(Keyed: true, Checked: 2, Unverifiable: 0, []);

    private static readonly AuditReport Found = Nothing with { Faults = [new(AuditFaultKind.RequestAltered, PayoutExamples.Id, null, Examples.Start)] };

    private static readonly PayoutAudit Sealed = new(
        PayoutExamples.Id,
        Examples.ClientId,
        1,
        Hash,
        [new(1, Hash, new() { At = Examples.Start, Source = LogSource.Api, Status = PayoutStatus.Pending, Detail = PayoutDetail.Submitting, Version = 1 })],
        Nothing,
        [new(new(3, Examples.Start.AddMinutes(10), new EventPosition(0, 0, 40), new EventPosition(0, 0, 41), 1, Hash, 17, Hash, Hash, "5f0c1a2b", "MEUC..."), 1, Hash, 0, [])]);

    public static void Payout(OperationDescription text) => text
        .Summary("Verify a payout", "Its chain, made anew from what is stored, and the checkpoints that hold its newest events.")
        .Path("id", "The payout's id.", Text(pattern: PayoutId.Pattern), PayoutExamples.Id)
        .Scope(Scopes.Read)
        .Answer(200, "The payout's chain and what was found.", AuditShape.Payout.Schema, AuditShape.Payout.Example(Sealed))
        .Problems(ProblemRegistry.PayoutNotFound, ProblemRegistry.Unavailable);

    public static void List(OperationDescription text) => text
        .Summary("List what people changed", "The control log, the newest first; not for a key that is bound to a client. Unknown parameters are rejected.")
        .Scope(Scopes.Read)
        .Query("limit", "The size of a page.", Whole(1, AuditRequests.MaxLimit, fallback: AuditRequests.DefaultLimit))
        .Query("cursor", "The next_cursor of the previous page.", Text())
        .Query("actor", "By this person or key.", Text(max: AuditRequests.MaxWord))
        .Query("action", "This action, or all that begin with it and a point: key.", Text(max: AuditRequests.MaxWord))
        .Query("target", "To this target.", Text(max: AuditRequests.MaxWord))
        .Query("from", "At or after this time.", Time())
        .Query("to", "Before this time.", Time())
        .Answer(200, "Some entries, or none.", AuditShape.Entries.Schema, AuditShape.Entries.Example(new([Made], Examples.Cursor)))
        .Invalid("/limit", $"must be a whole number from 1 to {AuditRequests.MaxLimit}.")
        .Problems(ProblemRegistry.InvalidCursor, ProblemRegistry.Unavailable);

    public static void Verify(OperationDescription text) => text
        .Summary("Verify what is stored", "A payout, or everything part by part: send next_cursor as cursor until it is null. Looks at about 10,000 things a call; not for a key that is bound to a client.")
        .Scope(Scopes.Read)
        .Body($"At most {AuditRequests.MaxBodyBytes} bytes.", AuditRequests.VerificationSchema, ("payout", new JsonObject { ["payout_id"] = PayoutExamples.Id }))
        .Answer(200, "What was found in this part.", AuditShape.Verified.Schema, AuditShape.Verified.Example(new(Found, null)))
        .Invalid("/payout_id", "stands alone: a payout is verified whole.")
        .Problems(
            ProblemRegistry.MalformedJson, ProblemRegistry.RequestTimeout, ProblemRegistry.PayloadTooLarge, ProblemRegistry.UnsupportedMediaType, ProblemRegistry.BadRequest,
            ProblemRegistry.InvalidCursor, ProblemRegistry.PayoutNotFound, ProblemRegistry.Unavailable);

    public static void Export(OperationDescription text) => text
        .Summary("Export the audit", $"Lines of JSON: what is exported and the public key, entries of the control log, checkpoints, and a signature over all of it. Verified without this service. At most {AuditRequests.MaxDays} days; itself an entry; not for a key that is bound to a client.")
        .Scope(Scopes.Admin)
        .Query("from", "At or after this time.", Time(), isRequired: true)
        .Query("to", "Before this time.", Time(), isRequired: true)
        .Lines("The export; without its last line it broke off.", AuditExportResult.MediaType, "{\"begin\":{}}\n{\"end\":{}}\n")
        .Invalid("/to", "must be later than from.")
        .Problems(ProblemRegistry.Unavailable);
}
