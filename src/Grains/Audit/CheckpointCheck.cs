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
/// signature is of no known key, or the events are others now. The end of the control log names the last one as well, so
/// that they are not put back or deleted together.
/// </summary>
internal sealed class CheckpointCheck(IAuditedStore store, DocumentLists lists, AuditKeys keys)
{
    /// <summary>An event is held by a checkpoint that was made later than this after it.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    private const int PageSize = 50;

    private readonly ControlCheck _control = new(lists, keys);

    /// <summary>The last checkpoint as it was named, if that can be read and is as it was written.</summary>
    public async Task<CheckpointsState?> LastAsync() => (await NamedAsync()).State is { } state && Checkpoints.IsIntact(keys, state) ? state : null;

    /// <summary>The last checkpoint, if it can be read.</summary>
    public async Task<AuditCheckpoint?> NewestAsync()
    {
        var page = await lists.PageAsync(Kind<StoredCheckpoint>(), StoredCheckpoint.All, null, 1, descending: true);
        return page.Documents is [var last] ? Read(last) : null;
    }

    /// <summary>Verifies the checkpoints after one.</summary>
    /// <param name="after">That one; 0 for none.</param>
    /// <param name="check">The time that is asked for.</param>
    /// <param name="eventsSince">Events of what happened before may be gone; the earliest time of all if that is not known.</param>
    /// <param name="rows">Verifies the events.</param>
    /// <param name="findings">Takes the faults.</param>
    /// <returns>The last one that was verified, if there may be more.</returns>
    public async Task<long?> NextAsync(long after, AuditCheck check, DateTimeOffset eventsSince, RowCheck rows, AuditFindings findings)
    {
        // First: a checkpoint is named before the control log is told.
        var told = await ControlCheck.EndAsync(lists) is { } end && AuditLog.IsIntact(keys, end) ? end.Checkpoint ?? 0 : 0;
        var (named, isThere) = await NamedAsync();
        var (begun, place) = (after, after == 0 ? null : PlaceOf(after));
        var before = after == 0 ? null : await AtAsync(after);
        while (true)
        {
            var page = await lists.PageAsync(Kind<StoredCheckpoint>(), StoredCheckpoint.All, place, PageSize, descending: false);
            var all = page.Documents.Select(document => (N: NumberOf(document), Checkpoint: Read(document))).ToList();
            for (var i = 0; i < all.Count && !(page.HasMore && i == all.Count - 1); i++)
            {
                var (n, checkpoint) = all[i];
                if (after > begun && findings.Left < (checkpoint?.Leaves ?? 0))
                {
                    return after;
                }

                place = page.Documents[i].Position;
                if (!Follows(after, n, findings))
                {
                    continue;
                }

                if (await IsIntactAsync(n, checkpoint, DigestOf(n, i + 1 < all.Count ? all[i + 1] : null, named), findings) && IsAskedFor(checkpoint!, check))
                {
                    await LeavesAsync(checkpoint!, AreKept(before, eventsSince), rows, findings);
                }

                (after, before) = (n, checkpoint);
            }

            if (!page.HasMore)
            {
                End(after, named, isThere, told, findings);
                return null;
            }
        }
    }

    /// <summary>
    /// Whether what was written after a checkpoint must still be there: it held all that there was, and is itself not so
    /// old.
    /// </summary>
    public static bool AreKept(AuditCheckpoint? before, DateTimeOffset eventsSince) =>
        eventsSince > DateTimeOffset.MinValue && before is { Leaves: < Checkpoints.MostLeaves } && before.At - Lag >= eventsSince;

    private static bool IsAskedFor(AuditCheckpoint checkpoint, AuditCheck check) =>
        !(checkpoint.At < check.From) && !(checkpoint.At - TimeSpan.FromDays(1) >= check.To);

    /// <summary>What the digest of a checkpoint must be, if that is known: by the one after it, or for the last one by what names it.</summary>
    private static string? DigestOf(long n, (long N, AuditCheckpoint? Checkpoint)? follower, CheckpointsState? named) =>
        follower is { } next ? (next.N == n + 1 ? next.Checkpoint?.Prev : null) : named?.N == n ? named.Digest : null;

    private async Task<bool> IsIntactAsync(long n, AuditCheckpoint? checkpoint, string? digest, AuditFindings findings)
    {
        findings.Looked();
        if (checkpoint is null || checkpoint.N != n || (digest is not null && Checkpoints.Digest(checkpoint) != digest))
        {
            findings.Add(new AuditFault(AuditFaultKind.CheckpointAltered, Seq: n, At: checkpoint?.At));
            return false;
        }

        if (checkpoint.KeyId is null ? keys.Verifiers is not [] && !keys.MayBeUnsigned : !Checkpoints.IsSigned(keys.Verifiers, checkpoint))
        {
            findings.Add(new AuditFault(AuditFaultKind.SignatureInvalid, Seq: n, At: checkpoint.At));
        }

        if (await _control.IsRewrittenAsync(checkpoint))
        {
            findings.Add(new AuditFault(AuditFaultKind.ControlGap, Seq: checkpoint.ControlSeq, At: checkpoint.At));
        }

        return true;
    }

    private async Task LeavesAsync(AuditCheckpoint checkpoint, bool areKept, RowCheck rows, AuditFindings findings)
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

        if (events is null && !areKept)
        {
            findings.CannotJudge();
            return;
        }

        events ??= [];

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
        var after = n == 1 ? null : PlaceOf(n - 1);
        var page = await lists.PageAsync(Kind<StoredCheckpoint>(), StoredCheckpoint.All, after, 1, descending: false);
        return page.Documents is [var document] && NumberOf(document) == n ? Read(document) : null;
    }

    /// <summary>Whether it is one of ours; one that others are missing before is.</summary>
    private static bool Follows(long before, long n, AuditFindings findings)
    {
        if (n != before + 1)
        {
            findings.Add(new AuditFault(AuditFaultKind.CheckpointAltered, Seq: before + 1));
        }

        return n > 0;
    }

    private void End(long last, CheckpointsState? named, bool isThere, long told, AuditFindings findings)
    {
        // The last one is named after it was made, and the control log told after that.
        if (named is null ? isThere || last > 1 || told > 0 : !Checkpoints.IsIntact(keys, named) || named.N > last || named.N < last - 1 || named.N < told)
        {
            findings.Add(new AuditFault(AuditFaultKind.CheckpointAltered, Seq: Math.Max(named?.N ?? 0, told) > last ? last + 1 : last, At: named?.At));
        }
    }

    private async Task<(CheckpointsState? State, bool IsThere)> NamedAsync()
    {
        var page = await lists.PageAsync(Kind<CheckpointsState>(), CheckpointsState.All, null, 1, descending: false);
        return page.Documents is [var document] ? (AuditDocuments.TryRead<CheckpointsState>(document), true) : (null, false);
    }

    private static AuditCheckpoint? Read(ListedDocument document) => AuditDocuments.TryRead<StoredCheckpoint>(document)?.Checkpoint;

    /// <summary>Its number; 0 if it is not where one with that number is.</summary>
    private static long NumberOf(ListedDocument document) =>
        long.TryParse(document.Position.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && PlaceOf(n) == document.Position ? n : 0;

    private static DocumentPosition PlaceOf(long n) => new(StoredCheckpoint.SortOf(n), StoredCheckpoint.KeyOf(n));

    private static string Kind<T>() => DocumentAttribute.Of(typeof(T)).Kind;
}
