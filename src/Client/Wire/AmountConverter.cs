using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payouts.Client.Wire;

/// <summary>
/// Money is text on the wire and <see cref="decimal"/> here, exactly: what a decimal cannot hold is an error, never rounded.
/// </summary>
internal sealed class AmountConverter : JsonConverter<decimal>
{
    /// <inheritdoc/>
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("An amount must be a string.");
        return Amounts.TryParse(text, out var amount) ? amount : throw new JsonException("It is no amount, or has more digits than a decimal holds.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(Amounts.Text(value));
}
