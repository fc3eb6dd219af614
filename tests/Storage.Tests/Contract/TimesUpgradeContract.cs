using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>A database of a release that kept payouts in the order of their creation alone (docs/adr/0040).</summary>
public abstract class TimesUpgradeContract(StoreDatabase database) : StoreTest(database)
{
    private static readonly PayoutTime[] Times = [PayoutTime.Accepted, PayoutTime.Settled, PayoutTime.Funds];

    /// <summary>Takes away what this release added, and the versions: of one release, or of two.</summary>
    protected abstract Task TakeBackAsync(int releases);

    /// <summary>Whether the releases before wrote the times where this one reads them.</summary>
    protected virtual bool AreThere => false;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Payouts_of_earlier_releases_are_whole_and_have_their_places_from_their_next_change_on(int releases)
    {
        var states = Enumerable.Range(0, 30).Select(i => i < 20 ? ScanContract.Timed(A.Payout($"k{i}"), A.Start.AddSeconds(i)) : A.Payout($"k{i}")).ToList();
        await InsertAsync(states);
        await TakeBackAsync(releases);

        await ReopenAsync();

        Assert.Equal(30, (await ScanAsync(PayoutTime.Created)).Count);
        Assert.All(await Store.ReadRowsAsync("", 1000, CancellationToken.None), row => Assert.Empty(row.Differing));
        foreach (var state in states)
        {
            Same.State(state, await Store.ReadAsync(state.Payout.Id, CancellationToken.None));
        }

        foreach (var by in Times)
        {
            Assert.Equal(AreThere ? 20 : 0, (await ScanAsync(by)).Count);
        }

        var changed = await ChangeAsync(states[7], state => state with { Attempts = 1 });
        await InsertAsync(ScanContract.Timed(A.Payout("new"), A.Start.AddSeconds(1000)));
        foreach (var by in Times)
        {
            var found = await ScanAsync(by);
            Assert.Equal(AreThere ? 21 : 2, found.Count);
            Same.State(changed, found.Single(state => state.Payout.Id == changed.Payout.Id));
        }

        Assert.All(await Store.ReadRowsAsync("", 1000, CancellationToken.None), row => Assert.Empty(row.Differing));
        await ReopenAsync();
        Assert.Equal(AreThere ? 21 : 2, (await ScanAsync(PayoutTime.Settled)).Count);
    }

    protected Task<IReadOnlyList<PayoutState>> ScanAsync(PayoutTime by) => Store.ScanAsync(ScanContract.Scan(by), CancellationToken.None);
}

/// <summary>Databases in which the times are columns beside the document.</summary>
public abstract class TimeColumnsContract(StoreDatabase database) : TimesUpgradeContract(database)
{
    /// <summary>Runs a statement behind the service's back.</summary>
    protected abstract Task RunAsync(string sql);

    [Theory]
    [InlineData("account = 'second'", "account")]
    [InlineData("accepted_at = NULL", "accepted_at")]
    [InlineData("accepted_at = settled_at", "accepted_at")]
    [InlineData("settled_at = NULL, funds_since = NULL", "settled_at")]
    [InlineData("settled_at = accepted_at", "settled_at")]
    [InlineData("funds_since = accepted_at", "funds_since")]
    [InlineData("accepted_at = NULL, settled_at = NULL")]
    public async Task A_time_that_is_altered_is_found_unless_the_row_is_as_an_earlier_release_wrote_it(string change, params string[] found)
    {
        var state = A.Payout("k").In(PayoutStatus.Confirmed).With(payout => payout with { AcceptedAt = A.Start.AddSeconds(1), SettledAt = A.Start.AddSeconds(2) });
        await InsertAsync(state);

        await RunAsync($"UPDATE payouts SET {change}");

        Assert.Equal(found, Assert.Single(await Store.FindRowsAsync([state.Payout.Id], CancellationToken.None)).Differing);
    }
}
