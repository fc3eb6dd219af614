using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Payouts.Gateway.OpenApi;

/// <summary>Building blocks of schemas. A parameter's schema needs no description: the parameter has one.</summary>
internal static class Schemas
{
    public const string AmountPattern = @"^[0-9]+(\.[0-9]+)?$";

    public static OpenApiSchema Text(string? description = null, string? pattern = null, int? min = null, int? max = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Pattern = pattern, MinLength = min, MaxLength = max };

    public static OpenApiSchema Amount(string description) => Text(description, AmountPattern);

    public static OpenApiSchema Time(string? description = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Format = "date-time" };

    public static OpenApiSchema Flag(string? description = null) => new() { Type = JsonSchemaType.Boolean, Description = description };

    /// <summary>A 32-bit integer within bounds.</summary>
    public static OpenApiSchema Whole(int minimum, int maximum, string? description = null, int? fallback = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Description = description,
        Minimum = minimum.ToString(CultureInfo.InvariantCulture),
        Maximum = maximum.ToString(CultureInfo.InvariantCulture),
        Default = fallback is { } value ? JsonValue.Create(value) : null,
    };

    /// <summary>A 64-bit counter.</summary>
    public static OpenApiSchema Count(string description, int minimum = 0) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Description = description,
        Minimum = minimum.ToString(CultureInfo.InvariantCulture),
    };

    public static OpenApiSchema List(string description, IOpenApiSchema items, int? max = null) =>
        new() { Type = JsonSchemaType.Array, Description = description, Items = items, MaxItems = max };

    public static OpenApiSchema Object(string description, Dictionary<string, IOpenApiSchema> members, params string[] optional) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = members,
        Required = members.Keys.Except(optional).ToHashSet(),
    };

    /// <summary>An object of a request, without members that are not named here.</summary>
    public static OpenApiSchema Closed(string description, Dictionary<string, IOpenApiSchema> members, params string[] optional)
    {
        var schema = Object(description, members, optional);
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    }

    /// <summary>The same, or null. Never with a <c>default</c>: generators then require the member.</summary>
    public static OpenApiSchema OrNull(this OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        return schema;
    }
}
