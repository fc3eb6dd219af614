using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>
/// Exports the control log and the checkpoints of a time as lines of JSON, which are verified without any database: each
/// line is what its name says, and the last one is signed over all before it.
/// </summary>
internal sealed class AuditExports(DocumentLists lists, AuditKeys keys)
{
    private const int CheckpointsAtOnce = 500;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly ControlPages _pages = new(lists);

    /// <summary>The next lines.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    public async Task<AuditExportPage> NextAsync(AuditExport export)
    {
        ArgumentNullException.ThrowIfNull(export);
        return (export.Cursor ?? "begin:").Split(':', 2) switch
        {
            ["begin", _] => new([Write(new AuditLine { Begin = Begin(export) })], "entries:-1"),
            ["entries", var page] => await EntriesAsync(export, Number(page)),
            ["checkpoints", var n] => await CheckpointsAsync(export, Number(n)),
            _ => throw NoCursor(),
        };
    }

    /// <summary>The last line.</summary>
    public static string End(ECDsa? signer, long lines, string sha256) => Write(new AuditLine
    {
        End = new(lines, sha256, signer is null ? null : AuditSigning.IdOf(signer), signer is null ? null : AuditSigning.Sign(signer, EndText(lines, sha256))),
    });

    /// <summary>What the signature of the last line is over.</summary>
    public static AuditText EndText(long lines, string sha256) => new AuditText("payouts.export.1").Add("lines", lines).Add("sha256", sha256);

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AuditLine Read(string line) => JsonSerializer.Deserialize<AuditLine>(line, Options) ?? throw new JsonException("The line is null.");

    private AuditExportBegin Begin(AuditExport export) => new(
        1, export.From, export.To, keys.IsKeyed, [.. keys.Verifiers.Select(key => new AuditPublicKey(AuditSigning.IdOf(key), key.ExportSubjectPublicKeyInfoPem()))]);

    private async Task<AuditExportPage> EntriesAsync(AuditExport export, long after)
    {
        if (await _pages.AfterAsync(after < 0 ? null : (int)after) is not { } page)
        {
            return new([], "checkpoints:0");
        }

        var lines = page.Entries.Where(entry => entry.Draft.At >= export.From && entry.Draft.At < export.To).Select(entry => Write(new AuditLine { Entry = entry }));
        return new([.. lines], FormattableString.Invariant($"entries:{page.Number}"));
    }

    private async Task<AuditExportPage> CheckpointsAsync(AuditExport export, long after)
    {
        var position = after == 0 ? null : new DocumentPosition(StoredCheckpoint.SortOf(after), StoredCheckpoint.KeyOf(after));
        var page = await lists.PageAsync(DocumentAttribute.Of(typeof(StoredCheckpoint)).Kind, StoredCheckpoint.All, position, CheckpointsAtOnce, descending: false);
        var read = page.Documents.Select(document => document.Read<StoredCheckpoint>().Checkpoint).ToList();
        var lines = read.Where(checkpoint => checkpoint.At >= export.From && checkpoint.At < export.To)
            .Select(checkpoint => Write(new AuditLine { Checkpoint = checkpoint, Text = System.Text.Encoding.UTF8.GetString(Checkpoints.Text(checkpoint).Bytes) }));
        return new([.. lines], page.HasMore ? FormattableString.Invariant($"checkpoints:{read[^1].N}") : null);
    }

    /// <summary>Writes a line.</summary>
    public static string Write(AuditLine line) => JsonSerializer.Serialize(line, Options);

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NoCursor();

    private static ArgumentException NoCursor() => new("The cursor is not one of ours.");
}

/// <summary>A line of an export: exactly one member, and of a checkpoint also the text that its signature is over.</summary>
public sealed record AuditLine
{
    /// <summary>The first line.</summary>
    public AuditExportBegin? Begin { get; init; }

    /// <summary>An entry of the control log.</summary>
    public AuditEntry? Entry { get; init; }

    /// <summary>A checkpoint.</summary>
    public AuditCheckpoint? Checkpoint { get; init; }

    /// <summary>What the checkpoint's signature is over, so that other tools can verify it.</summary>
    public string? Text { get; init; }

    /// <summary>The last line.</summary>
    public AuditExportEnd? End { get; init; }
}

/// <summary>What is exported.</summary>
/// <param name="Format">1.</param>
/// <param name="From">At or after this time.</param>
/// <param name="To">Before this time.</param>
/// <param name="Keyed">Whether the control log is chained with a key.</param>
/// <param name="PublicKeys">The keys that sign. One who does not trust the export compares them with his own.</param>
public sealed record AuditExportBegin(int Format, DateTimeOffset From, DateTimeOffset To, bool Keyed, ImmutableArray<AuditPublicKey> PublicKeys);

/// <summary>A public key.</summary>
/// <param name="Id">As in checkpoints.</param>
/// <param name="Pem">The key.</param>
public sealed record AuditPublicKey(string Id, string Pem);

/// <summary>The end of an export.</summary>
/// <param name="Lines">How many lines come before.</param>
/// <param name="Sha256">Over these with their ends, base64url.</param>
/// <param name="KeyId">The key that signed; <see langword="null"/> if none did.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 in DER, base64.</param>
public sealed record AuditExportEnd(long Lines, string Sha256, string? KeyId = null, string? Signature = null);
