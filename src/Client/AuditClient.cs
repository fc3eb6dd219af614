using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What people changed, and the proof that nobody altered what is stored: scope <see cref="Scope.Read"/>, not bound to a client.</summary>
public sealed class AuditClient
{
    private readonly Calls _calls;

    internal AuditClient(Calls calls) => _calls = calls;

    /// <summary>A payout's chain, verified, and the checkpoints that hold it. A key that is bound to a client may ask for its own.</summary>
    /// <param name="id">The payout's id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is none, for this key.</exception>
    public Task<PayoutAudit> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(
            new("audit_payout", HttpMethod.Get, $"payouts/{Query.Escape(id)}/audit") { CanBeRepeated = true },
            Reading.Of(PayoutsJson.Default.PayoutAudit, audit => audit.PayoutId == id), cancellationToken);

    /// <summary>One page of the control log, the newest entry first.</summary>
    /// <param name="filter">Which entries; <see langword="null"/>: all.</param>
    /// <param name="cursor">The <see cref="AuditEntryPage.NextCursor"/> of the page before, of the same filter; <see langword="null"/>: the first page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<AuditEntryPage> PageAsync(AuditFilter? filter = null, string? cursor = null, CancellationToken cancellationToken = default)
    {
        var query = new Query("audit")
            .With("limit", filter?.Limit).With("cursor", cursor).With("actor", filter?.Actor).With("action", filter?.Action).With("target", filter?.Target)
            .With("from", filter?.From).With("to", filter?.To);
        return _calls.GetAsync(
            new("audit_list", HttpMethod.Get, query.ToString()) { CanBeRepeated = true },
            Reading.Of(PayoutsJson.Default.AuditEntryPage, page => cursor is null || page.NextCursor != cursor), cancellationToken);
    }

    /// <summary>Verifies a part of what is stored: go on with <see cref="AuditReport.NextCursor"/> until it is <see langword="null"/>.</summary>
    /// <param name="request">A payout, or a time; <see langword="null"/>: everything.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<AuditReport> VerifyAsync(AuditVerification? request = null, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(
            new("audit_verify", HttpMethod.Post, "audit/verify") { Body = Calls.Body(request ?? new(), PayoutsJson.Default.AuditVerification), CanBeRepeated = true },
            Reading.Of(PayoutsJson.Default.AuditReport), cancellationToken);

    /// <summary>
    /// The control log and the checkpoints of a time as lines of JSON, which are verified without the service: scope <see cref="Scope.Admin"/>. Each
    /// export is an entry of the log.
    /// </summary>
    /// <param name="from">At or after this time.</param>
    /// <param name="to">Before this time, at most 31 days later.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The export as it came.</returns>
    public Task<byte[]> ExportAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(new("audit_export", HttpMethod.Get, new Query("audit/export").With("from", from).With("to", to).ToString()), Reading.Bytes, cancellationToken);
}
