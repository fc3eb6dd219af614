using System.Globalization;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>
/// Verifies control documents: each by its seal, and by the control log, which has an entry for each version of them. So
/// one is found that was put back, is gone, or lost its seal.
/// </summary>
internal sealed class DocumentCheck(DocumentLists lists, AuditKeys keys)
{
    // A full address book has 3 MB.
    private const int PageSize = 10;
    private const int MostOfACall = 200;

    /// <summary>Verifies documents from a place on.</summary>
    /// <param name="place">The number of the kind, a slash, and how many of it were verified: a key may be any text. Empty for the first.</param>
    /// <param name="findings">Takes the faults.</param>
    /// <returns>The place to go on with, if there are more.</returns>
    public async Task<string?> NextAsync(string place, AuditFindings findings)
    {
        var (kind, done) = PlaceOf(place);
        for (var looked = 0; kind < DocumentSeals.Kinds.Length;)
        {
            // None is ever deleted, so none is passed over.
            var found = await lists.OfKindAsync(DocumentSeals.Kinds[kind], "", done, PageSize);
            foreach (var document in found)
            {
                Check(DocumentSeals.Kinds[kind], document, findings);
            }

            (done, looked) = (done + found.Count, looked + found.Count);
            if (found.Count < PageSize)
            {
                (kind, done) = (kind + 1, 0);
            }
            else if (looked >= MostOfACall)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{kind}/{done}");
            }
        }

        return null;
    }

    /// <summary>Compares documents with what entries of the control log say that was written.</summary>
    public async Task CheckAsync(IEnumerable<AuditEntry> entries, AuditFindings findings)
    {
        foreach (var versions in entries.Select(entry => (Entry: entry, Of: VersionOf(entry.Draft.Id))).Where(pair => pair.Of is not null).GroupBy(pair => (pair.Of!.Value.Kind, pair.Of.Value.Key)))
        {
            var (kind, key) = versions.Key;
            var (first, last) = (versions.Min(pair => pair.Of!.Value.Version), versions.MaxBy(pair => pair.Of!.Value.Version));
            var document = await lists.OfKindAsync(kind, key, 0, 1) is [var found] && found.Position.Key == key ? found : null;
            if (document is null || document.Version < last.Of!.Value.Version || DocumentSeals.Split(document.Json.Span).Seal is not { } seal || DocumentSeals.SinceOf(seal) > first)
            {
                findings.Add(new AuditFault(AuditFaultKind.ControlAltered, Seq: last.Entry.Seq, At: last.Entry.Draft.At));
            }
        }
    }

    private void Check(string kind, ListedDocument stored, AuditFindings findings)
    {
        findings.Looked();
        var (document, seal) = DocumentSeals.Split(stored.Json.Span);
        if (seal is not null && !DocumentSeals.IsIntact(keys, kind, stored.Position.Key, stored.Version, document, seal))
        {
            findings.Add(new AuditFault(AuditFaultKind.ControlAltered));
        }
        else if (seal is null || DocumentSeals.SinceOf(seal) > 1)
        {
            findings.CannotJudge();
        }
    }

    /// <summary>The document and the version that an entry is about.</summary>
    private static (string Kind, string Key, int Version)? VersionOf(string id)
    {
        var (first, last) = (id.IndexOf('/', StringComparison.Ordinal), id.LastIndexOf('/'));
        return first > 0 && id[..first] is var kind && DocumentSeals.Kinds.Contains(kind) && int.TryParse(id.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (kind, last == first ? kind : id[(first + 1)..last], version)
            : null;
    }

    private static (int Kind, int Done) PlaceOf(string place) => place.Split('/') is [var kind, var done]
        && int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && int.TryParse(done, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (number, count)
            : place.Length == 0 ? (0, 0) : throw new ArgumentException("The cursor is not one of ours.");
}
