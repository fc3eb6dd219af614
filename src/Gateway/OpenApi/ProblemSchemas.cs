using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
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
            ["controls"] = Text("For unavailable: \"stale\" when the service could not read lately what is paused; nothing is sent meanwhile."),
        }, "errors", "differs", "oldest", "controls");
    }
}
