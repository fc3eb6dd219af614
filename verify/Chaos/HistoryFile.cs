using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payouts.Chaos;

/// <summary>
/// Recorded calls as JSON, one a line, in the order in which they began. Times count from the beginning of the load, to 100 ns, on one clock. There is no address, no
/// API key, and of an answer's content only what the model asks for, the rest as digests.
/// </summary>
internal static class HistoryFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Writes them.</summary>
    public static async Task WriteAsync(TextWriter file, IEnumerable<Call> calls)
    {
        foreach (var call in calls.OrderBy(call => call.Began))
        {
            await file.WriteLineAsync(JsonSerializer.Serialize(call, Json));
        }
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">A line is not a call; the message has its number.</exception>
    public static async Task<IReadOnlyList<Call>> ReadAsync(TextReader file)
    {
        var calls = new List<Call>();
        while (await file.ReadLineAsync() is { } line)
        {
            calls.Add(Read(line, calls.Count + 1));
        }

        return calls.Count > 0 ? calls : throw new FormatException("There is no call in it.");
    }

    private static Call Read(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Call>(line, Json) is { } call && IsWhole(call) ? call : throw new FormatException($"Line {number} is not a whole call.");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"Line {number} is not a call: {broken.Message}", broken);
        }
    }

    private static bool IsWhole(Call call) =>
        call.Key.Length > 0 && call.Ended >= call.Began && (!call.ShowsPayout || (call.Id is not null && call.Standing is not null && call.Version > 0));
}
