using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.OpenApi;

/// <summary>What the routes of payouts say in the document.</summary>
internal static class PayoutOperations
{
    private static readonly (string, string) ETag = ("ETag", "The version, a strong entity tag.");

    public static void Create(OperationText text) => text
        .Summary("Create a payout", "The same request under the same key is one payout, however often it is sent. The answer comes after the payout is durable, and never waits for Heleket.")
        .Scope(Scopes.Create)
        .Header(IdempotencyKey.Header, "1 to 128 of A-Z a-z 0-9 . _ : ~ -, bare or in double quotes. Without it the key is derived from the content. It never expires.", Text("The key.", IdempotencyKey.Pattern))
        .Body(JsonAnswer.MediaType, $"At most {CreatePayoutEndpoint.MaxBodyBytes} bytes.", text.Reference(Schemas.PayoutRequest))
        .Answer(201, "Created.", Schemas.Payout, ("Location", "The payout's path."), ETag)
        .Answer(200, "The same request came before: the payout as it is now.", Schemas.Payout, (PayoutResult.ReplayedHeader, "true"), ETag)
        .Problems(
            ProblemRegistry.ValidationFailed, ProblemRegistry.MalformedJson, ProblemRegistry.InvalidIdempotencyKey, ProblemRegistry.PayloadTooLarge,
            ProblemRegistry.UnsupportedMediaType, ProblemRegistry.IdempotencyKeyReused, ProblemRegistry.BadRequest, ProblemRegistry.Unavailable);

    public static void Read(OperationText text) => text
        .Summary("Read a payout", "Another client's payout is not found.")
        .Scope(Scopes.Read)
        .Path("id", "The payout's id.", Text("32 hex digits.", PayoutIdPattern))
        .Header("If-None-Match", "The ETags that the caller has.", Text("\"*\" or entity tags."))
        .Answer(200, "The payout as it is now.", Schemas.Payout, ETag)
        .Answer(304, "The caller has it.", mediaType: null, schema: null, ETag)
        .Problems(ProblemRegistry.PayoutNotFound, ProblemRegistry.Unavailable);

    public static void Cancel(OperationText text) => text
        .Summary("Cancel a payout", "Possible until something may have been sent; \"cancellable\" says so. Repeating it gives the same answer. A body is ignored.")
        .Scope(Scopes.Create)
        .Path("id", "The payout's id.", Text("32 hex digits.", PayoutIdPattern))
        .Header("If-Match", "Cancel only this version.", Text("\"*\" or strong entity tags."))
        .Answer(200, "The payout, cancelled.", Schemas.Payout, ETag)
        .Problems(
            ProblemRegistry.ValidationFailed, ProblemRegistry.PayoutNotFound, ProblemRegistry.PayoutNotCancellable,
            ProblemRegistry.VersionMismatch, ProblemRegistry.Unavailable);

    public static void List(OperationText text) => text
        .Summary("List payouts", "Newest first by created_at, then id. Filters add up; one that is not listed here is refused.")
        .Scope(Scopes.Read)
        .Query("client_id", "Of this client.", Text("A client's id.", TextRules.ClientIdPattern))
        .Query("status", "In this status.", Word<PayoutStatus>("A status."))
        .Query("detail", "With this detail.", Word<PayoutDetail>("A detail."))
        .Query("asset", "Of this asset.", Text("In any case.", TextRules.CodePattern))
        .Query("network", "On this network.", Text("In any case.", TextRules.CodePattern))
        .Query("origin", "Of this origin.", Word<PayoutOrigin>("An origin."))
        .Query("reference", "With this name of the caller's, byte for byte.", Text("A reference.", min: 1, max: PayoutRequestReader.MaxTextLength))
        .Query("heleket_transaction_id", "With this uuid of Heleket's.", Text("A uuid, in any case.", min: 1, max: 128))
        .Query("txid", "With this hash of a transaction.", Text("Hexadecimal digits in any case; anything else exactly.", min: 1, max: PayoutListReader.MaxTxidLength))
        .Query("needs_attention", "Whether a person has to look.", Flag("true or false."))
        .Query("created_from", "Created at or after.", Time("With an offset."))
        .Query("created_to", "Created before.", Time("With an offset."))
        .Query("limit", "The length of a page.", Whole("Payouts.", 1, PayoutListReader.MaxLimit, PayoutListReader.DefaultLimit))
        .Query("cursor", "The next_cursor of the page before.", Text("Opaque."))
        .Answer(200, "A page.", Schemas.PayoutPage, ("Link", "The next page, with rel=\"next\"; absent on the last."))
        .Problems(ProblemRegistry.ValidationFailed, ProblemRegistry.InvalidCursor, ProblemRegistry.Unavailable);
}
