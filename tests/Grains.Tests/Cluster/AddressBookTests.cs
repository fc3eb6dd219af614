using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using Orleans.TestingHost;
using Payouts.Addresses;
using Payouts.Grains.AddressBook;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Address books on silos in this process over the real storage on a file, and a clock that the test moves.</summary>
public sealed class AddressBookTests : DocumentSilos
{
    private const string Address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    private static readonly string Id = AddressId.Of("c-1", "ETH", Address, null);
    private static readonly string Shape = AddressShape.Of("ETH", Address);
    private static readonly Caller Ana = new("ana@example.com");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 10, 0, 0, TimeSpan.Zero));
    private TimeSpan _coolingOff = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_cooling_off_ends_to_the_millisecond_and_a_restart_does_not_lengthen_it()
    {
        Assert.Equal(AddressStatus.New, await StatusAsync(Book()));
        var added = await Book().Add(Adding());
        Assert.Equal((BookVerdict.Added, _clock.GetUtcNow().AddDays(1)), (added.Verdict, added.Entry!.ActiveAt));

        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal((AddressStatus.Cooling, added.Entry.ActiveAt), Of(await Book().Standing(Id, Shape, "USDT")));
        var restarted = Book(await StartAsync());
        Assert.Equal(AddressStatus.Cooling, await StatusAsync(restarted));

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(AddressStatus.Active, await StatusAsync(Book()));
        Assert.Equal(AddressStatus.Active, await StatusAsync(restarted));
    }

    [Fact]
    public async Task An_activation_that_was_given_up_agrees_after_five_seconds()
    {
        _coolingOff = TimeSpan.Zero;
        await Book().Add(Adding());
        var other = Book(await StartAsync());
        Assert.Equal(AddressStatus.Active, await StatusAsync(other));
        await other.Revoke(Revoking);
        Assert.Equal(AddressStatus.Revoked, await StatusAsync(other));

        // The first does not know of it, and says so no longer than it may.
        _clock.Advance(AddressBookGrain.Trusted);
        Assert.Equal(AddressStatus.Active, await StatusAsync(Book()));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(AddressStatus.Revoked, await StatusAsync(Book()));
        Assert.Equal(AddressStatus.Revoked, (await Book().Find(Id)).Entry!.StatusAt(_clock.GetUtcNow()));
    }

    [Fact]
    public async Task What_is_in_memory_is_trusted_no_longer_while_the_database_is_away()
    {
        _coolingOff = TimeSpan.Zero;
        await Book().Add(Adding());
        await ScalarAsync("ALTER TABLE documents RENAME TO gone");

        _clock.Advance(AddressBookGrain.Trusted);
        Assert.Equal(AddressStatus.Active, await StatusAsync(Book()));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<OrleansException>(() => StatusAsync(Book()));
        await Assert.ThrowsAsync<OrleansException>(() => Book().List(new BookQuery(10)));

        await ScalarAsync("ALTER TABLE gone RENAME TO documents");
        Assert.Equal(AddressStatus.Active, await StatusAsync(Book()));
    }

    [Fact]
    public async Task What_was_found_unchanged_is_trusted_for_another_five_seconds()
    {
        _coolingOff = TimeSpan.Zero;
        await Book().Add(Adding());
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(AddressStatus.Active, await StatusAsync(Book()));
        await ScalarAsync("ALTER TABLE documents RENAME TO gone");

        _clock.Advance(AddressBookGrain.Trusted);
        Assert.Equal(AddressStatus.Active, await StatusAsync(Book()));
    }

    [Fact]
    public async Task After_the_answer_to_a_revocation_nobody_is_told_that_the_address_is_active()
    {
        _coolingOff = TimeSpan.Zero;
        await Book().Add(Adding());
        for (var round = 0; round < 200; round++)
        {
            var asked = Enumerable.Range(0, 8).Select(_ => StatusAsync(Book())).ToList();
            var revoked = Book().Revoke(Revoking);
            asked.AddRange(Enumerable.Range(0, 8).Select(_ => StatusAsync(Book())));
            Assert.Equal(BookVerdict.Done, (await revoked).Verdict);

            Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StatusAsync(Book()))), status => Assert.Equal(AddressStatus.Revoked, status));
            Assert.All(await Task.WhenAll(asked), status => Assert.True(status is AddressStatus.Active or AddressStatus.Revoked));
            Assert.Equal(BookVerdict.Added, (await Book().Add(Adding())).Verdict);
        }
    }

    [Fact]
    public async Task The_standing_is_told_while_a_change_is_written_and_is_not_the_change()
    {
        _coolingOff = TimeSpan.Zero;
        await Book().Add(Adding());
        var gate = Faults.HoldNext();
        var revoked = Book().Revoke(Revoking);
        await gate.Reached;

        Assert.Equal(AddressStatus.Active, await StatusAsync(Book()));
        gate.Open();
        await revoked;
        Assert.Equal(AddressStatus.Revoked, await StatusAsync(Book()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_whose_write_failed_is_repeated_as_the_same(bool isWritten)
    {
        Faults.FailNext(isWritten, kind: "addresses");
        await Assert.ThrowsAsync<OrleansException>(() => Book().Add(Adding()));
        var added = await UntilAnsweredAsync(() => Book().Add(Adding()));
        Assert.Equal((isWritten ? BookVerdict.Done : BookVerdict.Added, 1), (added.Verdict, added.Entry!.Version));

        Faults.FailNext(isWritten, kind: "addresses");
        await Assert.ThrowsAsync<OrleansException>(() => Book().Activate(Activating));
        var activated = await UntilAnsweredAsync(() => Book().Activate(Activating));
        Assert.Equal((BookVerdict.Done, 2), (activated.Verdict, activated.Entry!.Version));

        Faults.FailNext(isWritten, kind: "addresses");
        await Assert.ThrowsAsync<OrleansException>(() => Book().Revoke(Revoking));
        var revoked = await UntilAnsweredAsync(() => Book().Revoke(Revoking));
        Assert.Equal((BookVerdict.Done, 3), (revoked.Verdict, revoked.Entry!.Version));
    }

    [Fact]
    public async Task Of_two_activations_that_change_a_book_at_once_one_does_and_the_other_reads()
    {
        await Book().Add(Adding());
        var other = Book(await StartAsync());
        var gate = Faults.HoldNext("addresses");
        var activated = other.Activate(Activating);
        await gate.Reached;
        await Book().Revoke(Revoking);
        gate.Open();

        await Assert.ThrowsAsync<InconsistentStateException>(() => activated);
        var answer = await UntilAnsweredAsync(() => other.Activate(Activating));

        Assert.Equal(BookVerdict.Revoked, answer.Verdict);
    }

    [Fact]
    public async Task An_activation_that_remembers_what_was_changes_a_book_by_what_is_stored()
    {
        await Book().Add(Adding());
        var other = Book(await StartAsync());
        await other.Find(Id);
        await Book().Revoke(Revoking);

        Assert.Equal(BookVerdict.Revoked, (await other.Activate(Activating)).Verdict);
    }

    [Fact]
    public async Task Every_client_has_a_book_of_its_own()
    {
        await Book().Add(Adding());
        var others = Clusters[0].Client.GetGrain<IAddressBookGrain>("c-2");

        Assert.Equal(BookVerdict.NotFound, (await others.Find(Id)).Verdict);
        Assert.Empty((await others.List(new BookQuery(10))).Entries);
        Assert.Equal(AddressStatus.New, (await others.Standing(AddressId.Of("c-2", "ETH", Address, null), Shape, "USDT")).Status);
        Assert.NotEqual(Id, (await others.Add(Adding())).Entry!.Id);
    }

    private IAddressBookGrain Book(InProcessTestCluster? cluster = null) => (cluster ?? Clusters[0]).Client.GetGrain<IAddressBookGrain>("c-1");

    private static async Task<AddressStatus> StatusAsync(IAddressBookGrain book) => (await book.Standing(Id, Shape, "USDT")).Status;

    private static AddAddress Adding() => new("ETH", Address, "main", Ana, ["ana@example.com"]);

    private static ActivateAddress Activating => new(Id, "ben@example.com", [1]);

    private static RevokeAddress Revoking => new(Id, "leaked", Ana);

    private static (AddressStatus, DateTimeOffset?) Of(AddressStanding standing) => (standing.Status, standing.ActiveAt);

    /// <summary>Repeats a call until the activation whose write failed has ended, as a gateway does.</summary>
    private static async Task<BookAnswer> UntilAnsweredAsync(Func<Task<BookAnswer>> call)
    {
        BookAnswer? answer = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    answer = await call();
                    return true;
                }
                catch (OrleansException)
                {
                    return false;
                }
            },
            () => "The activation did not end.");
        return answer!;
    }

    private protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<CoolingOff>(() => _coolingOff);
        services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
    }
}
