using Payouts.Addresses;
using Payouts.Grains.AddressBook;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using static Payouts.Grains.Tests.AddressBook.Books;

namespace Payouts.Grains.Tests.AddressBook;

public sealed class BookRulesTests
{
    [Fact]
    public void An_address_is_added_and_cools_off()
    {
        var (answer, next) = BookRules.Add(Empty, Adding(Known) with { Asset = "USDT" }, Now, Day);

        Assert.Equal(BookVerdict.Added, answer.Verdict);
        var entry = Assert.Single(next!.Entries);
        Assert.Same(entry, answer.Entry);
        Assert.Equal(AddressId.Of("c-1", "ETH", Known, null), entry.Id);
        Assert.Equal(("ETH", "USDT", Known, null, "main", Ana, 1), (entry.Network, entry.Asset, entry.Address, entry.Memo, entry.Label, entry.CreatedBy, entry.Version));
        Assert.Equal((Now, Now.AddDays(1)), (entry.CreatedAt, entry.ActiveAt));
        Assert.Equal(["ana@example.com"], entry.Makers);
        Assert.Empty(entry.SimilarTo);
    }

    [Theory]
    [InlineData(-1, AddressStatus.Cooling)]
    [InlineData(0, AddressStatus.Active)]
    [InlineData(1, AddressStatus.Active)]
    public void An_entry_becomes_active_by_itself_to_the_millisecond(int milliseconds, AddressStatus status)
    {
        var book = With(Adding(Known));
        var at = Now.AddDays(1).AddMilliseconds(milliseconds);

        Assert.Equal(status, book.State.Entries[0].StatusAt(at));
        Assert.Equal((status, status == AddressStatus.Cooling ? Now.AddDays(1) : null), Of(Standing(book, Known, at: at)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7 * 24 * 60)]
    public void A_cooling_off_is_from_nothing_to_seven_days(int minutes)
    {
        var (answer, _) = BookRules.Add(Empty, Adding(Known), Now, TimeSpan.FromMinutes(minutes));

        Assert.Equal(Now.AddMinutes(minutes), answer.Entry!.ActiveAt);
        Assert.Throws<ArgumentException>(() => BookRules.Add(Empty, Adding(Known), Now, TimeSpan.FromMilliseconds(-1)));
        Assert.Throws<ArgumentException>(() => BookRules.Add(Empty, Adding(Known), Now, IAddressBookGrain.MostCoolingOff + TimeSpan.FromMilliseconds(1)));
    }

    [Theory]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData(Known)]
    public void The_same_again_in_whatever_spelling_changes_nothing(string spelling)
    {
        var book = With(Adding(Known));
        var (answer, next) = BookRules.Add(book, Adding(spelling) with { Label = "other", By = Robot }, Now.AddHours(1), TimeSpan.Zero);

        Assert.Equal((BookVerdict.Done, null), (answer.Verdict, next));
        Assert.Same(book.State.Entries[0], answer.Entry);
    }

    [Fact]
    public void An_entry_for_one_asset_is_not_taken_for_another()
    {
        var book = With(Adding(Known) with { Asset = "USDT" }, TimeSpan.Zero);

        Assert.Equal(BookVerdict.OtherAsset, BookRules.Add(book, Adding(Known) with { Asset = "USDC" }, Now, Day).Answer.Verdict);
        Assert.Equal(BookVerdict.OtherAsset, BookRules.Add(book, Adding(Known), Now, Day).Answer.Verdict);
        Assert.Equal(AddressStatus.Active, Standing(book, Known, "USDT").Status);
        Assert.Equal(AddressStatus.New, Standing(book, Known, "USDC").Status);
        Assert.Equal(AddressStatus.Active, Standing(With(Adding(Known), TimeSpan.Zero), Known, "USDC").Status);
    }

    [Fact]
    public void Another_memo_is_another_receiver_and_no_look_alike()
    {
        const string Ton = "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF";
        var book = With(Adding(Ton) with { Network = "TON", Memo = "1" }, TimeSpan.Zero);

        var other = AddressId.Of("c-1", "TON", Ton, "2");
        Assert.Equal((AddressStatus.New, 0), (Standing(book, Ton, "TON", id: other, network: "TON").Status, Standing(book, Ton, "TON", id: other, network: "TON").SimilarTo.Length));
        Assert.Equal(BookVerdict.Added, BookRules.Add(book, Adding(Ton) with { Network = "TON", Memo = "2" }, Now, Day).Answer.Verdict);
        Assert.Equal(BookVerdict.Added, BookRules.Add(book, Adding(Ton) with { Network = "TON" }, Now, Day).Answer.Verdict);
    }

    [Fact]
    public void A_look_alike_of_a_known_address_is_added_only_when_that_is_acknowledged()
    {
        var book = With(Adding(Known));

        var (refused, nothing) = BookRules.Add(book, Adding(Poison), Now, Day);
        Assert.Equal((BookVerdict.Similar, null), (refused.Verdict, nothing));
        Assert.Same(book.State.Entries[0], Assert.Single(refused.SimilarTo));

        var (added, next) = BookRules.Add(book, Adding(Poison) with { AcknowledgeSimilar = true }, Now, Day);
        Assert.Equal((BookVerdict.Added, 2), (added.Verdict, next!.Entries.Length));
        Assert.Equal([book.State.Entries[0].Id], added.Entry!.SimilarTo);
    }

    [Fact]
    public void What_was_revoked_is_not_known_and_what_is_alike_on_another_family_is_not_alike()
    {
        var revoked = Changed(With(Adding(Known)), (book, at) => BookRules.Revoke(book, Revoking(Known), at));

        Assert.Equal(BookVerdict.Added, BookRules.Add(revoked, Adding(Poison), Now, Day).Answer.Verdict);
        Assert.Empty(Standing(revoked, Poison).SimilarTo);
        Assert.Equal(BookVerdict.Added, BookRules.Add(With(Adding(Known)), Adding(Another), Now, Day).Answer.Verdict);
    }

    [Fact]
    public void Ten_look_alikes_are_told_and_kept_and_no_more()
    {
        var book = new Book("c-1", new BookState([.. Enumerable.Range(0, 12).Select(number => Entry($"0x5aae{number:00000000000000000000000000000000}eaed", number))]));

        Assert.Equal(BookRules.MostSimilar, BookRules.Add(book, Adding(Known), Now, Day).Answer.SimilarTo.Length);
        Assert.Equal(BookRules.MostSimilar, BookRules.Add(book, Adding(Known) with { AcknowledgeSimilar = true }, Now, Day).Answer.Entry!.SimilarTo.Length);
        Assert.Equal(BookRules.MostSimilar, Standing(book, Known).SimilarTo.Length);
    }

    [Fact]
    public void A_look_alike_is_told_with_the_standing_until_it_is_active()
    {
        var book = With(Adding(Known), TimeSpan.Zero);
        Assert.Equal((AddressStatus.New, 1), (Standing(book, Poison).Status, Standing(book, Poison).SimilarTo.Length));

        var both = Changed(book, (before, at) => BookRules.Add(before, Adding(Poison) with { AcknowledgeSimilar = true }, at, Day));
        Assert.Equal([book.State.Entries[0].Id], Standing(both, Poison).SimilarTo);
        Assert.Equal(AddressStatus.Cooling, Standing(both, Poison).Status);

        // Neither does an entry that stands become suspect by a later one that looks like it.
        Assert.Empty(Standing(both, Known).SimilarTo);
        Assert.Empty(Standing(both, Poison, at: Now.AddDays(1)).SimilarTo);
    }

    [Fact]
    public void Another_person_makes_an_entry_active_at_once()
    {
        var book = With(Adding(Known));
        var (answer, next) = BookRules.Activate(book, Activating(Known, "ben@example.com", 1), Now.AddMinutes(1));

        Assert.Equal(BookVerdict.Done, answer.Verdict);
        Assert.Equal((Now.AddMinutes(1), new Activation(Now.AddMinutes(1), "ben@example.com"), 2), (answer.Entry!.ActiveAt, answer.Entry.Activated, answer.Entry.Version));
        Assert.Equal(AddressStatus.Active, Standing(new Book("c-1", next!), Known, at: Now.AddMinutes(1)).Status);
    }

    [Theory]
    [InlineData("ana@example.com")]
    [InlineData(" ANA@example.com ")]
    [InlineData("carl@example.com")]
    public void Nobody_activates_what_he_added_himself_or_with_a_key_whose_secret_he_saw(string person)
    {
        var book = With(Adding(Known) with { By = Robot, Makers = ["Ana@Example.com", "carl@example.com"] });

        Assert.Equal((BookVerdict.SelfApproval, null), Of(BookRules.Activate(book, Activating(Known, person, 1), Now)));
        Assert.Equal((BookVerdict.SelfApproval, null), Of(BookRules.Activate(book, Activating(Known, person, 1), Now.AddDays(2))));
    }

    [Fact]
    public void An_activation_names_a_version_and_may_be_repeated()
    {
        var book = With(Adding(Known));
        Assert.Equal((BookVerdict.VersionMismatch, null), Of(BookRules.Activate(book, Activating(Known, "ben@example.com", 2), Now)));
        Assert.Equal((BookVerdict.NotFound, null), Of(BookRules.Activate(book, Activating(Another, "ben@example.com", 1), Now)));

        var active = Changed(book, (before, at) => BookRules.Activate(before, new(before.State.Entries[0].Id, "ben@example.com"), at));
        Assert.Equal((BookVerdict.Done, null), Of(BookRules.Activate(active, Activating(Known, "ben@example.com", 1), Now)));
    }

    [Fact]
    public void A_revocation_is_at_once_and_for_good_and_may_be_repeated()
    {
        var book = With(Adding(Known), TimeSpan.Zero);
        Assert.Equal((BookVerdict.NotFound, null), Of(BookRules.Revoke(book, Revoking(Another), Now)));

        var (answer, next) = BookRules.Revoke(book, Revoking(Known), Now);
        Assert.Equal((BookVerdict.Done, 2, "leaked", "shop-eu"), (answer.Verdict, answer.Entry!.Version, answer.Entry.Revoked!.Reason, answer.Entry.Revoked.Key));
        var revoked = new Book("c-1", next!);
        Assert.Equal(AddressStatus.Revoked, Standing(revoked, Known, at: Now.AddYears(1)).Status);
        Assert.Equal((BookVerdict.Done, null), Of(BookRules.Revoke(revoked, Revoking(Known) with { Reason = "again" }, Now.AddHours(1))));
        Assert.Equal((BookVerdict.Revoked, null), Of(BookRules.Activate(revoked, Activating(Known, "ben@example.com", 2), Now)));
    }

    [Fact]
    public void What_was_revoked_and_is_added_again_begins_a_new_cooling_off()
    {
        var active = Changed(With(Adding(Known)), (book, at) => BookRules.Activate(book, Activating(Known, "ben@example.com", 1), at));
        var revoked = Changed(active, (book, at) => BookRules.Revoke(book, Revoking(Known), at));

        var (answer, next) = BookRules.Add(revoked, Adding(Known) with { Asset = "USDC", By = new("ben@example.com"), Makers = ["ben@example.com"] }, Now.AddDays(3), Day);

        var entry = Assert.Single(next!.Entries);
        Assert.Equal((BookVerdict.Added, 4, Now.AddDays(4), "USDC"), (answer.Verdict, entry.Version, entry.ActiveAt, entry.Asset));
        Assert.Equal((null, null), (entry.Activated, entry.Revoked));
        Assert.Equal((BookVerdict.SelfApproval, null), Of(BookRules.Activate(new Book("c-1", next), Activating(Known, "ben@example.com", 4), Now.AddDays(3))));
    }
}
