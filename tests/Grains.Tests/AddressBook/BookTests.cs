using Payouts.Grains.AddressBook;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Storage.Documents;
using static Payouts.Grains.Tests.AddressBook.Books;

namespace Payouts.Grains.Tests.AddressBook;

/// <summary>A book as a whole: how large it may be, how it is kept, and how it is listed.</summary>
public sealed class BookTests
{
    [Fact]
    public void A_book_has_five_thousand_entries_and_what_is_revoked_counts()
    {
        var full = new Book("c-1", new BookState([.. Enumerable.Range(0, IAddressBookGrain.MostEntries).Select(number => Entry(Random(number), number))]));
        Assert.Equal((BookVerdict.Full, null), Of(BookRules.Add(full, Adding(Known), Now, Day)));

        var revoked = Changed(full, (book, at) => BookRules.Revoke(book, new(book.State.Entries[0].Id, "old", Ana), at));
        Assert.Equal((BookVerdict.Full, null), Of(BookRules.Add(revoked, Adding(Known), Now, Day)));
        Assert.Equal(BookVerdict.Added, BookRules.Add(revoked, Adding(Random(0)), Now, Day).Answer.Verdict);
    }

    [Fact]
    public void A_full_book_of_the_longest_entries_is_a_document_that_can_be_kept()
    {
        var person = new string('p', 254);
        var wide = string.Concat(Enumerable.Repeat("\U0001F600", 200));
        var longest = new BookEntry(
            new string('f', 32), "AVALANCHE", new string('x', 106), wide[..160], new(person, new string('k', 64)), Now, Now, [person, person],
            [.. Enumerable.Repeat(new string('f', 32), BookRules.MostSimilar)], new string('A', 20), wide[..60], new(Now, person), new(Now, wide, person, new string('k', 64)), 1000);

        var bytes = new DocumentSerializer().Serialize(new BookState([.. Enumerable.Repeat(longest, IAddressBookGrain.MostEntries)])).ToMemory().Length;

        Assert.InRange(bytes, 25_000_000, DocumentAttribute.Of(typeof(BookState)).MostBytes * 3 / 4);
    }

    [Fact]
    public void A_book_is_read_as_it_was_written()
    {
        var book = Changed(With(Adding(Known)), (before, at) => BookRules.Revoke(before, Revoking(Known), at)).State;
        var serializer = new DocumentSerializer();

        var read = serializer.Deserialize<BookState>(serializer.Serialize(book));

        Assert.Equivalent(book, read, strict: true);
    }

    [Fact]
    public void A_list_has_the_newest_first_and_its_pages_neither_miss_nor_repeat_an_entry()
    {
        var book = new Book("c-1", new BookState([.. Enumerable.Range(0, 25).Select(number => Entry(Random(number), number / 3))]));
        var seen = new List<BookEntry>();
        BookPosition? after = null;
        BookPage page;
        do
        {
            page = BookRules.List(book, new BookQuery(4, After: after), Now);
            seen.AddRange(page.Entries);
            after = new(page.Entries[^1].CreatedAt, page.Entries[^1].Id);
        }
        while (page.HasMore);

        Assert.Equal(book.State.Entries.OrderByDescending(entry => entry.CreatedAt).ThenByDescending(entry => entry.Id, StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData(AddressStatus.New, null, 0)]
    [InlineData(AddressStatus.Cooling, null, 1)]
    [InlineData(AddressStatus.Active, null, 1)]
    [InlineData(AddressStatus.Revoked, null, 1)]
    [InlineData(null, "BSC", 1)]
    [InlineData(AddressStatus.Cooling, "BSC", 0)]
    [InlineData(null, null, 3)]
    public void A_list_is_filtered_by_what_its_entries_are_now(AddressStatus? status, string? network, int found)
    {
        var book = With(Adding(Known));
        book = Changed(book, (before, at) => BookRules.Add(before, Adding(Another) with { Network = "BSC" }, at, TimeSpan.Zero));
        book = Changed(book, (before, at) => BookRules.Add(before, Adding(Random(1)), at, Day));
        book = Changed(book, (before, at) => BookRules.Revoke(before, Revoking(Random(1)), at));

        Assert.Equal(found, BookRules.List(book, new BookQuery(10, status, network), Now).Entries.Length);
    }
}
