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
    /// <exception cref="AggregateException">Some cannot be woken; all others were.</exception>
    public static async Task WakeAsync(IGrainFactory grains, DocumentLists lists, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var first = BookState.SortOf(since);
        DocumentPosition? after = null;
        var failed = new List<Exception>();
        while (true)
        {
            var page = await lists.PageAsync(Kind, BookState.All, after, PageSize, descending: true, cancellationToken);
            foreach (var book in page.Documents)
            {
                if (string.CompareOrdinal(book.Position.Sort, first) < 0)
                {
                    ThrowIfAny(failed);
                    return;
                }

                try
                {
                    await grains.GetGrain<IAddressBookGrain>(book.Position.Key).Find("");
                }
                catch (Exception exception) when (exception is OrleansException or InvalidDataException or TimeoutException)
                {
                    failed.Add(exception);
                }

                after = book.Position;
            }

            if (!page.HasMore)
            {
                ThrowIfAny(failed);
                return;
            }
        }
    }

    private static void ThrowIfAny(List<Exception> failed)
    {
        if (failed.Count > 0)
        {
            throw new AggregateException("Address books cannot be woken.", failed);
        }
    }
}
