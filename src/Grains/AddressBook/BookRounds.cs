using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.AddressBook;

namespace Payouts.Grains.AddressBook;

/// <summary>
/// Wakes books whose last change may wait to be logged by the audit: nobody may ask for such a book for a long time after
/// the silo that changed it has died.
/// </summary>
public static class BookRounds
{
    private const int PageSize = 10;

    private static readonly string Kind = DocumentAttribute.Of(typeof(BookState)).Kind;

    /// <summary>Wakes those that were changed since a time.</summary>
    /// <exception cref="OrleansException">The storage has failed.</exception>
    public static async Task WakeAsync(IGrainFactory grains, DocumentLists lists, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var first = BookState.SortOf(since);
        DocumentPosition? after = null;
        while (true)
        {
            var page = await lists.PageAsync(Kind, BookState.All, after, PageSize, descending: true, cancellationToken);
            foreach (var book in page.Documents)
            {
                if (string.CompareOrdinal(book.Position.Sort, first) < 0)
                {
                    return;
                }

                await grains.GetGrain<IAddressBookGrain>(book.Position.Key).Find("");
                after = book.Position;
            }

            if (!page.HasMore)
            {
                return;
            }
        }
    }
}
