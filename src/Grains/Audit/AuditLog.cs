using System.Collections.Immutable;
using System.Globalization;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>The document <c>audit</c>: the end of the control log.</summary>
/// <param name="Seq">The last entry's number.</param>
/// <param name="Head">The last entry's hash.</param>
/// <param name="Seal">Over both: a page that is taken back with its entries is missed.</param>
[Document("audit", format: 1)]
public sealed record AuditState(long Seq, string Head, string Seal) : IListed
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
    public static AuditState Sealed(AuditKey key, AuditHead end) => new(end.Seq, end.Head!, key.For(Purpose, "").Seal(Members(end.Seq, end.Head)));

    /// <summary>Whether an entry is as it was written; whether it follows another is not looked at.</summary>
    public static bool IsIntact(AuditKeys keys, AuditEntry entry) => keys.All.Any(key => HashOf(key, entry) == entry.Hash);

    /// <summary>Whether the end is as it was written.</summary>
    public static bool IsIntact(AuditKeys keys, AuditState end) => keys.All.Any(key => key.For(Purpose, "").Seal(Members(end.Seq, end.Head)) == end.Seal);

    /// <summary>
    /// Whether an entry may be on a page that was last written then: an earlier page can only have what was done before,
    /// by whatever clock.
    /// </summary>
    public static bool MayBeOn(AuditPage page, AuditDraft draft) => page.WrittenAt > draft.At - TimeSpan.FromHours(1);

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

    private static AuditText Members(long seq, string? head) => new AuditText("payouts.control-end.1").Add("seq", seq).Add("head", head);
}
