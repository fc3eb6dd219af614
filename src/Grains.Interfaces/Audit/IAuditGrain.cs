namespace Payouts.Grains.Interfaces.Audit;

/// <summary>The control log: what people changed, one entry after the other. One grain, under <see cref="Key"/>.</summary>
[GrainInterfaceType("Payouts.IAuditGrain")]
[Alias("payouts.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "audit";

    /// <summary>Logs it, durably before it returns, unless it is logged already.</summary>
    /// <returns>The entry.</returns>
    [Alias("Append")]
    Task<AuditEntry> Append(AuditDraft draft);

    /// <summary>Returns the end of the log.</summary>
    [Alias("Head")]
    Task<AuditHead> Head();

    /// <summary>Writes down that a checkpoint was made, so that it is missed when it is gone.</summary>
    [Alias("Checkpointed")]
    Task Checkpointed(long n);
}
