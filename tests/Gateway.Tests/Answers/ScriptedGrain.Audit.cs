using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Answers;

/// <content>The audit.</content>
internal sealed partial class ScriptedGrain : IAuditGrain, IAuditReaderGrain
{
    public Task<AuditEntry> Append(AuditDraft draft)
    {
        cluster.Entries.Add(new(cluster.Entries.Count + 1, draft, $"hash-{cluster.Entries.Count + 1}", cluster.Entries is [.., var last] ? last.Hash : null));
        return Task.FromResult(cluster.Entries[^1]);
    }

    public Task<AuditHead> Head() => Task.FromResult(new AuditHead(cluster.Entries.Count));

    public Task Checkpointed(long n) => throw new NotSupportedException();

    /// <summary>Sealed as what the scripted cluster says of it.</summary>
    public Task<PayoutAudit?> Payout(string id) => Task.FromResult(cluster.Payouts.Find(payout => payout.Id == id) is { } payout
        ? new PayoutAudit(id, payout.Request.ClientId, 1, "head-1", [new(1, "head-1", payout.ResponseLogs.FirstOrDefault() ?? new() { At = payout.CreatedAt, Source = LogSource.Api, Status = payout.Status })], cluster.Report, cluster.Proofs)
        : null);

    public Task<AuditEntryPage> Entries(AuditQuery query)
    {
        cluster.AuditQueries.Add(query);
        var found = cluster.Entries.Where(entry => query.Before is null || entry.Seq < query.Before).Reverse().ToList();
        return Task.FromResult(new AuditEntryPage([.. found.Take(query.Limit)], found.Count > query.Limit ? found[query.Limit - 1].Seq : null));
    }

    /// <summary>In two parts, unless it is a payout's.</summary>
    public Task<AuditReport> Verify(AuditCheck check)
    {
        cluster.AuditChecks.Add(check);
        return Task.FromResult(cluster.Report with { Next = check is { PayoutId: null, Cursor: null } ? "rows:7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a" : null });
    }

    public Task<AuditExportPage> Export(AuditExport export) => Task.FromResult(export.Cursor is null
        ? new AuditExportPage(["{\"begin\":{}}"], "entries:-1")
        : new AuditExportPage([.. cluster.Entries.Select(entry => $"{{\"entry\":{{\"seq\":{entry.Seq}}}}}")]));

    public Task<string> EndExport(long lines, string sha256) => Task.FromResult($"{{\"end\":{{\"lines\":{lines},\"sha256\":\"{sha256}\"}}}}");
}

/// <content>The audit.</content>
public sealed partial class ScriptedCluster
{
    /// <summary>The control log.</summary>
    public List<AuditEntry> Entries { get; } = [];

    /// <summary>What a verification finds.</summary>
    public AuditReport Report { get; set; } = new(Keyed: true, Checked: 3, Unverifiable: 0, []);

    /// <summary>The checkpoints that hold payouts.</summary>
    public ImmutableArray<AuditProof> Proofs { get; set; } = [];

    /// <summary>What was asked of the control log.</summary>
    public List<AuditQuery> AuditQueries { get; } = [];

    /// <summary>What was to be verified.</summary>
    public List<AuditCheck> AuditChecks { get; } = [];
}
