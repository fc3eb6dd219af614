using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;

namespace Payouts.Gateway.OpenApi;

/// <summary>The schemas' names, and the small parts that they are made of.</summary>
internal static class Schemas
{
    public const string PayoutRequest = nameof(PayoutRequest);
    public const string Payout = nameof(Payout);
    public const string ResponseLog = nameof(ResponseLog);
    public const string PayoutPage = nameof(PayoutPage);
    public const string ClientStats = nameof(ClientStats);
    public const string WebhookAnswer = nameof(WebhookAnswer);
    public const string Health = nameof(Health);
    public const string Problem = nameof(Problem);

    public const string AmountPattern = @"^[0-9]+(\.[0-9]+)?$";
    public const string PayoutIdPattern = "^[0-9a-f]{32}$";

    public static OpenApiSchema Text(string description, string? pattern = null, int? min = null, int? max = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Pattern = pattern, MinLength = min, MaxLength = max };

    public static OpenApiSchema Amount(string description) => Text(description, AmountPattern);

    public static OpenApiSchema Time(string description) =>
        new() { Type = JsonSchemaType.String, Description = description, Format = "date-time" };

    public static OpenApiSchema Flag(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    public static OpenApiSchema Whole(string description, int minimum = 0, int? maximum = null, int? fallback = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Description = description,
        Minimum = minimum.ToString(CultureInfo.InvariantCulture),
        Maximum = maximum?.ToString(CultureInfo.InvariantCulture),
        Default = fallback is { } value ? JsonValue.Create(value) : null,
    };

    public static OpenApiSchema Word<TEnum>(string description, TEnum? fallback = null)
        where TEnum : struct, Enum => new()
        {
            Type = JsonSchemaType.String,
            Description = description,
            Enum = [.. Words<TEnum>.All.Select(word => (JsonNode)JsonValue.Create(word))],
            Default = Words<TEnum>.Of(fallback) is { } word ? JsonValue.Create(word) : null,
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

    public static OpenApiSchema OrNull(this OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        if (schema.Enum is { } words)
        {
            words.Add(JsonNullSentinel.JsonNull);
        }

        return schema;
    }
}
