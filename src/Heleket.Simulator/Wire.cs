using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Heleket.Simulator;

/// <summary>Heleket's formats on the wire.</summary>
internal static class Wire
{
    /// <summary>Heleket's times are in Moscow time (docs/heleket.md, "History").</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(3);

    /// <summary>Without trailing zeros.</summary>
    public static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>At least eight decimals; further ones are kept, never truncated.</summary>
    public static string Padded(decimal value) => value.ToString("0.00000000####################", CultureInfo.InvariantCulture);

    /// <summary>At least two decimals.</summary>
    public static string Short(decimal value) => value.ToString("0.00##########################", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601 with the zone.</summary>
    public static string Time(DateTimeOffset value, TimeSpan offset) => value.ToOffset(offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>An object as PHP would write it.</summary>
    public static byte[] Php(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return PhpJson.Encode(document.RootElement);
    }
}
