using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Heleket.Simulator.Ledgers;

namespace Heleket.Simulator.Http;

/// <summary>Reads a seed line by line, whatever its length. Blank lines count and are nothing else.</summary>
internal static class SeedReader
{
    /// <summary>No payout needs more.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>Feeds every line to a seed.</summary>
    public static async Task ReadAsync(PipeReader body, Seed seed, CancellationToken cancellation)
    {
        for (var number = 0; ;)
        {
            var read = await body.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (TakeLine(ref rest, read.IsCompleted) is { } line)
            {
                Take(++number, line, seed);
            }

            body.AdvanceTo(rest.Start, rest.End);
            Check(number + 1, rest);

            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private static ReadOnlySequence<byte>? TakeLine(ref ReadOnlySequence<byte> rest, bool isLast)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            var line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return line;
        }

        if (!isLast || rest.IsEmpty)
        {
            return null;
        }

        (var whole, rest) = (rest, rest.Slice(rest.End));
        return whole;
    }

    private static void Check(int number, ReadOnlySequence<byte> line)
    {
        if (line.Length > LongestLine)
        {
            throw new ArgumentException($"Line {number} is longer than {LongestLine} bytes.");
        }
    }

    private static void Take(int number, ReadOnlySequence<byte> line, Seed seed)
    {
        Check(number, line);
        var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        if (bytes.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        try
        {
            seed.Add(number, JsonSerializer.Deserialize<SeedLine>(bytes, ControlBody.Json) ?? throw new JsonException("null"));
        }
        catch (JsonException mistake)
        {
            seed.Refuse(number, ControlBody.Told(mistake));
        }
    }
}
