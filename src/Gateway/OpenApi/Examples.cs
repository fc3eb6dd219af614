using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Payouts.Gateway.OpenApi;

/// <summary>What the examples of all resources share. Answers are written by what writes the real ones, so they cannot differ in shape.</summary>
internal static class Examples
{
    public const string ClientId = "c-1042";

    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>When the examples happen.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    /// <summary>What that writes.</summary>
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
