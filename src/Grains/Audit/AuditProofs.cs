using System.Collections.Immutable;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>Finds the checkpoints that hold a payout's events, and shows how.</summary>
internal sealed class AuditProofs(IAuditedStore store, DocumentLists lists, AuditKeys keys)
{
    /// <summary>For the newest events of a payout alone: each is read with all others of its checkpoint.</summary>
    private const int MostVersions = 4;

    // A write becomes visible a moment after it is told when, by another clock.
    private const int MostTries = 3;

    private readonly CheckpointCheck _checkpoints = new(store, lists, keys);

    /// <summary>The proofs, the newest last.</summary>
    public async Task<ImmutableArray<AuditProof>> OfAsync(PayoutState state)
    {
        var proofs = ImmutableArray.CreateBuilder<AuditProof>();
        var lines = state.Payout.ResponseLogs;
        AuditCheckpoint? read = null;
        List<StoredEvent>? events = null;
        foreach (var version in lines.Select(line => line.Version ?? 0).Distinct().Where(version => version > 0).TakeLast(MostVersions))
        {
            var next = await _checkpoints.FirstSinceAsync(lines.First(line => line.Version == version).At - CheckpointCheck.Lag);
            for (var tries = 0; next is not null && tries < MostTries; tries++)
            {
                (events, read) = read == next ? (events, read) : (await _checkpoints.EventsAsync(next), next);
                if (events?.FindIndex(stored => stored.Row.PayoutId == state.Payout.Id && stored.Row.Version == version) is { } index and >= 0)
                {
                    proofs.Add(Proof(next, events, index));
                    break;
                }

                next = await _checkpoints.AtAsync(next.N + 1);
            }
        }

        return proofs.ToImmutable();
    }

    private static AuditProof Proof(AuditCheckpoint checkpoint, List<StoredEvent> events, int index)
    {
        var leaves = events.Select(stored => MerkleTree.Leaf(stored.Row)).ToArray();
        var row = events[index].Row;
        return new(checkpoint, row.Version, row.Head, index, [.. MerkleTree.Path(leaves, index).Select(hash => AuditKey.Text(hash))]);
    }
}
