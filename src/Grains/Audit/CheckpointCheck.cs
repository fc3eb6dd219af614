using System.Collections.Immutable;
using System.Globalization;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>
/// Verifies checkpoints, and that the events which they hold are still there. A checkpoint's digest stands in the one
/// after it, that of the last in the document that names it; so it is told apart whether a checkpoint was altered, or its
/// signature is of no known key, or the events are others now.
/// </summary>
internal sealed class CheckpointCheck(IAuditedStore store, DocumentLists lists, AuditKeys keys)
{
    /// <summary>An event is held by a checkpoint that was made later than this after it.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    private const int PageSize = 50;

    /// <summary>The last checkpoint as it was named, if that can be read and is as it was written.</summary>
    public async Task<CheckpointsState?> LastAsync() => (await NamedAsync()).State is { } state && Checkpoints.IsIntact(keys, state) ? state : null;

    /// <summary>Where the last checkpoint that can be read ends.</summary>
    public async Task<EventPosition?> EndAsync()
    {
        var page = await lists.PageAsync(Kind<StoredCheckpoint>(), StoredCheckpoint.All, null, 1, descending: true);
        return page.Documents is [var last] ? Read(last)?.To : null;
    }

    /// <summary>Verifies the checkpoints after one.</summary>
    /// <returns>The last one that was verified, if there may be more.</returns>
    public async Task<long?> NextAsync(long after, AuditCheck check, RowCheck rows, AuditFindings findings)
    {
        var (named, isThere) = await NamedAsync();
        while (true)
        {
            var page = await lists.PageAsync(
                Kind<StoredCheckpoint>(), StoredCheckpoint.All, after == 0 ? null : new(StoredCheckpoint.SortOf(after), StoredCheckpoint.KeyOf(after)), PageSize, descending: false);
            var all = page.Documents.Select(document => (N: NumberOf(document), Checkpoint: Read(document))).ToList();
            for (var i = 0; i < all.Count && !(page.HasMore && i == all.Count - 1); i++)
            {
                var (n, checkpoint) = all[i];
                if (after > 0 && findings.Left < (checkpoint?.Leaves ?? 0))
                {
                    return after;
                }

                Gap(after, n, findings);
                var follower = i + 1 < all.Count ? all[i + 1] : default;
                var digest = i + 1 < all.Count ? (follower.N == n + 1 ? follower.Checkpoint?.Prev : null) : named?.N == n ? named.Digest : null;
                await CheckAsync(n, checkpoint, digest, check, rows, findings);
                after = n;
            }

            if (!page.HasMore)
            {
                End(after, named, isThere, findings);
                return null;
            }
        }
    }

    private async Task CheckAsync(long n, AuditCheckpoint? checkpoint, string? digest, AuditCheck check, RowCheck rows, AuditFindings findings)
    {
        findings.Looked();
        if (checkpoint is null || checkpoint.N != n || (digest is not null && Checkpoints.Digest(checkpoint) != digest))
        {
            findings.Add(new AuditFault(AuditFaultKind.CheckpointAltered, Seq: n, At: checkpoint?.At));
            return;
        }

        if (checkpoint.KeyId is null ? keys.Verifiers is not [] && !keys.MayBeUnsigned : !Checkpoints.IsSigned(keys.Verifiers, checkpoint))
        {
            findings.Add(new AuditFault(AuditFaultKind.SignatureInvalid, Seq: n, At: checkpoint.At));
        }

        if (!(checkpoint.At < check.From) && !(checkpoint.At - TimeSpan.FromDays(1) >= check.To))
        {
            await LeavesAsync(checkpoint, rows, findings);
        }
    }

    private async Task LeavesAsync(AuditCheckpoint checkpoint, RowCheck rows, AuditFindings findings)
    {
        List<StoredEvent>? events;
        try
        {
            events = await EventsAsync(checkpoint);
        }
        catch (Exception exception) when (AuditDocuments.IsOfData(exception))
        {
            findings.Add(new AuditFault(AuditFaultKind.EventMissing, Seq: checkpoint.N, At: checkpoint.At));
            return;
        }

        if (events is null)
        {
            findings.CannotJudge();
            return;
        }

        await rows.EventsAsync(events, findings);
        if (events.Count != checkpoint.Leaves || Checkpoints.Root(events) != checkpoint.Root)
        {
            findings.Add(new AuditFault(AuditFaultKind.EventMissing, Seq: checkpoint.N, At: checkpoint.At));
        }
    }

    /// <summary>The events that a checkpoint holds; <see langword="null"/> if some are no longer kept.</summary>
    public async Task<List<StoredEvent>?> EventsAsync(AuditCheckpoint checkpoint)
    {
        var events = new List<StoredEvent>();
        EventPosition place = checkpoint.From;
        while (place < checkpoint.To)
        {
            var page = await store.ReadEventsAsync(place, Checkpoints.MostLeaves, CancellationToken.None);
            if (page.IsExpired)
            {
                return null;
            }

            events.AddRange(page.Events.Where(stored => stored.Position <= checkpoint.To));
            place = page.Next;
            if (!page.HasMore)
            {
                break;
            }
        }

        return events;
    }

    /// <summary>The first checkpoint that was made at or after a time, if it can be read.</summary>
    public async Task<AuditCheckpoint?> FirstSinceAsync(DateTimeOffset time)
    {
        var page = await lists.PageAsync(Kind<StoredCheckpoint>(), StoredCheckpoint.All, null, 1, descending: true);
        var (least, most) = (1L, page.Documents is [var last] ? NumberOf(last) : 0);
        AuditCheckpoint? found = null;
        while (least <= most)
        {
            var middle = least + (most - least) / 2;
            var checkpoint = await AtAsync(middle);
            (least, most, found) = checkpoint is { } one && one.At >= time ? (least, middle - 1, one) : (middle + 1, most, found);
        }

        return found;
    }

    /// <summary>A checkpoint, if it is there and can be read.</summary>
    public async Task<AuditCheckpoint?> AtAsync(long n)
    {
        var after = n == 1 ? null : new DocumentPosition(StoredCheckpoint.SortOf(n - 1), StoredCheckpoint.KeyOf(n - 1));
        var page = await lists.PageAsync(Kind<StoredCheckpoint>(), StoredCheckpoint.All, after, 1, descending: false);
        return page.Documents is [var document] && NumberOf(document) == n ? Read(document) : null;
    }

    private static void Gap(long before, long n, AuditFindings findings)
    {
        if (n != before + 1)
        {
            findings.Add(new AuditFault(AuditFaultKind.CheckpointAltered, Seq: before + 1));
        }
    }

    private void End(long last, CheckpointsState? named, bool isThere, AuditFindings findings)
    {
        // The last one is named after it was made.
        if (named is null ? isThere || last > 1 : !Checkpoints.IsIntact(keys, named) || named.N > last || named.N < last - 1)
        {
            findings.Add(new AuditFault(AuditFaultKind.CheckpointAltered, Seq: named?.N > last ? last + 1 : last, At: named?.At));
        }
    }

    private async Task<(CheckpointsState? State, bool IsThere)> NamedAsync()
    {
        var page = await lists.PageAsync(Kind<CheckpointsState>(), CheckpointsState.All, null, 1, descending: false);
        return page.Documents is [var document] ? (AuditDocuments.TryRead<CheckpointsState>(document), true) : (null, false);
    }

    private static AuditCheckpoint? Read(ListedDocument document) => AuditDocuments.TryRead<StoredCheckpoint>(document)?.Checkpoint;

    private static long NumberOf(ListedDocument document) =>
        long.TryParse(document.Position.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;

    private static string Kind<T>() => DocumentAttribute.Of(typeof(T)).Kind;
}
