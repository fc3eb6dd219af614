using System.Text.Json.Nodes;
using Payouts.Addresses;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Payouts;

/// <summary>The OpenAPI description of payouts.</summary>
internal static class PayoutDescription
{
    // In words, because a second schema for 200 makes a union, which neither Kiota nor NSwag nor openapi-fetch hands to a
    // caller as the payout that a create returns.
    private static readonly string Validation =
        $"With the query `?{PayoutValidation.Parameter}=true` every check is made and nothing is stored: the response is then a 200 with an object of {string.Join(", ", PayoutValidation.Shape.Members.Select(member => $"`{member}`"))}. `address_strength` is one of {string.Join(", ", EnumNames<AddressStrength>.All.Select(word => $"`{word}`"))}; `existing` is the payout that the same request would return, or null.";

    public static void Create(OperationDescription text) => text
        .Summary("Create a payout", $"The same request under the same key makes one payout, however often it is sent. The response comes after the payout is durable, and never waits for Heleket. {Validation}")
        .Scope(Scopes.Create)
        .Header(IdempotencyKey.Header, "1 to 128 of A-Z a-z 0-9 . _ : ~ -, bare or in double quotes. Without it, the key is derived from the content. Keys never expire.", Text(pattern: IdempotencyKey.Pattern))
        .Body($"At most {CreatePayoutEndpoint.MaxBodyBytes} bytes.", PayoutRequestReader.Schema, PayoutExamples.PayoutRequests())
        .Answer(201, "Created.", PayoutShape.Payout.Schema, PayoutExamples.CreatedPayout(), ("Location", "The payout's path.", $"/payouts/{PayoutExamples.Id}"), Examples.ETag(1))
        .Answer(200, "A repeat of an earlier request: the payout as it is now.", PayoutShape.Payout.Schema, PayoutExamples.RepeatedPayout(), (PayoutResult.ReplayedHeader, "Always true.", "true"), Examples.ETag(2))
        .Invalid("/amount", "must be greater than zero.")
        .Problems(
            ProblemRegistry.MalformedJson, ProblemRegistry.InvalidIdempotencyKey, ProblemRegistry.RequestTimeout, ProblemRegistry.PayloadTooLarge,
            ProblemRegistry.UnsupportedMediaType, ProblemRegistry.IdempotencyKeyReused, ProblemRegistry.PolicyRefused, ProblemRegistry.LimitExceeded, ProblemRegistry.AddressNotAllowed,
            ProblemRegistry.BadRequest, ProblemRegistry.Unavailable);

    public static void Read(OperationDescription text) => text
        .Summary("Read a payout", "Another client's payout is answered as not found.")
        .Path("id", "The payout's id.", Text(pattern: PayoutId.Pattern), PayoutExamples.Id)
        .Scope(Scopes.Read)
        .Header("If-None-Match", "The ETags that the caller has: \"*\" or entity tags.", Text())
        .Answer(200, "The payout as it is now.", PayoutShape.Payout.Schema, PayoutExamples.ConfirmedPayout(), Examples.ETag(3))
        .Empty(304, "The caller already has this version.", Examples.ETag(3))
        .Problems(ProblemRegistry.PayoutNotFound, ProblemRegistry.Unavailable);

    public static void Cancel(OperationDescription text) => text
        .Summary("Cancel a payout", "Possible until something may have been sent; see \"cancellable\". Repeating it gives the same response. A body is ignored.")
        .Path("id", "The payout's id.", Text(pattern: PayoutId.Pattern), PayoutExamples.Id)
        .Scope(Scopes.Create)
        .Header("If-Match", "Cancel only this version: \"*\" or strong entity tags.", Text())
        .Answer(200, "The payout, cancelled.", PayoutShape.Payout.Schema, PayoutExamples.CancelledPayout(), Examples.ETag(2))
        .Invalid("/if-match", EntityTags.Rule)
        .Problems(
            ProblemRegistry.PayoutNotFound, ProblemRegistry.PayoutNotCancellable,
            ProblemRegistry.VersionMismatch, ProblemRegistry.Unavailable);

    public static void List(OperationDescription text) => text
        .Summary("List payouts", "Newest first by created_at, then id; or by sort, which is possible only for those who wait. Filters are combined with AND; unknown parameters are rejected.")
        .Scope(Scopes.Read)
        .Query("client_id", "Of this client.", Text(pattern: TextRules.ClientIdPattern))
        .Query("status", "In this status.", PayoutWords.Status.In(text.Document))
        .Query("detail", "With this detail.", PayoutWords.Detail.In(text.Document))
        .Query("asset", "Of this asset, in any case.", Text(pattern: TextRules.CodePattern))
        .Query("network", "On this network, in any case.", Text(pattern: TextRules.CodePattern))
        .Query("origin", "Of this origin.", PayoutWords.Origin.In(text.Document))
        .Query("reference", "With this reference of the caller's, byte for byte.", Text(min: 1, max: PayoutRequestReader.MaxTextLength))
        .Query("heleket_transaction_id", "With this Heleket uuid, in any case.", Text(min: 1, max: 128))
        .Query("txid", "With this transaction hash: hexadecimal digits in any case, anything else exactly.", Text(min: 1, max: PayoutListReader.MaxTxidLength))
        .Query("needs_attention", "Whether an operator has to look at it.", Flag())
        .Query(PayoutListReader.Decidable, $"true: only those that the caller may still approve, who waits longest first. A page may then be short, or empty, although more follow. It {PayoutListReader.DecidableRule}", Text(pattern: "^true$"))
        .Query("created_from", "Created at or after this time, with an offset.", Time())
        .Query("created_to", "Created before this time, with an offset.", Time())
        .Query("sort", $"{PayoutListReader.Since}: who waits longest comes first, by when status and detail began, then id. It {PayoutListReader.SinceRule}", Text(pattern: $"^{PayoutListReader.Since}$"))
        .Query("limit", "The size of a page.", Whole(1, PayoutListReader.MaxLimit, fallback: PayoutListReader.DefaultLimit))
        .Query("cursor", "The next_cursor of the previous page, in the same order; opaque.", Text())
        .Answer(200, "A page.", PayoutShape.Pages.Schema, PayoutExamples.Page(), ("Link", "The next page, with rel=\"next\"; absent on the last.", "</payouts?limit=25&cursor=...>; rel=\"next\""))
        .Invalid("/limit", $"must be a whole number from 1 to {PayoutListReader.MaxLimit}.")
        .Problems(ProblemRegistry.InvalidCursor, ProblemRegistry.Unavailable);
}
