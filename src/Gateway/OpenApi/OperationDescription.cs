using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.OpenApi;

/// <summary>
/// Writes one operation of the document. Replaces what the framework inferred: every response is declared here.
/// </summary>
internal sealed class OperationDescription
{
    private readonly OpenApiOperation _operation;
    private readonly string _path;

    /// <param name="operation">The operation to write.</param>
    /// <param name="document">The operation's document.</param>
    /// <param name="path">Its path, with parameters in braces.</param>
    public OperationDescription(OpenApiOperation operation, OpenApiDocument document, string path)
    {
        (_operation, Document, _path) = (operation, document, path);
        operation.Parameters = [];
        operation.Responses = [];

        // Explicitly none: otherwise a reader cannot tell whether a key is not needed or was forgotten.
        operation.Security = [];
    }

    public OpenApiDocument Document { get; }

    // The path with its parameters' examples filled in.
    private string ExamplePath => _operation.Parameters!
        .Where(parameter => parameter.In == ParameterLocation.Path)
        .Aggregate(_path, (path, parameter) => path.Replace($"{{{parameter.Name}}}", (string?)parameter.Example, StringComparison.Ordinal));

    public OperationDescription Summary(string summary, string description)
    {
        (_operation.Summary, _operation.Description) = (summary, description);
        return this;
    }

    /// <summary>The call requires a key with this scope, or with one of these.</summary>
    public OperationDescription Scope(params string[] scopes)
    {
        _operation.Description += scopes is [var only] ? $" Requires the scope `{only}`." : $" Requires one of the scopes {string.Join(", ", scopes.Select(scope => $"`{scope}`"))}.";
        return AnyScope().Problems(ProblemRegistry.Forbidden);
    }

    /// <summary>The call requires a key, with whatever scopes.</summary>
    public OperationDescription AnyScope()
    {
        // Linters accept scopes in the requirement itself only for OAuth.
        _operation.Security = [new() { [new(ApiKey.SchemeName, Document)] = [] }];
        return Problems(ProblemRegistry.Unauthenticated, ProblemRegistry.RateLimited);
    }

    /// <summary>To be called before the responses are added, since their examples contain the path.</summary>
    public OperationDescription Path(string name, string description, IOpenApiSchema schema, string example) =>
        Parameter(new() { In = ParameterLocation.Path, Name = name, Description = description, Schema = schema, Required = true, Example = example });

    public OperationDescription Query(string name, string description, IOpenApiSchema schema, bool isRequired = false) =>
        Parameter(new() { In = ParameterLocation.Query, Name = name, Description = description, Schema = schema, Required = isRequired });

    public OperationDescription Header(string name, string description, IOpenApiSchema schema) =>
        Parameter(new() { In = ParameterLocation.Header, Name = name, Description = description, Schema = schema });

    public OperationDescription Body(string description, NamedSchema schema, params IEnumerable<(string Name, JsonNode Value)> examples)
    {
        _operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = description,
            Content = Content(JsonAnswer.MediaType, schema.In(Document), examples),
        };
        return this;
    }

    /// <summary>A JSON response.</summary>
    public OperationDescription Answer(int status, string description, NamedSchema schema, JsonNode example, params (string Name, string Description, JsonNode Example)[] headers) =>
        Answer(status, description, Content(JsonAnswer.MediaType, schema.In(Document), [("answer", example)]), headers);

    /// <summary>A response with an HTML page.</summary>
    public OperationDescription Page(string description) =>
        Answer(200, description, Content("text/html", Schemas.Text(), [("page", "<!doctype html>")]));

    /// <summary>A response with lines of text.</summary>
    public OperationDescription Lines(string description, string mediaType, string example) =>
        Answer(200, description, Content(mediaType, Schemas.Text(), [("lines", example)]));

    /// <summary>A response without a body.</summary>
    public OperationDescription Empty(int status, string description, params (string Name, string Description, JsonNode Example)[] headers) =>
        Answer(status, description, content: null, headers);

    /// <summary>Errors that the call can return; always includes <c>internal-error</c>.</summary>
    public OperationDescription Problems(params ProblemKind[] kinds)
    {
        foreach (var kind in kinds.Append(ProblemRegistry.InternalError))
        {
            Problem(kind, fault: null);
        }

        return this;
    }

    /// <summary>The call can return <c>validation-failed</c>, for example with this error.</summary>
    public OperationDescription Invalid(string pointer, string detail)
    {
        Problem(ProblemRegistry.ValidationFailed, new(pointer, detail));
        return this;
    }

    private void Problem(ProblemKind kind, FieldError? fault)
    {
        var key = Key(kind.Status);
        if (!_operation.Responses!.TryGetValue(key, out var answer))
        {
            Answer(kind.Status, "", Content(ProblemResult.MediaType, ProblemSchemas.Problem.In(Document), []), HeadersOf(kind));
            answer = _operation.Responses[key];
        }

        var line = $"`{kind.Code}`: {kind.Title}.";
        if (answer.Content![ProblemResult.MediaType].Examples!.TryAdd(kind.Code, new OpenApiExample { Summary = kind.Title, Value = ProblemSchemas.Example(kind, ExamplePath, fault) }))
        {
            answer.Description = string.IsNullOrEmpty(answer.Description) ? line : $"{answer.Description} {line}";
        }
    }

    private static (string Name, string Description, JsonNode Example)[] HeadersOf(ProblemKind kind) => kind switch
    {
        { Challenge: { } scheme } => [("WWW-Authenticate", "The authentication scheme to use.", scheme)],
        { Status: 429 or 503 } => [("Retry-After", "Whole seconds to wait before repeating the request.", 2)],
        _ => [],
    };

    private OperationDescription Answer(
        int status, string description, Dictionary<string, OpenApiMediaType>? content, params (string Name, string Description, JsonNode Example)[] headers)
    {
        _operation.Responses![Key(status)] = new OpenApiResponse
        {
            Description = description,
            Content = content,
            Headers = headers.Length == 0 ? null : headers.ToDictionary(header => header.Name, IOpenApiHeader (header) => HeaderOf(header.Description, header.Example)),
        };
        return this;
    }

    private static OpenApiHeader HeaderOf(string description, JsonNode example) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = example.GetValueKind() == JsonValueKind.Number ? JsonSchemaType.Integer : JsonSchemaType.String },
        Example = example,
    };

    private static Dictionary<string, OpenApiMediaType> Content(string mediaType, IOpenApiSchema schema, IEnumerable<(string Name, JsonNode Value)> examples) => new()
    {
        [mediaType] = new OpenApiMediaType
        {
            Schema = schema,
            Examples = examples.ToDictionary(example => example.Name, IOpenApiExample (example) => new OpenApiExample { Value = example.Value }),
        },
    };

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);

    private OperationDescription Parameter(OpenApiParameter parameter)
    {
        _operation.Parameters!.Add(parameter);
        return this;
    }
}

/// <summary>Lets routes describe themselves.</summary>
internal static class OperationDescriptionExtensions
{
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, Action<OperationDescription> describe) =>
        route.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            describe(new(operation, context.Document!, $"/{context.Description.RelativePath}"));
            return Task.CompletedTask;
        });

    /// <summary>Puts routes under a tag of the document.</summary>
    public static TBuilder WithTag<TBuilder>(this TBuilder routes, string name, string description)
        where TBuilder : IEndpointConventionBuilder => routes.WithTags(name).WithMetadata(new TagDescription(name, description));
}

/// <summary>A tag of the document, kept with its routes.</summary>
internal sealed record TagDescription(string Name, string Text);
