using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.OpenApi;

/// <summary>The problem that every operation may return.</summary>
internal static class ProblemSchemas
{
    // Makes it the message of Kiota's exceptions.
    private const string PrimaryMessage = "x-ms-primary-error-message";

    private static readonly NamedSchema Code = WordSchemas.Open(
        "ProblemCode", "Stable, for programs to compare; the last part of the problem's type.", [.. ProblemRegistry.All.Select(kind => kind.Code)]);

    private static readonly NamedSchema FieldError = new(nameof(FieldError), _ => Object("One error of a request.", new()
    {
        ["pointer"] = Text("A JSON pointer into the body, or /name of a parameter or header."),
        ["detail"] = Text("What is wrong."),
    }));

    private static readonly NamedSchema SimilarAddress = new(nameof(SimilarAddress), _ => Object("An entry of the address book that the address looks like.", new()
    {
        ["id"] = Text("Its id."),
        ["label"] = Text("Its name for people."),
        ["masked"] = Text("The ends of its address."),
    }));

    private static readonly NamedSchema AssetTotal = new("AssetTotal", _ => Object("The sum of one asset.", new() { ["asset"] = Text("The coin's code."), ["amount"] = Amount("The sum.") }));

    private static readonly NamedSchema Found = new("SelectionTotals", document => Object("How many payouts, and how much of each asset.", new()
    {
        ["count"] = Count("How many payouts."),
        ["totals"] = List("By asset.", AssetTotal.In(document)),
    }));

    /// <summary>Other answers have it too.</summary>
    public static readonly NamedSchema Standing = WordSchemas.Answered<AddressStatus>("What the client's address book says of an address.");

    public static readonly NamedSchema Problem = new(nameof(Problem), ForProblem);

    /// <summary>An example of an error.</summary>
    /// <param name="kind">The error's kind.</param>
    /// <param name="path">The path that was called.</param>
    /// <param name="fault">For <c>validation-failed</c>: what is wrong.</param>
    public static JsonNode Example(ProblemKind kind, string path, FieldError? fault = null)
    {
        var problem = new ProblemResult(kind, fault is null ? $"{kind.Title}." : $"{fault.Pointer} {fault.Detail}")
        {
            Errors = fault is null ? [] : [fault],
            Differs = kind == ProblemRegistry.IdempotencyKeyReused ? ["amount"] : [],
            Oldest = kind == ProblemRegistry.EventsExpired ? Examples.Cursor : null,
            SimilarTo = kind == ProblemRegistry.AddressSimilar ? [new("5f0c1d2e3b4a59687786958493a2b1c0", "treasury", "TDD97…Vaqm")] : [],
            Standing = kind == ProblemRegistry.AddressNotAllowed ? AddressStatus.Revoked : null,
            Place = kind == ProblemRegistry.NotAwaitingApproval ? (PayoutStatus.Pending, PayoutDetail.Queued) : null,
            Role = kind == ProblemRegistry.RoleRequired ? "treasurer" : null,
            Refusal = kind == ProblemRegistry.PolicyRefused ? new(RefusalKind.Policy, "lookalike")
                : kind == ProblemRegistry.LimitExceeded ? new(RefusalKind.Limit, "client-day", TimeSpan.FromDays(1), Examples.Start.AddHours(9))
                : null,
            Found = kind == ProblemRegistry.SelectionDiffers ? new(1, ImmutableSortedDictionary.Create<string, Sum>(StringComparer.Ordinal).Add("USDT", 12000m)) : null,
        };
        return Examples.Node(writer => problem.Write(writer, path, Examples.TraceId));
    }

    private static OpenApiSchema ForProblem(OpenApiDocument document)
    {
        var detail = Text("Specific to this occurrence.");
        detail.Extensions = new Dictionary<string, IOpenApiExtension> { [PrimaryMessage] = new JsonNodeExtension(JsonValue.Create(true)) };
        return Object("An error (RFC 9457).", new()
        {
            ["type"] = Text("The path of a page on this service that explains the error.", "^/problems/[a-z-]+$"),
            ["title"] = Text("The same for every occurrence."),
            ["status"] = Whole(400, 599, "The HTTP status."),
            ["detail"] = detail,
            ["instance"] = Text("The path that was called."),
            ["code"] = Code.In(document),
            ["trace_id"] = Text("Finds the request in the log."),
            ["errors"] = List("For validation-failed: every error.", FieldError.In(document)),
            ["differs"] = List("For idempotency-key-reused: the fields that differ.", new OpenApiSchema { Type = JsonSchemaType.String }),
            ["oldest"] = Text("For events-expired: a cursor to where the kept events begin."),
            ["similar_to"] = List("For address-similar: the entries that the address looks like, at most ten.", SimilarAddress.In(document)),
            ["standing"] = Standing.In(document, "For address-not-allowed: what the address book says of the address."),
            ["payout_status"] = Text("For not-awaiting-approval: the payout's status."),
            ["payout_detail"] = Text("For not-awaiting-approval: the payout's detail; null if it is final.").OrNull(),
            ["role"] = Text("For role-required: a role that is still needed; null if the one that was named is not.").OrNull(),
            ["rule"] = Text("For policy-refused: the rule; null: the policy's default.").OrNull(),
            ["limit"] = Text("For limit-exceeded: the limit."),
            ["window"] = Text("For limit-exceeded: its window, [d.]hh:mm:ss. Absent for a key that is bound to a client, where the limit is not the client's own."),
            ["available_at"] = Time("For limit-exceeded, beside window: when it has room if nothing else comes; null: never.").OrNull(),
            ["found"] = Found.In(document, "For selection-differs: what the payouts are."),
            ["controls"] = Text("For unavailable: \"stale\" when the service could not read lately what is paused; nothing is sent meanwhile."),
        }, "errors", "differs", "oldest", "similar_to", "standing", "payout_status", "payout_detail", "role", "rule", "limit", "window", "available_at", "found", "controls");
    }
}
