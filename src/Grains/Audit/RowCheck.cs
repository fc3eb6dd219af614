using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>Verifies rows of payouts and their events.</summary>
/// <param name="store">The payouts.</param>
/// <param name="keys">The keys.</param>
/// <param name="chainsSince">What was written from then on has a chain, if that is known.</param>
internal sealed class RowCheck(IAuditedStore store, AuditKeys keys, DateTimeOffset? chainsSince)
{
    private const int PayoutsAtOnce = 500;

    /// <summary>One payout with all its events.</summary>
    public async Task OneAsync(string id, DateTimeOffset eventsSince, AuditFindings findings)
    {
        if ((await store.FindRowsAsync([id], CancellationToken.None)).SingleOrDefault() is not { } row)
        {
            if (await EventsOfAsync(id, 1) is [var created, ..])
            {
                findings.Add(new AuditFault(AuditFaultKind.RowMissing, id, 1, created.At));
            }

            return;
        }

        var events = await AllEventsAsync([id], findings);
        if (row.State is { } read && events.Any(happened => happened.Version > read.Payout.Version))
        {
            // It may have been written in between.
            row = (await store.FindRowsAsync([id], CancellationToken.None)).SingleOrDefault() ?? row;
        }

        var audited = Look(row, findings);
        if (row.State is not { } state || !audited.Faults.IsEmpty)
        {
            return;
        }

        long[] versions = [.. AuditRules.VisibleVersions(state), state.Payout.Version];
        var found = events.ConvertAll(happened => (happened.Version, Finding: AuditRules.OfEvent(keys, happened, audited)));
        found.ForEach(one => Add(one.Finding with { IsUnverifiable = one.Finding.IsUnverifiable && versions.Contains(one.Version) }, findings));
        findings.Add(AuditRules.OfHistory(keys, state.Payout, events).Except(found.Select(one => one.Finding.Fault).OfType<AuditFault>()));
        await FindEventsAsync(state, eventsSince, findings);
    }

    /// <summary>
    /// Rows; of those that are asked for also what their events say of them, and whether the event of the last visible
    /// change is there.
    /// </summary>
    public async Task RowsAsync(IReadOnlyList<StoredPayout> rows, Func<Payout, bool> isAskedFor, DateTimeOffset eventsSince, AuditFindings findings)
    {
        var asked = new Dictionary<string, Payout>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            // Of which time it is says only the row itself: it is verified before that is believed.
            if (!Look(row, findings).Faults.IsEmpty || row.State is not { } state || !isAskedFor(state.Payout))
            {
                continue;
            }

            asked.Add(row.Id, state.Payout);
            if (state.Payout.UpdatedAt >= eventsSince)
            {
                await FindEventsAsync(state, eventsSince, findings);
            }
        }

        await HistoriesAsync(asked, findings);
    }

    /// <summary>Events with the rows of their payouts.</summary>
    public async Task EventsAsync(IEnumerable<StoredEvent> events, AuditFindings findings)
    {
        foreach (var chunk in events.Chunk(PayoutsAtOnce))
        {
            string[] ids = [.. chunk.Select(stored => stored.Row.PayoutId).Distinct()];
            var rows = (await store.FindRowsAsync(ids, CancellationToken.None)).ToDictionary(row => row.Id, row => AuditRules.OfRow(keys, row, chainsSince), StringComparer.Ordinal);
            foreach (var (_, row) in chunk)
            {
                findings.Looked();
                Add(AuditRules.OfEvent(keys, row, rows.GetValueOrDefault(row.PayoutId)), findings);
            }
        }
    }

    private AuditedRow Look(StoredPayout row, AuditFindings findings)
    {
        findings.Looked();
        var audited = AuditRules.OfRow(keys, row, chainsSince);
        findings.Add(audited.Faults);
        if (row.State is { Chain: null or { Since: > 1 } } && audited.Faults.IsEmpty)
        {
            findings.CannotJudge();
        }

        return audited;
    }

    private async Task HistoriesAsync(Dictionary<string, Payout> payouts, AuditFindings findings)
    {
        var events = await AllEventsAsync([.. payouts.Keys], findings);
        string[] behind = [.. events.Where(row => row.Version > payouts[row.PayoutId].Version).Select(row => row.PayoutId).Distinct()];
        if (behind is not [])
        {
            // They may have been written in between.
            foreach (var row in await store.FindRowsAsync(behind, CancellationToken.None))
            {
                payouts[row.Id] = row.State?.Payout ?? payouts[row.Id];
            }
        }

        foreach (var history in events.GroupBy(row => row.PayoutId))
        {
            findings.Add(AuditRules.OfHistory(keys, payouts[history.Key], history).Distinct());
        }
    }

    /// <summary>All events of some payouts; where one cannot be read, none of its payout.</summary>
    private async Task<List<EventRow>> AllEventsAsync(string[] ids, AuditFindings findings)
    {
        if (ids is [])
        {
            return [];
        }

        try
        {
            return [.. await store.FindAllEventsAsync(ids, CancellationToken.None)];
        }
        catch (Exception exception) when (AuditDocuments.IsOfData(exception))
        {
            if (ids is [var id])
            {
                findings.Add(new AuditFault(AuditFaultKind.EventMissing, id));
                return [];
            }
        }

        // Halves, so that one event costs few more reads.
        return [.. await AllEventsAsync(ids[..(ids.Length / 2)], findings), .. await AllEventsAsync(ids[(ids.Length / 2)..], findings)];
    }

    private async Task FindEventsAsync(PayoutState state, DateTimeOffset since, AuditFindings findings)
    {
        var lines = state.Payout.ResponseLogs;
        foreach (var version in AuditRules.VisibleVersions(state))
        {
            var at = lines.First(line => line.Version == version).At;
            if (at >= since && (await EventsOfAsync(state.Payout.Id, version)).Count == 0)
            {
                findings.Add(new AuditFault(AuditFaultKind.EventMissing, state.Payout.Id, version, at));
            }
        }
    }

    /// <summary>The events of a version; one that cannot be read is none.</summary>
    private async Task<IReadOnlyList<EventRow>> EventsOfAsync(string id, long version)
    {
        try
        {
            return await store.FindEventsAsync(id, version, CancellationToken.None);
        }
        catch (Exception exception) when (AuditDocuments.IsOfData(exception))
        {
            return [];
        }
    }

    private static void Add(EventFinding finding, AuditFindings findings)
    {
        if (finding.Fault is { } fault)
        {
            findings.Add(fault);
        }

        if (finding.IsUnverifiable)
        {
            findings.CannotJudge();
        }
    }
}
