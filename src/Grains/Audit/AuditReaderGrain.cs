using System.Collections.Immutable;
using Orleans.Concurrency;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <inheritdoc cref="IAuditReaderGrain"/>
[GrainType("audit-reader"), StatelessWorker]
internal sealed class AuditReaderGrain(IPayoutStore store, DocumentLists lists, AuditKeys keys, AuditOptions options, TimeProvider clock, Telemetry telemetry) : Grain, IAuditReaderGrain
{
    private readonly AuditVerifier _verifier = new(store, lists, keys);
    private readonly AuditProofs _proofs = new(store, lists, keys);
    private readonly ControlPages _pages = new(lists);
    private readonly AuditExports _exports = new(lists, keys);

    // An event may be pruned while it is looked for.
    private DateTimeOffset EventsSince => clock.GetUtcNow() - options.EventRetention + TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public async Task<PayoutAudit?> Payout(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if ((await store.FindRowsAsync([id], CancellationToken.None)).SingleOrDefault() is not { } row)
        {
            return null;
        }

        var report = await Verify(new AuditCheck(id));
        if (row.State is not { } state)
        {
            // Nobody knows whose it is.
            return new(id, "", null, null, [], report, []);
        }

        var (verdict, lines) = (AuditRules.OfRow(keys, row).Verdict, state.Payout.ResponseLogs);
        return new(
            id,
            state.Payout.Request.ClientId,
            state.Chain?.Seq,
            state.Chain?.Head,
            [.. lines.Select((line, index) => new AuditStep((state.Chain?.Seq ?? lines.Length) - lines.Length + 1 + index, verdict?.Heads[index + 1], line))],
            report,
            await _proofs.OfAsync(state));
    }

    /// <inheritdoc/>
    public Task<AuditEntryPage> Entries(AuditQuery query) => _pages.FindAsync(query);

    /// <inheritdoc/>
    public async Task<AuditReport> Verify(AuditCheck check)
    {
        var report = await _verifier.NextAsync(check, EventsSince);
        telemetry.AuditFaults(report.Faults);
        return report;
    }

    /// <inheritdoc/>
    public Task<AuditExportPage> Export(AuditExport export) => _exports.NextAsync(export);

    /// <inheritdoc/>
    public Task<string> EndExport(long lines, string sha256) => Task.FromResult(AuditExports.End(keys.Signer, lines, sha256));
}
