using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.OpenApi;

/// <summary>Writes one operation of the document. What the framework guessed is dropped: the answers are ours, and all of them are declared.</summary>
internal sealed class OperationText
{
    private readonly OpenApiOperation _operation;
    private readonly OpenApiDocument _document;

    public OperationText(OpenApiOperation operation, OpenApiDocument document)
    {
        (_operation, _document) = (operation, document);
        operation.Parameters = [];
        operation.Responses = [];
    }

    public OperationText Summary(string summary, string description)
    {
        (_operation.Summary, _operation.Description) = (summary, description);
        return this;
    }

    /// <summary>The call needs a key with that scope.</summary>
    public OperationText Scope(string scope)
    {
        _operation.Security = [new() { [new(Authentication.ApiKeyHandler.SchemeName, _document)] = [scope] }];
        return Problems(ProblemRegistry.Unauthenticated, ProblemRegistry.Forbidden, ProblemRegistry.RateLimited);
    }

    public OperationText Path(string name, string description, IOpenApiSchema schema) => Parameter(ParameterLocation.Path, name, description, schema);

    public OperationText Query(string name, string description, IOpenApiSchema schema) => Parameter(ParameterLocation.Query, name, description, schema);

    public OperationText Header(string name, string description, IOpenApiSchema schema) => Parameter(ParameterLocation.Header, name, description, schema);

    public OperationText Body(string mediaType, string description, IOpenApiSchema schema)
    {
        _operation.RequestBody = new OpenApiRequestBody { Required = true, Description = description, Content = Content(mediaType, schema) };
        return this;
    }

    /// <summary>A schema of the document, by name.</summary>
    public IOpenApiSchema Reference(string schema) => new OpenApiSchemaReference(schema, _document);

    /// <summary>An answer with JSON of a named schema.</summary>
    public OperationText Answer(int status, string description, string schema, params (string Name, string Description)[] headers) =>
        Answer(status, description, JsonAnswer.MediaType, Reference(schema), headers);

    public OperationText Answer(int status, string description, string? mediaType, IOpenApiSchema? schema, params (string Name, string Description)[] headers)
    {
        _operation.Responses![Key(status)] = new OpenApiResponse
        {
            Description = description,
            Content = mediaType is null ? null : Content(mediaType, schema!),
            Headers = Headers(headers),
        };
        return this;
    }

    /// <summary>Errors that the call can answer with; <c>internal-error</c> is always among them.</summary>
    public OperationText Problems(params ProblemKind[] kinds)
    {
        foreach (var kind in kinds.Append(ProblemRegistry.InternalError))
        {
            var line = $"`{kind.Code}`: {kind.Title}.";
            if (_operation.Responses!.TryGetValue(Key(kind.Status), out var known))
            {
                known.Description = known.Description!.Contains(line, StringComparison.Ordinal) ? known.Description : $"{known.Description} {line}";
                continue;
            }

            Answer(kind.Status, line, ProblemResult.MediaType, Reference(Schemas.Problem), HeadersOf(kind.Status));
        }

        return this;
    }

    private static (string Name, string Description)[] HeadersOf(int status) => status switch
    {
        401 => [("WWW-Authenticate", "The scheme that is asked for.")],
        429 or 503 => [("Retry-After", "Whole seconds to wait before the request is repeated.")],
        _ => [],
    };

    private static Dictionary<string, IOpenApiHeader>? Headers((string Name, string Description)[] headers) => headers.Length == 0
        ? null
        : headers.ToDictionary(
            header => header.Name,
            header => (IOpenApiHeader)new OpenApiHeader { Description = header.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });

    private static Dictionary<string, OpenApiMediaType> Content(string mediaType, IOpenApiSchema schema) => new() { [mediaType] = new OpenApiMediaType { Schema = schema } };

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);

    private OperationText Parameter(ParameterLocation place, string name, string description, IOpenApiSchema schema)
    {
        _operation.Parameters!.Add(new OpenApiParameter { In = place, Name = name, Description = description, Schema = schema, Required = place == ParameterLocation.Path });
        return this;
    }
}

/// <summary>Lets a route say what it does.</summary>
internal static class OperationTextExtensions
{
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, Action<OperationText> describe) =>
        route.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            describe(new(operation, context.Document!));
            return Task.CompletedTask;
        });
}
