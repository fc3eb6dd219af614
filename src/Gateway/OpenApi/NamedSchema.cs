using Microsoft.OpenApi;

namespace Payouts.Gateway.OpenApi;

/// <summary>
/// A schema that the document has once, under its name, with references to it: generators make one type of it.
/// </summary>
/// <param name="Name">In <c>components/schemas</c>.</param>
/// <param name="Build">Builds the schema; called once per document.</param>
internal sealed record NamedSchema(string Name, Func<OpenApiDocument, OpenApiSchema> Build)
{
    /// <summary>
    /// A reference to it. The first one adds the schema to the document, so unused schemas are left out.
    /// </summary>
    /// <param name="document">The document to refer from.</param>
    /// <param name="description">Its meaning in this place; defaults to the schema's own description.</param>
    public OpenApiSchemaReference In(OpenApiDocument document, string? description = null)
    {
        document.Components ??= new();
        var schemas = document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        if (!schemas.ContainsKey(Name))
        {
            schemas[Name] = Build(document);
        }

        return new(Name, document) { Description = description };
    }

    /// <summary>
    /// A reference, or null. Only for objects and closed enums: Kiota turns any other named schema into an empty class.
    /// </summary>
    public OpenApiSchema OrNullIn(OpenApiDocument document, string description) =>
        new() { Description = description, OneOf = [In(document), new OpenApiSchema { Type = JsonSchemaType.Null }] };
}
