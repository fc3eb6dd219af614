using System.Collections.Immutable;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;

namespace Payouts.Grains.Audit;

/// <summary>Reads the control log as it is stored.</summary>
internal sealed class ControlPages(DocumentLists lists)
{
    private const int MostPages = 20;

    private static readonly string Kind = DocumentAttribute.Of(typeof(AuditPage)).Kind;

    /// <summary>Entries, the newest first. Looks at no more than some pages a call.</summary>
    public async Task<AuditEntryPage> FindAsync(AuditQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var found = ImmutableArray.CreateBuilder<AuditEntry>();
        var after = query.Before is { } before ? Above(before) : null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var read = await lists.PageAsync(Kind, AuditPage.All, after, 1, descending: true);
            if (read.Documents is not [var document])
            {
                return new(found.ToImmutable());
            }

            var page = document.Read<AuditPage>();
            foreach (var entry in page.Entries.Reverse().Where(entry => !(entry.Seq >= query.Before) && IsAskedFor(entry.Draft, query)))
            {
                if (found.Count == query.Limit)
                {
                    return new(found.ToImmutable(), found[^1].Seq);
                }

                found.Add(entry);
            }

            if (!read.HasMore)
            {
                return new(found.ToImmutable());
            }

            after = document.Position;
        }

        return new(found.ToImmutable(), after!.Sort is var sort ? long.Parse(sort, System.Globalization.CultureInfo.InvariantCulture) * AuditPage.Size + 1 : null);
    }

    /// <summary>Entries of a page in the order of their numbers.</summary>
    /// <param name="after">The page before it; <see langword="null"/> for the first.</param>
    public async Task<AuditPage?> AfterAsync(int? after)
    {
        var position = after is { } number ? new DocumentPosition(AuditPage.KeyOf(number), AuditPage.KeyOf(number)) : null;
        var read = await lists.PageAsync(Kind, AuditPage.All, position, 1, descending: false);
        return read.Documents is [var document] ? document.Read<AuditPage>() : null;
    }

    /// <summary>Whether an entry is asked for.</summary>
    internal static bool IsAskedFor(AuditDraft draft, AuditQuery query) =>
        (query.Actor is null || query.Actor == draft.Actor.Person || query.Actor == draft.Actor.KeyId)
        && (query.Action is null || query.Action == draft.Action || draft.Action.StartsWith($"{query.Action}.", StringComparison.Ordinal))
        && (query.Target is null || query.Target == draft.Target)
        && !(draft.At < query.From)
        && !(draft.At >= query.To);

    // The page of the entry before it is the first to look at.
    private static DocumentPosition Above(long before)
    {
        var key = AuditPage.KeyOf(before <= 1 ? 0 : AuditPage.Of(before - 1) + 1);
        return new(key, "");
    }
}
