using Payouts.Grains.Interfaces.Audit;
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

        var audited = Look(row, findings);
        if (row.State is not { } state || !audited.Faults.IsEmpty)
        {
            return;
        }

        foreach (var version in AuditRules.VisibleVersions(state).Append(state.Payout.Version).Distinct())
        {
            var events = await EventsOfAsync(id, version);
            foreach (var happened in events)
            {
                Add(AuditRules.OfEvent(keys, happened, audited), findings);
            }
        }

        await FindEventsAsync(state, eventsSince, findings);
    }

    /// <summary>A row, and whether the event of its last visible change is there.</summary>
    public async Task CheckAsync(StoredPayout row, DateTimeOffset eventsSince, AuditFindings findings)
    {
        if (Look(row, findings).Faults.IsEmpty && row.State is { } state && state.Payout.UpdatedAt >= eventsSince)
        {
            await FindEventsAsync(state, eventsSince, findings);
        }
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
