using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Addresses;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.AddressBook;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.AddressBook;

/// <summary>The OpenAPI description of address books.</summary>
internal static class AddressDescription
{
    private const string Address = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    private static readonly string Id = AddressId.Of(Examples.ClientId, "TRON", Address, memo: null);

    private static readonly BookEntry Added =
        new(Id, "TRON", Address, "treasury", new("ana@example.com"), Examples.Start, Examples.Start.AddDays(1), ["ana@example.com"], [], "USDT");

    private static readonly BookEntry Activated = Added with { ActiveAt = Examples.Start.AddHours(1), Activated = new(Examples.Start.AddHours(1), "ben@example.com"), Version = 2 };

    private static readonly BookEntry Revoked = Activated with { Revoked = new(Examples.Start.AddDays(9), "the wallet was given up", "ben@example.com"), Version = 3 };

    public static void Add(OperationDescription text) => Book(text
        .Summary("Add an address", "It is active after the cooling-off. The same account with the same memo again, in whatever spelling, returns the entry as it is; one that was revoked begins a new cooling-off."))
        .Scope(Scopes.Create)
        .Body($"At most {AddressRequests.MaxBodyBytes} bytes.", AddressRequests.NewSchema, ("treasury", new JsonObject
        {
            ["network"] = Added.Network,
            ["asset"] = Added.Asset,
            ["address"] = Added.Address,
            ["label"] = Added.Label,
        }))
        .Answer(201, "Added.", AddressShapes.Entry.Schema, Example(Added, AddressStatus.Cooling), ("Location", "The entry's path.", $"/clients/{Examples.ClientId}/addresses/{Id}"), ETag(1))
        .Answer(200, "It was there: the entry as it is now.", AddressShapes.Entry.Schema, Example(Activated, AddressStatus.Active), ETag(2))
        .Invalid("/address", "is not a valid TRON address: the checksum does not match (Base58Check).")
        .Problems([.. OfBodies, ProblemRegistry.NotFound, ProblemRegistry.AddressSimilar, ProblemRegistry.Unavailable]);

    public static void List(OperationDescription text) => Book(text
        .Summary("List the addresses", "Newest first by created_at, then id. Filters are combined with AND; unknown parameters are rejected."))
        .Scope(Scopes.Read)
        .Query("status", "In this status.", AddressShapes.Status.In(text.Document))
        .Query("network", "On this network, in any case.", Text(pattern: TextRules.CodePattern))
        .Query("limit", "The size of a page.", Whole(1, AddressRequests.MaxLimit, fallback: AddressRequests.DefaultLimit))
        .Query("cursor", "The next_cursor of the previous page; opaque.", Text())
        .Answer(
            200, "A page.", AddressShapes.Pages.Schema, AddressShapes.Pages.Example(new([Shown(Activated, AddressStatus.Active)], null)),
            ("Link", "The next page, with rel=\"next\"; absent on the last.", $"</clients/{Examples.ClientId}/addresses?limit=25&cursor=...>; rel=\"next\""))
        .Invalid("/limit", $"must be a whole number from 1 to {AddressRequests.MaxLimit}.")
        .Problems(ProblemRegistry.InvalidCursor, ProblemRegistry.NotFound, ProblemRegistry.Unavailable);

    public static void Read(OperationDescription text) => Entry(text.Summary("Read an address", "As the book has it now."))
        .Scope(Scopes.Read)
        .Answer(200, "The entry as it is now.", AddressShapes.Entry.Schema, Example(Activated, AddressStatus.Active), ETag(2))
        .Problems(ProblemRegistry.NotFound, ProblemRegistry.AddressNotFound, ProblemRegistry.Unavailable);

    public static void Activate(OperationDescription text) => Entry(text
        .Summary("Activate an address", "At once, without waiting for the end of the cooling-off. Only for a person, and not for one who added it. Repeating it gives the same response. A body is ignored."))
        .Scope(Scopes.Approve)
        .Header("If-Match", "Required: \"*\" or strong entity tags.", Text())
        .Answer(200, "The entry, active.", AddressShapes.Entry.Schema, Example(Activated, AddressStatus.Active), ETag(2))
        .Invalid("/if-match", EntityTags.Rule)
        .Problems(
            ProblemRegistry.PersonRequired, ProblemRegistry.SelfApproval, ProblemRegistry.NotFound, ProblemRegistry.AddressNotFound, ProblemRegistry.VersionMismatch,
            ProblemRegistry.AddressNotAllowed, ProblemRegistry.PreconditionRequired, ProblemRegistry.Unavailable);

    public static void Revoke(OperationDescription text) => Entry(text
        .Summary("Revoke an address", "At once, and for good unless it is added again. Repeating it gives the same response."))
        .Scope([.. Scopes.ToTighten])
        .Body($"At most {AddressRequests.MaxBodyBytes} bytes.", AddressRequests.RevocationSchema, ("given up", new JsonObject { ["reason"] = Revoked.Revoked!.Reason }))
        .Answer(200, "The entry, revoked.", AddressShapes.Entry.Schema, Example(Revoked, AddressStatus.Revoked), ETag(3))
        .Invalid("/reason", "is required.")
        .Problems([.. OfBodies, ProblemRegistry.NotFound, ProblemRegistry.AddressNotFound, ProblemRegistry.Unavailable]);

    private static ImmutableArray<ProblemKind> OfBodies =>
        [ProblemRegistry.MalformedJson, ProblemRegistry.RequestTimeout, ProblemRegistry.PayloadTooLarge, ProblemRegistry.UnsupportedMediaType, ProblemRegistry.BadRequest];

    private static OperationDescription Book(OperationDescription text) =>
        text.Path(AddressRequests.ClientId, "Whose book it is.", Text(pattern: TextRules.ClientIdPattern), Examples.ClientId);

    private static OperationDescription Entry(OperationDescription text) => Book(text).Path("id", "The entry's id.", Text(pattern: AddressId.Pattern), Id);

    private static AddressView Shown(BookEntry entry, AddressStatus status) => new(Examples.ClientId, entry, status, HasNames: true);

    private static JsonNode Example(BookEntry entry, AddressStatus status) => AddressShapes.Entry.Example(Shown(entry, status));

    private static (string, string, JsonNode) ETag(long version) => ("ETag", "The version, a strong entity tag.", EntityTags.Of(version));
}
