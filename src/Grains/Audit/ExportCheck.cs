using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>Verifies an export by itself. Pure.</summary>
public static class ExportCheck
{
    /// <summary>What is not as it was exported.</summary>
    /// <param name="bytes">The whole export.</param>
    /// <param name="keys">The keys: without one, entries are not verified one by one, but by the signature over all.</param>
    /// <param name="trusted">Keys that may have signed; those in the export itself if there are none.</param>
    /// <returns>How many lines there are, and one sentence for each fault.</returns>
    public static (int Lines, IReadOnlyList<string> Faults) Verify(ReadOnlySpan<byte> bytes, AuditKeys? keys, IReadOnlyList<ECDsa> trusted)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        var text = Encoding.UTF8.GetString(bytes);
        if (!text.EndsWith('\n') || !Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes))
        {
            return (0, ["The export does not end with a line, or is no text: it was cut or altered."]);
        }

        var faults = new List<string>();
        var lines = new List<AuditLine>();
        foreach (var (index, line) in text[..^1].Split('\n').Index())
        {
            try
            {
                lines.Add(AuditExports.Read(line));
            }
            catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
            {
                faults.Add($"Line {index + 1} cannot be read.");
            }
        }

        if (faults.Count > 0)
        {
            return (lines.Count, faults);
        }

        if (lines is not [{ Begin: { } begin }, .., { End: { } end }])
        {
            return (lines.Count, ["The first line does not say what is exported, or the last one is missing."]);
        }

        var own = Keys(begin, faults);
        CheckEnd(text, lines.Count, end, trusted.Count > 0 ? trusted : own, faults);
        CheckCheckpoints([.. lines.Select(line => line.Checkpoint).OfType<AuditCheckpoint>()], trusted.Count > 0 ? trusted : own, faults);
        faults.AddRange(
            lines.Select(line => line.Checkpoint).OfType<AuditCheckpoint>()
                .Join(lines.Select(line => line.Entry).OfType<AuditEntry>(), checkpoint => checkpoint.ControlSeq, entry => entry.Seq, (checkpoint, entry) => (Checkpoint: checkpoint, Entry: entry))
                .Where(pair => pair.Checkpoint.ControlHead != pair.Entry.Hash)
                .Select(pair => $"Entry {pair.Entry.Seq} is not the one that checkpoint {pair.Checkpoint.N} has seen."));
        CheckEntries([.. lines.Select(line => line.Entry).OfType<AuditEntry>()], begin.Keyed ? keys : keys ?? AuditKeys.None, faults);
        own.ForEach(key => key.Dispose());
        return (lines.Count, faults);
    }

    private static List<ECDsa> Keys(AuditExportBegin begin, List<string> faults)
    {
        var keys = new List<ECDsa>();
        foreach (var key in begin.PublicKeys)
        {
            try
            {
                keys.Add(AuditSigning.Read(key.Pem));
            }
            catch (Exception exception) when (exception is ArgumentException or CryptographicException)
            {
                faults.Add($"The public key {key.Id} cannot be read.");
            }
        }

        return keys;
    }

    private static void CheckEnd(string text, int lines, AuditExportEnd end, IReadOnlyList<ECDsa> keys, List<string> faults)
    {
        var before = text[..(text.LastIndexOf('\n', text.Length - 2) + 1)];
        var sha256 = AuditKey.Text(SHA256.HashData(Encoding.UTF8.GetBytes(before)));
        if (end.Lines != lines - 1 || end.Sha256 != sha256 || text[before.Length..^1] != AuditExports.Write(new AuditLine { End = end }))
        {
            faults.Add("The lines are not those that were exported.");
        }
        else if (keys.Count > 0 && !AuditSigning.IsSigned(keys, end.KeyId, AuditExports.EndText(end.Lines, end.Sha256), end.Signature))
        {
            faults.Add("The signature of the export is not by a known key.");
        }
    }

    private static void CheckCheckpoints(IReadOnlyList<AuditCheckpoint> checkpoints, IReadOnlyList<ECDsa> keys, List<string> faults)
    {
        faults.AddRange(checkpoints.Where(checkpoint => checkpoint.KeyId is not null && !Checkpoints.IsSigned(keys, checkpoint))
            .Select(checkpoint => $"The signature of checkpoint {checkpoint.N} is not by a known key."));
        faults.AddRange(checkpoints.Zip(checkpoints.Skip(1)).Where(pair => pair.Second.N != pair.First.N + 1 || pair.Second.Prev != Checkpoints.Digest(pair.First))
            .Select(pair => $"Checkpoint {pair.Second.N} does not follow checkpoint {pair.First.N}."));
    }

    private static void CheckEntries(IReadOnlyList<AuditEntry> entries, AuditKeys? keys, List<string> faults)
    {
        if (keys is not null)
        {
            faults.AddRange(entries.Where(entry => !AuditLog.IsIntact(keys, entry)).Select(entry => $"Entry {entry.Seq} is not as it was written."));
        }

        // Some may be missing between: an entry can be of another time than those around it.
        faults.AddRange(entries.Zip(entries.Skip(1)).Where(pair => pair.Second.Seq <= pair.First.Seq || (pair.Second.Seq == pair.First.Seq + 1 && pair.Second.Prev != pair.First.Hash))
            .Select(pair => $"Entry {pair.Second.Seq} does not follow entry {pair.First.Seq}."));
    }
}
