using Payouts.Grains.Interfaces.Events;

namespace Payouts.Grains.Interfaces.Audit;

/// <summary>Makes checkpoints over the events. One grain, under <see cref="Key"/>.</summary>
[GrainInterfaceType("Payouts.ICheckpointGrain")]
[Alias("payouts.ICheckpointGrain")]
public interface ICheckpointGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "checkpoints";

    /// <summary>Makes the next checkpoint if it is due, and if there is something since the last one.</summary>
    /// <returns>Whether there was more than one checkpoint holds: then call again.</returns>
    [Alias("Make")]
    Task<bool> Make();
}

/// <summary>A checkpoint (docs/adr/0039): it holds what the events up to it say, and the control log.</summary>
/// <param name="N">Its number, from 1.</param>
/// <param name="At">When it was made: whole milliseconds.</param>
/// <param name="From">It holds the events after this place.</param>
/// <param name="To">The place of its last event.</param>
/// <param name="Leaves">How many events it holds.</param>
/// <param name="Root">The root of the RFC 6962 tree over them, base64url.</param>
/// <param name="ControlSeq">The last entry of the control log then; 0 for none.</param>
/// <param name="ControlHead">That entry's hash.</param>
/// <param name="Prev">The digest of the checkpoint before; <see langword="null"/> for the first.</param>
/// <param name="KeyId">The key that signed it; <see langword="null"/> if none did.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 in DER, base64.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditCheckpoint")]
public sealed record AuditCheckpoint(
    [property: Id(0)] long N,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] EventPosition From,
    [property: Id(3)] EventPosition To,
    [property: Id(4)] int Leaves,
    [property: Id(5)] string Root,
    [property: Id(6)] long ControlSeq,
    [property: Id(7)] string? ControlHead = null,
    [property: Id(8)] string? Prev = null,
    [property: Id(9)] string? KeyId = null,
    [property: Id(10)] string? Signature = null);
