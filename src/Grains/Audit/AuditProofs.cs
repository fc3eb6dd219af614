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

    // Some 2 MB each: what people look at is mostly of the last ones.
    private const int MostKept = 4;

    private readonly CheckpointCheck _checkpoints = new(store, lists, keys);
    private readonly List<Leaves> _kept = [];

    /// <summary>The proofs, the newest last.</summary>
    public async Task<ImmutableArray<AuditProof>> OfAsync(PayoutState state)
    {
        var proofs = ImmutableArray.CreateBuilder<AuditProof>();
        var lines = state.Payout.ResponseLogs;
        foreach (var version in lines.Select(line => line.Version ?? 0).Distinct().Where(version => version > 0).TakeLast(MostVersions))
        {
            var next = await _checkpoints.FirstSinceAsync(lines.First(line => line.Version == version).At - CheckpointCheck.Lag);
            for (var tries = 0; next is not null && tries < MostTries; tries++)
            {
                if (await LeavesAsync(next) is { } leaves && leaves.Places.TryGetValue((state.Payout.Id, version), out var place))
                {
                    proofs.Add(new(next, version, place.Head, place.Index, [.. MerkleTree.Path(leaves.Hashes, place.Index).Select(hash => AuditKey.Text(hash))]));
                    break;
                }

                next = await _checkpoints.AtAsync(next.N + 1);
            }
        }

        return proofs.ToImmutable();
    }

    private async Task<Leaves?> LeavesAsync(AuditCheckpoint checkpoint)
    {
        if (_kept.Find(kept => kept.Of == checkpoint) is { } known)
        {
            return known;
        }

        if (await _checkpoints.EventsAsync(checkpoint) is not { } events)
        {
            return null;
        }

        var leaves = new Leaves(checkpoint, [.. events.Select(stored => MerkleTree.Leaf(stored.Row))], []);
        foreach (var (index, stored) in events.Index())
        {
            leaves.Places.TryAdd((stored.Row.PayoutId, stored.Row.Version), (index, stored.Row.Head));
        }

        _kept.RemoveRange(0, Math.Max(0, _kept.Count - MostKept + 1));
        _kept.Add(leaves);
        return leaves;
    }

    /// <summary>The events of a checkpoint, which never change.</summary>
    private sealed record Leaves(AuditCheckpoint Of, byte[][] Hashes, Dictionary<(string PayoutId, long Version), (int Index, string? Head)> Places);
}
