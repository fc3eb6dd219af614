using System.Collections.Immutable;
using System.Globalization;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>
/// Verifies what is stored, part by part: rows, checkpoints with the events that they hold, the events after the last
/// one, the control log, the control documents. It only reads, so a host's grain and an operator's tool do the same.
/// </summary>
/// <param name="store">The payouts.</param>
/// <param name="lists">The documents.</param>
/// <param name="keys">The keys.</param>
public sealed class AuditVerifier(IAuditedStore store, DocumentLists lists, AuditKeys keys)
{
    /// <summary>One call looks at no more, or at one checkpoint.</summary>
    public const int MostChecked = 10_000;

    private const int PageSize = 500;

    private readonly CheckpointCheck _checkpoints = new(store, lists, keys);
    private readonly ControlCheck _control = new(lists, keys);
    private readonly DocumentCheck _documents = new(lists, keys);

    /// <summary>Verifies the next part.</summary>
    /// <param name="check">Which; of a payout, all of it.</param>
    /// <param name="eventsSince">
    /// Events of what happened before may be gone; <see cref="DateTimeOffset.MinValue"/> if it is not known how long they
    /// are kept.
    /// </param>
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    public async Task<AuditReport> NextAsync(AuditCheck check, DateTimeOffset eventsSince)
    {
        ArgumentNullException.ThrowIfNull(check);
        var findings = new AuditFindings(MostChecked);
        var last = await _checkpoints.LastAsync();
        var checks = new RowCheck(store, keys, last?.ChainsSince);
        if (check.PayoutId is { } id)
        {
            await checks.OneAsync(id, eventsSince, findings);
            return findings.Report(keys.IsKeyed, null);
        }

        var (stage, place) = (check.Cursor ?? "rows:").Split(':', 2) is [var first, var rest] ? (first, rest) : throw NoCursor();
        var next = stage switch
        {
            "rows" => await RowsAsync(place, check, last, eventsSince, checks, findings),
            "checkpoints" => await _checkpoints.NextAsync(Number(place), check, eventsSince, checks, findings) is { } n ? $"checkpoints:{n}" : "events:",
            "events" => await EventsAsync(place, check, eventsSince, checks, findings),
            "control" => await ControlAsync(place.Length == 0 ? 0 : (int)Number(place), last, findings) is { } page ? $"control:{page}" : "documents:",
            "documents" => await _documents.NextAsync(place, findings) is { } further ? $"documents:{further}" : null,
            _ => throw NoCursor(),
        };
        return findings.Report(keys.IsKeyed, next);
    }

    private async Task<string> RowsAsync(string after, AuditCheck check, CheckpointsState? last, DateTimeOffset eventsSince, RowCheck checks, AuditFindings findings)
    {
        if (last is not null && last.At - CheckpointCheck.Lag > eventsSince)
        {
            // Earlier events are held by checkpoints.
            eventsSince = last.At - CheckpointCheck.Lag;
        }

        while (findings.Left > 0)
        {
            var rows = await store.ReadRowsAsync(after, Math.Min(PageSize, findings.Left), CancellationToken.None);
            await checks.RowsAsync(rows, payout => !(payout.UpdatedAt < check.From) && !(payout.CreatedAt >= check.To), eventsSince, findings);
            after = rows is [.., var end] ? end.Id : after;
            if (rows.Count == 0)
            {
                return "checkpoints:0";
            }
        }

        return $"rows:{after}";
    }

    /// <summary>The events that no checkpoint holds yet.</summary>
    private async Task<string> EventsAsync(string place, AuditCheck check, DateTimeOffset eventsSince, RowCheck checks, AuditFindings findings)
    {
        var newest = place.Length == 0 ? await _checkpoints.NewestAsync() : null;
        EventPosition? after = place.Length == 0 ? newest?.To : Checkpoints.PlaceOf(place) ?? throw NoCursor();
        while (findings.Left > 0)
        {
            if (await PageAsync(after, Math.Min(PageSize, findings.Left)) is not { } page)
            {
                // One of them cannot be read, so nobody can say which comes after it.
                findings.Add(new AuditFault(AuditFaultKind.EventMissing));
                return "control:";
            }

            if (page.IsExpired && CheckpointCheck.AreKept(newest, eventsSince))
            {
                findings.Add(new AuditFault(AuditFaultKind.EventMissing, At: newest!.At));
            }
            else if (page.IsExpired)
            {
                findings.CannotJudge();
            }

            await checks.EventsAsync(page.Events.Where(stored => !(stored.Row.At < check.From) && !(stored.Row.At >= check.To)), findings);
            if (!page.HasMore)
            {
                return "control:";
            }

            after = page.Next;
        }

        return $"events:{Checkpoints.PlaceOf(after ?? EventPosition.Start)}";
    }

    private async Task<int?> ControlAsync(int from, CheckpointsState? last, AuditFindings findings)
    {
        // One that is not as it was named is a fault already.
        var newest = await _checkpoints.NewestAsync();
        var isIntact = newest is not null && (last is null || last.N != newest.N || last.Digest == Checkpoints.Digest(newest));
        return await _control.NextAsync(from, isIntact ? newest!.ControlSeq : 0, findings);
    }

    private async Task<EventPage?> PageAsync(EventPosition? after, int limit)
    {
        try
        {
            return await store.ReadEventsAsync(after, limit, CancellationToken.None);
        }
        catch (Exception exception) when (AuditDocuments.IsOfData(exception))
        {
            return null;
        }
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw NoCursor();

    private static ArgumentException NoCursor() => new("The cursor is not one of ours.");
}
