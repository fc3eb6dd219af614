using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>What a row or an event shows (docs/adr/0039, "What is found"). Pure.</summary>
internal static class AuditRules
{
    /// <summary>The faults of a payout's row by itself.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="row">The row.</param>
    /// <param name="chainsSince">What was written from then on has a chain, and from its first version what was made then.</param>
    public static AuditedRow OfRow(AuditKeys keys, StoredPayout row, DateTimeOffset? chainsSince = null)
    {
        var verdict = row.State is null ? null : AuditChain.Check(keys, row.State);
        var kinds = new List<AuditFaultKind>();
        if (!row.Differing.IsEmpty || row.State?.Payout.Id != row.Id || verdict is { IsSealed: false } || (row.State is { } state && LacksChain(state, chainsSince)))
        {
            kinds.Add(AuditFaultKind.HeadMismatch);
        }

        if (verdict is { IsOfRequest: false })
        {
            kinds.Add(AuditFaultKind.RequestAltered);
        }

        if (verdict is { IsOfLines: false })
        {
            kinds.Add(AuditFaultKind.EntryAltered);
        }

        return new(row, verdict, [.. kinds.Select(kind => new AuditFault(kind, row.Id, At: row.State?.Payout.UpdatedAt))]);
    }

    /// <summary>
    /// What an event shows that its payout's row does not: of itself, or of the row. A fault of the row by itself is not
    /// repeated.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="row">The event.</param>
    /// <param name="payout">Its payout; <see langword="null"/> if there is none.</param>
    public static EventFinding OfEvent(AuditKeys keys, EventRow row, AuditedRow? payout)
    {
        if (payout is null)
        {
            return Fault(AuditFaultKind.RowMissing);
        }

        if (!AuditEvents.IsIntact(keys, row))
        {
            return Fault(AuditFaultKind.EventMissing);
        }

        if (payout.Row.State is not { Payout: var stored, Chain: var chain } || !payout.Faults.IsEmpty)
        {
            return default;
        }

        return (row.Version.CompareTo(stored.Version), chain, row.Head) switch
        {
            ( > 0, _, _) => Fault(AuditFaultKind.RowRolledBack),
            (_, null, null) => new(null, IsUnverifiable: true),
            (_, null, _) => Fault(AuditFaultKind.HeadMismatch),
            (_, _, null) => row.Version >= chain.Since ? Fault(AuditFaultKind.EventMissing) : new(null, IsUnverifiable: true),
            (0, _, var head) => head == chain.Head ? default : Fault(AuditFaultKind.HeadMismatch),
            (_, _, var head) when payout.Verdict!.Heads.Contains(head) => default,
            _ => chain.Base is null ? Fault(AuditFaultKind.RowRolledBack) : new(null, IsUnverifiable: true),
        };

        EventFinding Fault(AuditFaultKind kind) => new(new(kind, row.PayoutId.Length == 0 ? null : row.PayoutId, row.Version, row.At));
    }

    /// <summary>
    /// Whether the events of a payout that are there tell together that an older row was put back, and which of them do.
    /// Of heads only what two of one version say counts: it holds however many lines the history has dropped or moved.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="payout">The payout, read after the events or no older than they are.</param>
    /// <param name="events">All its events, in any order.</param>
    public static IEnumerable<AuditFault> OfHistory(AuditKeys keys, Payout payout, IEnumerable<EventRow> events)
    {
        EventRow? before = null;
        PayoutStatus? end = null;
        foreach (var row in events.Where(row => AuditEvents.IsIntact(keys, row)).OrderBy(row => row.Version))
        {
            end ??= row.Status.IsFinal() ? row.Status : null;
            var isOfOtherWrite = before?.Version == row.Version && before.Head != row.Head;
            var isAfterEnd = end is { } final && (row.Status != final || payout.Status != final);
            if (row.Version > payout.Version || isOfOtherWrite || isAfterEnd)
            {
                yield return new(AuditFaultKind.RowRolledBack, payout.Id, row.Version, row.At);
            }

            before = row;
        }
    }

    /// <summary>
    /// The versions whose write made an event, as far as the history still tells: while no line was dropped or moved,
    /// neighbours show all that changed between them.
    /// </summary>
    public static IEnumerable<long> VisibleVersions(PayoutState state)
    {
        var lines = state.Payout.ResponseLogs;
        if (state.Chain is not { Base: null } chain)
        {
            return [];
        }

        return lines.Select((line, index) => (Line: line, Before: index == 0 ? null : lines[index - 1]))
            .Where(pair => pair.Line.Version >= chain.Since && (pair.Before is null ? pair.Line.Version == 1 : Shown(pair.Line) != Shown(pair.Before)))
            .Select(pair => pair.Line.Version!.Value);
    }

    private static bool LacksChain(PayoutState state, DateTimeOffset? chainsSince) => state.Chain switch
    {
        null => state.Payout.UpdatedAt >= chainsSince,
        { Since: > 1 } => state.Payout.CreatedAt >= chainsSince,
        _ => false,
    };

    private static (PayoutStatus, PayoutDetail?, PayoutReason?, bool) Shown(ResponseLog line) =>
        (line.Status, line.Detail, line.Reason, line.NeedsAttention == true);
}

/// <summary>A row that was looked at.</summary>
/// <param name="Row">The row.</param>
/// <param name="Verdict">Of its chain; <see langword="null"/> if it has none, or cannot be read.</param>
/// <param name="Faults">What is not as it was written.</param>
internal sealed record AuditedRow(StoredPayout Row, ChainVerdict? Verdict, ImmutableArray<AuditFault> Faults);

/// <summary>What an event shows.</summary>
/// <param name="Fault">A fault, if there is one.</param>
/// <param name="IsUnverifiable">Whether it cannot be judged.</param>
internal readonly record struct EventFinding(AuditFault? Fault, bool IsUnverifiable = false);
