using System.Globalization;
using System.Security.Cryptography;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>The document <c>checkpoints</c>: which is the last one.</summary>
/// <param name="N">Its number.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="At">When it was made.</param>
/// <param name="Seal">Over all of it: a checkpoint that is dropped is missed.</param>
/// <param name="ChainsSince">What is written from then on has a chain (<see cref="Checkpoints.RollUp"/>).</param>
[Document("checkpoints", format: 1)]
public sealed record CheckpointsState(long N, string Digest, DateTimeOffset At, string Seal, DateTimeOffset? ChainsSince = null) : IListed
{
    /// <summary>The list of the only one.</summary>
    public const string All = "state";

    /// <inheritdoc/>
    public string List => All;

    /// <inheritdoc/>
    public string Sort => "";
}

/// <summary>The documents <c>checkpoint</c>; the key is the number in five digits or more.</summary>
/// <param name="Checkpoint">The checkpoint.</param>
[Document("checkpoint", format: 1)]
public sealed record StoredCheckpoint(AuditCheckpoint Checkpoint) : IListed
{
    /// <summary>The list of all of them.</summary>
    public const string All = "checkpoints";

    /// <inheritdoc/>
    public string List => All;

    /// <inheritdoc/>
    public string Sort => SortOf(Checkpoint.N);

    /// <summary>The key of a checkpoint.</summary>
    public static string KeyOf(long n) => n.ToString("D5", CultureInfo.InvariantCulture);

    /// <summary>Its place in the list.</summary>
    public static string SortOf(long n) => n.ToString("D12", CultureInfo.InvariantCulture);
}

/// <summary>Makes and checks checkpoints. Pure but for the signature, which is another one each time.</summary>
internal static class Checkpoints
{
    /// <summary>The most events of one checkpoint: it is verified in one go.</summary>
    public const int MostLeaves = 10_000;

    /// <summary>So long after the first checkpoint, silos of a release that makes no chains may still write.</summary>
    public static readonly TimeSpan RollUp = TimeSpan.FromDays(1);

    private const string Purpose = "checkpoints";

    /// <summary>Whether it is time for the next one.</summary>
    public static bool IsDue(CheckpointsState? last, TimeSpan every, DateTimeOffset now) => last is null || now - last.At >= every || now < last.At;

    /// <summary>The checkpoint over some events, signed if there is a key for it.</summary>
    public static AuditCheckpoint Make(AuditKeys keys, AuditCheckpoint? last, EventPosition from, IReadOnlyList<StoredEvent> events, AuditHead control, DateTimeOffset now)
    {
        var checkpoint = new AuditCheckpoint(
            (last?.N ?? 0) + 1,
            now,
            from,
            events.Count == 0 ? from : events[^1].Position,
            events.Count,
            Root(events),
            control.Seq,
            control.Head,
            last is null ? null : Digest(last),
            keys.Signer is { } signer ? AuditSigning.IdOf(signer) : null);
        return checkpoint with { Signature = keys.Signer is { } key ? AuditSigning.Sign(key, Text(checkpoint)) : null };
    }

    /// <summary>The root of the tree over these events.</summary>
    public static string Root(IEnumerable<StoredEvent> events) => AuditKey.Text(MerkleTree.Root(events.Select(stored => MerkleTree.Leaf(stored.Row)).ToArray()));

    /// <summary>The digest of all but the signature.</summary>
    public static string Digest(AuditCheckpoint checkpoint) => Text(checkpoint).Digest();

    /// <summary>What is signed.</summary>
    public static AuditText Text(AuditCheckpoint checkpoint) => new AuditText("payouts.checkpoint.1")
        .Add("n", checkpoint.N)
        .Add("at", checkpoint.At)
        .Add("from", PlaceOf(checkpoint.From))
        .Add("to", PlaceOf(checkpoint.To))
        .Add("leaves", (long?)checkpoint.Leaves)
        .Add("root", checkpoint.Root)
        .Add("control_seq", checkpoint.ControlSeq)
        .Add("control_head", checkpoint.ControlHead)
        .Add("prev", checkpoint.Prev)
        .Add("key_id", checkpoint.KeyId);

    /// <summary>Whether one of these keys signed it, and it names that key.</summary>
    public static bool IsSigned(IEnumerable<ECDsa> keys, AuditCheckpoint checkpoint) =>
        AuditSigning.IsSigned(keys, checkpoint.KeyId, Text(checkpoint), checkpoint.Signature);

    /// <summary>The document that names the last one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="before">What named the one before it.</param>
    /// <param name="last">The last one.</param>
    public static CheckpointsState Sealed(AuditKey key, CheckpointsState? before, AuditCheckpoint last)
    {
        var state = new CheckpointsState(last.N, Digest(last), last.At, "", before?.ChainsSince ?? last.At + RollUp);
        return state with { Seal = SealOf(key, state) };
    }

    /// <summary>Whether that document is as it was written.</summary>
    public static bool IsIntact(AuditKeys keys, CheckpointsState state) => keys.All.Any(key => SealOf(key, state) == state.Seal);

    /// <summary>A place as text.</summary>
    public static string PlaceOf(EventPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Epoch}.{position.Transaction}.{position.Number}");

    /// <summary>The place in such a text.</summary>
    public static EventPosition? PlaceOf(string text) => text.Split('.') is [var epoch, var transaction, var number]
        && int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var e)
        && ulong.TryParse(transaction, NumberStyles.None, CultureInfo.InvariantCulture, out var t)
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? new(e, t, n)
            : null;

    private static string SealOf(AuditKey key, CheckpointsState state) => key.For(Purpose, "").Seal(
        new AuditText("payouts.checkpoints-end.1").Add("n", state.N).Add("digest", state.Digest).Add("at", state.At).Add("chains_since", state.ChainsSince));
}
