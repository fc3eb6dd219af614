using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payouts.Client.Wire;

/// <summary>Reads and writes a word as its text.</summary>
/// <typeparam name="T">The word.</typeparam>
internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, IWord<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? T.Of(reader.GetString()!) : throw new JsonException("A word must be a string.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
