using System.Globalization;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>Verifies the control log, page by page.</summary>
internal sealed class ControlCheck(DocumentLists lists, AuditKeys keys)
{
    private static readonly string Pages = DocumentAttribute.Of(typeof(AuditPage)).Kind;
    private static readonly string End = DocumentAttribute.Of(typeof(AuditState)).Kind;

    private readonly DocumentCheck _documents = new(lists, keys);
    private AuditPage? _read;

    /// <summary>
    /// Whether another entry stands where a checkpoint saw the end of the log: it was put back, and written on. One that
    /// is missing or altered is found with its page.
    /// </summary>
    public async Task<bool> IsRewrittenAsync(AuditCheckpoint checkpoint)
    {
        if (checkpoint.ControlSeq < 1 || checkpoint.ControlSeq > (long)int.MaxValue * AuditPage.Size)
        {
            return false;
        }

        // Many checkpoints see entries of the same page; it may have grown since it was read.
        var entry = On(_read) ?? On(_read = await ReadAsync(AuditPage.Of(checkpoint.ControlSeq)));
        return entry is not null && entry.Hash != checkpoint.ControlHead && AuditLog.IsIntact(keys, entry);

        AuditEntry? On(AuditPage? page) => page is { Entries.IsDefault: false } ? page.Entries.FirstOrDefault(entry => entry.Seq == checkpoint.ControlSeq) : null;
    }

    /// <summary>Verifies pages from one on.</summary>
    /// <param name="from">The page.</param>
    /// <param name="held">How many entries a checkpoint has seen.</param>
    /// <param name="findings">Takes the faults.</param>
    /// <returns>The page to go on with, if there are more.</returns>
    public async Task<int?> NextAsync(int from, long held, AuditFindings findings)
    {
        var before = from == 0 ? null : await ReadAsync(from - 1);
        var last = before is { Entries: [.., var end] } ? end : null;
        var seen = new List<AuditEntry>();
        for (var number = from; ; number++)
        {
            if (number > from && findings.Left < AuditPage.Size)
            {
                await _documents.CheckAsync(seen, findings);
                return number;
            }

            var found = await PageAsync(number);
            if (found is null)
            {
                if (await NextNumberAsync(number) is { } later && later > number)
                {
                    findings.Add(new AuditFault(AuditFaultKind.ControlGap, Seq: (long)number * AuditPage.Size + 1));
                    (number, last) = (later - 1, null);
                    continue;
                }

                await EndAsync(number, last, held, findings);
                await _documents.CheckAsync(seen, findings);
                return null;
            }

            var page = AuditDocuments.TryRead<AuditPage>(found);
            last = Check(number, page, last, findings);
            seen.AddRange(page is { Entries.IsDefault: false } ? page.Entries.Where(entry => AuditLog.IsIntact(keys, entry)) : []);
        }
    }

    /// <summary>The entries of a page, if it is there and can be read.</summary>
    public async Task<AuditPage?> ReadAsync(int number) => await PageAsync(number) is { } found ? AuditDocuments.TryRead<AuditPage>(found) : null;

    /// <summary>Verifies entries that follow each other.</summary>
    /// <param name="number">The page.</param>
    /// <param name="page">Its entries; <see langword="null"/> if it cannot be read.</param>
    /// <param name="last">The entry before; <see langword="null"/> if that is not known.</param>
    /// <param name="findings">Takes the faults.</param>
    /// <returns>The last entry.</returns>
    public AuditEntry? Check(int number, AuditPage? page, AuditEntry? last, AuditFindings findings)
    {
        if (page is null || page.Number != number || page.Entries.IsDefaultOrEmpty)
        {
            findings.Add(new AuditFault(AuditFaultKind.ControlAltered, Seq: (long)number * AuditPage.Size + 1));
            return null;
        }

        var isFirst = number == 0;
        foreach (var entry in page.Entries)
        {
            findings.Looked();
            var expected = last?.Seq + 1 ?? (isFirst ? 1 : entry.Seq);
            if (!AuditLog.IsIntact(keys, entry))
            {
                findings.Add(new AuditFault(AuditFaultKind.ControlAltered, Seq: expected, At: entry.Draft.At));
                last = entry with { Seq = expected };
            }
            else
            {
                if (entry.Seq != expected)
                {
                    findings.Add(new AuditFault(AuditFaultKind.ControlGap, Seq: expected, At: entry.Draft.At));
                }
                else if (last is not null ? AuditLog.IsIntact(keys, last) && entry.Prev != last.Hash : isFirst && entry.Prev is not null)
                {
                    findings.Add(new AuditFault(AuditFaultKind.ControlAltered, Seq: entry.Seq, At: entry.Draft.At));
                }

                last = entry;
            }

            isFirst = false;
        }

        return last;
    }

    /// <summary>The end of the log, if it is there and can be read.</summary>
    public static async Task<AuditState?> EndAsync(DocumentLists lists) =>
        (await lists.PageAsync(End, AuditState.All, null, 1, descending: false)).Documents is [var document] ? AuditDocuments.TryRead<AuditState>(document) : null;

    private async Task EndAsync(int pages, AuditEntry? last, long held, AuditFindings findings)
    {
        var page = await lists.PageAsync(End, AuditState.All, null, 1, descending: false);
        var end = page.Documents is [var document] ? AuditDocuments.TryRead<AuditState>(document) : null;
        if (page.Documents is [] ? pages > 1 || last?.Seq > 1 : end is null || !AuditLog.IsIntact(keys, end))
        {
            findings.Add(new AuditFault(AuditFaultKind.ControlAltered, Seq: last?.Seq));
        }
        else if (Math.Max(end?.Seq ?? 0, held) > (last?.Seq ?? 0))
        {
            findings.Add(new AuditFault(AuditFaultKind.ControlGap, Seq: (last?.Seq ?? 0) + 1));
        }
    }

    private async Task<ListedDocument?> PageAsync(int number)
    {
        var page = await lists.PageAsync(Pages, AuditPage.All, Before(number), 1, descending: false);
        return page.Documents is [var found] && found.Position.Key == AuditPage.KeyOf(number) ? found : null;
    }

    private async Task<int?> NextNumberAsync(int number)
    {
        var page = await lists.PageAsync(Pages, AuditPage.All, Before(number), 1, descending: false);
        return page.Documents is [var found] && int.TryParse(found.Position.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var later) ? later : null;
    }

    private static DocumentPosition? Before(int number) => number == 0 ? null : new(AuditPage.KeyOf(number - 1), AuditPage.KeyOf(number - 1));
}
