using System.Text.Json;
using System.Text.Json.Serialization;
using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Persistence;

/// <summary>
/// One line of the journal: what happened, and the resulting state. The members used depend on <paramref name="Kind"/>.
/// </summary>
/// <param name="Kind">The kind of line.</param>
internal sealed record JournalLine(JournalKind Kind)
{
    public SimulatedPayout? Payout { get; init; }

    public IReadOnlyList<string>? Walk { get; init; }

    public int? Step { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? OrderId { get; init; }

    public int? Number { get; init; }

    public string? Url { get; init; }

    public string? Body { get; init; }

    public string? Currency { get; init; }

    public decimal? Business { get; init; }

    public decimal? Personal { get; init; }

    public decimal? PerMinute { get; init; }

    public string? Key { get; init; }
}

/// <summary>The kinds of journal lines.</summary>
internal enum JournalKind
{
    /// <summary>A payout was stored or changed: its complete state, including the walk.</summary>
    Payout,

    /// <summary>A webhook was queued.</summary>
    Webhook,

    /// <summary>A webhook was delivered.</summary>
    Delivered,

    /// <summary>A webhook was given up after its last attempt.</summary>
    Lost,

    /// <summary>A wallet's balances were set.</summary>
    Balance,

    /// <summary>The payout key was changed.</summary>
    Key,

    /// <summary>A wallet's trickle was set.</summary>
    Trickle,

    /// <summary>A payout of a seed; it counts only if the whole seed is there.</summary>
    Seeded,

    /// <summary>The end of a seed: the number of its payouts, which are the lines before.</summary>
    Seed,
}

/// <summary>
/// The ledger's file: JSON lines, appended and handed to the operating system line by line, so that the end of the
/// process loses nothing. A truncated last line is removed. Without a path nothing is kept. Guarded by
/// <see cref="SimulatorState.Gate"/>.
/// </summary>
internal sealed class Journal : IDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly FileStream? _file;

    public Journal(string? path)
    {
        if (path is null)
        {
            return;
        }

        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        _file = new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
    }

    /// <summary>
    /// Reads all lines and prepares the file for appending. Must be called once, before anything else.
    /// </summary>
    /// <exception cref="InvalidDataException">A complete line cannot be read.</exception>
    public IEnumerable<JournalLine> Load()
    {
        if (_file is null)
        {
            yield break;
        }

        _file.SetLength(LengthOfWholeLines(_file));
        _file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(_file, leaveOpen: true);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            yield return Read(line, number);
        }

        _file.Seek(0, SeekOrigin.End);
    }

    public void Write(JournalLine line)
    {
        if (_file is null)
        {
            return;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, Json);
        Array.Resize(ref bytes, bytes.Length + 1);
        bytes[^1] = (byte)'\n';
        _file.Write(bytes);
    }

    /// <summary>Writes a seed, which counts once its last line is there.</summary>
    public void WriteSeed(IReadOnlyList<SimulatedPayout> payouts)
    {
        if (_file is null)
        {
            return;
        }

        var lines = payouts.Select(payout => new JournalLine(JournalKind.Seeded) { Payout = payout });
        foreach (var batch in lines.Append(new JournalLine(JournalKind.Seed) { Number = payouts.Count }).Chunk(500))
        {
            using var bytes = new MemoryStream();
            foreach (var line in batch)
            {
                JsonSerializer.Serialize(bytes, line, Json);
                bytes.WriteByte((byte)'\n');
            }

            _file.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
    }

    /// <summary>Deletes everything.</summary>
    public void Clear() => _file?.SetLength(0);

    public void Dispose() => _file?.Dispose();

    private static long LengthOfWholeLines(FileStream file)
    {
        for (var end = file.Length; end > 0; end--)
        {
            file.Seek(end - 1, SeekOrigin.Begin);
            if (file.ReadByte() == '\n')
            {
                return end;
            }
        }

        return 0;
    }

    private static JournalLine Read(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalLine>(line, Json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The simulator's journal cannot be read at line {number}.", e);
        }
    }
}
