using Microsoft.OpenApi;

namespace Payouts.Gateway.OpenApi;

/// <summary>A schema that the document has once, under its name, whoever refers to it: generators make one type of it.</summary>
/// <param name="Name">In <c>components/schemas</c>.</param>
/// <param name="Build">Makes the schema for a document; asked once for each.</param>
internal sealed record NamedSchema(string Name, Func<OpenApiDocument, OpenApiSchema> Build)
{
    /// <summary>A reference to it. The first one puts the schema into the document, so none is there that nobody uses.</summary>
    /// <param name="document">Where it stands.</param>
    /// <param name="description">What it means at this place; without it, what the schema itself says holds.</param>
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

    /// <summary>A reference, or null. Only for objects and closed words: Kiota makes an empty class of any other name beside null.</summary>
    public OpenApiSchema OrNullIn(OpenApiDocument document, string description) =>
        new() { Description = description, OneOf = [In(document), new OpenApiSchema { Type = JsonSchemaType.Null }] };
}
