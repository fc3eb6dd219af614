namespace Payouts.Grains.Audit;

/// <summary>How the audit works.</summary>
/// <param name="CheckpointEvery"><c>Audit__CheckpointEvery</c>: the time from one checkpoint to the next.</param>
/// <param name="EventRetention"><c>Events__Retention</c>: events that are older may be gone.</param>
public sealed record AuditOptions(TimeSpan CheckpointEvery, TimeSpan EventRetention)
{
    /// <summary>The time between checkpoints unless it is set.</summary>
    public static readonly TimeSpan UsualCheckpointEvery = TimeSpan.FromMinutes(10);
}
