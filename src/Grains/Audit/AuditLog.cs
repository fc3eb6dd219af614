using System.Collections.Immutable;
using System.Globalization;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>The document <c>audit</c>: the end of the control log.</summary>
/// <param name="Seq">The last entry's number.</param>
/// <param name="Head">The last entry's hash.</param>
/// <param name="Seal">Over all of it: a page that is taken back with its entries is missed.</param>
/// <param name="Checkpoint">The last checkpoint that was made: those that are deleted, all of them or the last, are missed.</param>
[Document("audit", format: 1)]
public sealed record AuditState(long Seq, string Head, string Seal, long? Checkpoint = null) : IListed
{
    /// <summary>The list of the only one.</summary>
    public const string All = "state";

    /// <inheritdoc/>
    public string List => All;

    /// <inheritdoc/>
    public string Sort => "";
}

/// <summary>The documents <c>audit-page</c>: 200 entries each. A full one is never written again.</summary>
/// <param name="Number">From 0; its key is this in five digits.</param>
/// <param name="Entries">In order.</param>
/// <param name="WrittenAt">When the last one was added.</param>
[Document("audit-page", format: 1, MostBytes = 4 * 1024 * 1024)]
public sealed record AuditPage(int Number, ImmutableArray<AuditEntry> Entries, DateTimeOffset WrittenAt) : IListed
{
    /// <summary>The list of all pages.</summary>
    public const string All = "pages";

    /// <summary>How many entries a page has.</summary>
    public const int Size = 200;

    /// <inheritdoc/>
    public string List => All;

    /// <inheritdoc/>
    public string Sort => KeyOf(Number);

    /// <summary>The page of an entry.</summary>
    public static int Of(long seq) => (int)((seq - 1) / Size);

    /// <summary>The key of a page.</summary>
    public static string KeyOf(int number) => number.ToString("D5", CultureInfo.InvariantCulture);
}

/// <summary>Makes and checks entries of the control log. Pure.</summary>
internal static class AuditLog
{
    private const string Purpose = "control";

    /// <summary>The entry that follows another.</summary>
    public static AuditEntry Next(AuditKey key, AuditHead end, AuditDraft draft)
    {
        var entry = new AuditEntry(end.Seq + 1, draft, "", end.Head);
        return entry with { Hash = HashOf(key, entry) };
    }

    /// <summary>The document of an end.</summary>
    public static AuditState Sealed(AuditKey key, AuditHead end)
    {
        var state = new AuditState(end.Seq, end.Head ?? "", "", end.Checkpoint);
        return state with { Seal = SealOf(key, state) };
    }

    /// <summary>The end in its document.</summary>
    public static AuditHead EndOf(AuditState state) => new(state.Seq, state.Head.Length == 0 ? null : state.Head, state.Checkpoint);

    /// <summary>Whether an entry is as it was written; whether it follows another is not looked at.</summary>
    public static bool IsIntact(AuditKeys keys, AuditEntry entry) => keys.All.Any(key => HashOf(key, entry) == entry.Hash);

    /// <summary>Whether the end is as it was written.</summary>
    public static bool IsIntact(AuditKeys keys, AuditState end) => keys.All.Any(key => SealOf(key, end) == end.Seal);

    /// <summary>
    /// Whether an entry may be on a page that was last written then: an earlier page can only have what was done before,
    /// by whatever clock.
    /// </summary>
    public static bool MayBeOn(DateTimeOffset writtenAt, AuditDraft draft) => writtenAt > draft.At - TimeSpan.FromHours(1);

    private static string HashOf(AuditKey key, AuditEntry entry)
    {
        var draft = entry.Draft;
        var text = new AuditText("payouts.control.1")
            .Add("seq", entry.Seq)
            .Add("id", draft.Id)
            .Add("at", draft.At)
            .Add("person", draft.Actor.Person)
            .Add("key_id", draft.Actor.KeyId)
            .Add("via", draft.Actor.Via)
            .Add("address", draft.Actor.Address)
            .Add("action", draft.Action)
            .Add("target", draft.Target)
            .Add("before", draft.Before)
            .Add("after", draft.After)
            .Add("reason", draft.Reason);
        foreach (var change in draft.Changes)
        {
            text.Add("path", change.Path).Add("was", change.Before).Add("is", change.After);
        }

        return key.For(Purpose, "").Head(entry.Prev, text);
    }

    private static string SealOf(AuditKey key, AuditState end) => key.For(Purpose, "").Seal(
        new AuditText("payouts.control-end.1").Add("seq", end.Seq).Add("head", end.Head).Add("checkpoint", end.Checkpoint));
}
