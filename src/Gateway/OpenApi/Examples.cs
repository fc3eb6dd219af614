using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payouts.Gateway.Http;

namespace Payouts.Gateway.OpenApi;

/// <summary>
/// Shared by the examples of all resources. Example responses are written by the code that writes the real ones, so
/// their shape cannot differ.
/// </summary>
internal static class Examples
{
    public const string ClientId = "c-1042";

    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>Of an event; no service has issued it.</summary>
    public const string Cursor = "AgAAAAAAAAAAAAAAAAAAAAAAAAAqvX0vQqkQb3uT1m5c9Zr0Yw";

    /// <summary>The time at which the examples take place.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    /// <summary>The header with a version.</summary>
    /// <param name="version">The version of the example.</param>
    /// <param name="what">What it is the version of, as a sentence begins.</param>
    public static (string Name, string Description, JsonNode Example) ETag(long version, string what = "The version") =>
        ("ETag", $"{what}, a strong entity tag.", EntityTags.Of(version));

    /// <summary>The JSON that <paramref name="write"/> writes.</summary>
    public static JsonNode Node(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return JsonNode.Parse(buffer.WrittenSpan)!;
    }
}
