using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.AddressBook;
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

    private static readonly NamedSchema Standing = WordSchemas.Answered<AddressStatus>("For address-not-allowed: what the address book says of the address.");

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
            ["standing"] = Standing.In(document),
            ["controls"] = Text("For unavailable: \"stale\" when the service could not read lately what is paused; nothing is sent meanwhile."),
        }, "errors", "differs", "oldest", "similar_to", "standing", "controls");
    }
}
