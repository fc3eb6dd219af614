using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payouts.Client.Wire;

/// <summary>Keeps a policy as its text.</summary>
internal sealed class PolicyConverter : JsonConverter<Policy>
{
    /// <inheritdoc/>
    public override Policy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var policy = JsonElement.ParseValue(ref reader);
        return policy.ValueKind == JsonValueKind.Object
            ? new(policy.GetRawText(), policy.TryGetProperty("version", out var version) && version.TryGetInt64(out var number) ? number : null)
            : throw new JsonException("A policy must be an object.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Policy value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json);
}
