using System.Globalization;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>Payouts in the order of one of their times, many at once, and what waits for funds (docs/adr/0040).</summary>
public abstract class ScanContract(StoreDatabase database) : StoreTest(database)
{
    public static TheoryData<PayoutTime, string?> Orders => new()
    {
        { PayoutTime.Created, null },
        { PayoutTime.Created, "c-1" },
        { PayoutTime.Accepted, null },
        { PayoutTime.Settled, null },
        { PayoutTime.Funds, null },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_have_each_payout_of_the_range_once_in_the_order_of_its_time_and_id(PayoutTime by, string? client)
    {
        var states = Enumerable.Range(0, 120).Select(State).ToList();
        await InsertAsync(states);
        var all = Scan(by, client) with { Limit = 7 };
        var expected = Ordered(states.Where(state => IsOf(all, state)), by);
        Assert.InRange(expected.Count, 10, 119);

        Assert.Equal(expected, await AllAsync(all));
        foreach (var (from, to) in new[] { (3, 9), (0, 1), (9, 9), (12, 2000) })
        {
            var part = all with { From = A.Start.AddSeconds(from), To = A.Start.AddSeconds(to) };
            Assert.Equal(expected.Where(place => place.At >= part.From && place.At < part.To), await AllAsync(part));
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_bound_between_two_milliseconds_is_the_later_one(PayoutTime by, string? client)
    {
        var states = Enumerable.Range(0, 3).Select(i => Timed(A.Payout($"k{i}"), A.Start.AddMilliseconds(i))).ToList();
        await InsertAsync(states);

        var scan = Scan(by, client) with { From = A.Start.AddTicks(1), To = A.Start.AddMilliseconds(1).AddTicks(1) };

        Assert.Equal([A.Start.AddMilliseconds(1)], (await AllAsync(scan)).Select(place => place.At));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task What_comes_and_changes_between_two_pages_neither_repeats_nor_hides_what_was_there(PayoutTime by, string? client)
    {
        var states = Enumerable.Range(0, 60).Select(i => Timed(A.Payout($"k{i}"), A.Start.AddSeconds(i % 20))).ToList();
        await InsertAsync(states);
        var scan = Scan(by, client) with { Limit = 10 };
        var found = new List<PagePosition>();
        for (var page = 0; ; page++)
        {
            var rows = await Store.ScanAsync(scan with { After = found.Count > 0 ? found[^1] : null }, CancellationToken.None);
            found.AddRange(rows.Select(scan.Place));
            if (rows.Count < scan.Limit)
            {
                break;
            }

            // Before the position, at it and after it; and the row at the position itself becomes another version.
            await InsertAsync(new[] { -1, 0, 1 }.Select(offset => Timed(A.Payout($"new{page}{offset}"), found[^1].At.AddMilliseconds(offset))));
            await ChangeAsync(rows[^1], state => state with { Attempts = 1 });
        }

        Assert.Equal(found, Ordered(found));
        Assert.Equal(found.Distinct(), found);
        Assert.Superset(Ordered(states, by).ToHashSet(), found.ToHashSet());
    }

    [Fact]
    public async Task A_page_after_a_payout_that_is_not_there_begins_at_its_place()
    {
        var states = Enumerable.Range(0, 20).Select(i => Timed(A.Payout($"k{i}"), A.Start.AddSeconds(i / 4))).ToList();
        await InsertAsync(states);

        foreach (var by in Enum.GetValues<PayoutTime>())
        {
            var scan = Scan(by) with { After = new PagePosition(A.Start.AddSeconds(2), A.Id("c-1", "lost")) };
            Assert.Equal(Ordered(states, by).Where(place => Compare(place, scan.After!) > 0), await AllAsync(scan));
        }
    }

    [Fact]
    public async Task Accounts_and_assets_are_apart()
    {
        var other = Timed(A.Payout("other"), A.Start).With(payout => payout with { Account = "second" });
        var ton = Timed(A.Payout("ton", asset: "TON"), A.Start);
        await InsertAsync(Timed(A.Payout("k"), A.Start), other, ton);

        foreach (var by in new[] { PayoutTime.Accepted, PayoutTime.Settled, PayoutTime.Funds })
        {
            Assert.Equal([other.Payout.Id], (await AllAsync(Scan(by) with { Account = "second" })).Select(place => place.Id));
        }

        Assert.Equal([ton.Payout.Id], (await AllAsync(Scan(PayoutTime.Funds) with { Asset = "TON" })).Select(place => place.Id));
        Assert.Equal([new FundsSum("TRON", 1, 25.5m)], await Store.SumFundsAsync("second", "USDT", CancellationToken.None));
    }

    [Fact]
    public async Task A_payout_waits_for_funds_exactly_while_it_is_queued_for_them()
    {
        var state = A.Payout("k") with { QueuedSince = A.Start.AddSeconds(7) };
        await InsertAsync(state);
        Assert.Empty(await FundsAsync());

        state = await ChangeAsync(state, old => old.With(payout => payout with { Reason = PayoutReason.InsufficientFunds }));
        Assert.Equal([A.Start.AddSeconds(7)], await FundsAsync());
        Assert.Equal([new FundsSum("TRON", 1, 25.5m)], await Store.SumFundsAsync(Payout.MainAccount, "USDT", CancellationToken.None));

        state = await ChangeAsync(state, old => old.With(payout => payout with { Detail = PayoutDetail.Submitting }));
        Assert.Empty(await FundsAsync());
        state = await ChangeAsync(state, old => old.With(payout => payout with { Detail = PayoutDetail.Queued, Reason = PayoutReason.ProviderUnavailable }));
        Assert.Empty(await FundsAsync());
        await ChangeAsync(state, old => old.With(payout => payout with { Reason = PayoutReason.InsufficientFunds }));
        Assert.Equal([A.Start.AddSeconds(7)], await FundsAsync());
    }

    [Fact]
    public async Task A_payout_has_its_place_once_it_is_accepted_and_once_it_is_settled()
    {
        var state = A.Payout("k");
        await InsertAsync(state);
        Assert.Equal((0, 0), (await CountAsync(PayoutTime.Accepted), await CountAsync(PayoutTime.Settled)));

        state = await ChangeAsync(state, old => old.In(PayoutStatus.Broadcast).With(payout => payout with { AcceptedAt = A.Start.AddSeconds(1) }));
        Assert.Equal((1, 0), (await CountAsync(PayoutTime.Accepted), await CountAsync(PayoutTime.Settled)));

        state = await ChangeAsync(state, old => old.In(PayoutStatus.Confirmed).With(payout => payout with { SettledAt = A.Start.AddSeconds(2) }));
        Assert.Equal((1, 1), (await CountAsync(PayoutTime.Accepted), await CountAsync(PayoutTime.Settled)));
        Same.State(state, Assert.Single(await Store.ScanAsync(Scan(PayoutTime.Settled), CancellationToken.None)));
    }

    [Fact]
    public async Task What_waits_for_funds_is_summed_up_to_the_last_digit()
    {
        Assert.Empty(await Store.SumFundsAsync(Payout.MainAccount, "USDT", CancellationToken.None));
        decimal[] amounts = [999999999999999999.99999999m, 0.00000001m, 0.1m, 0.2m, 123456789012345678.12345678m, 1.50m];
        await InsertAsync(amounts.Select((amount, i) => Timed(A.Payout($"k{i}", amount: amount), A.Start)));

        var (_, count, sum) = Assert.Single(await Store.SumFundsAsync(Payout.MainAccount, "USDT", CancellationToken.None));

        Assert.Equal((6, "1123456789012345679.92345678"), (count, sum.ToString()));
        Assert.Equal(amounts.Sum().ToString("0.########", CultureInfo.InvariantCulture), sum.ToString());
    }

    [Fact]
    public async Task Many_payouts_are_read_by_their_ids_at_once()
    {
        var states = Enumerable.Range(0, IPayoutStore.MostIds).Select(i => A.Payout($"k{i}")).ToList();
        await InsertAsync(states);

        var found = await Store.ReadManyAsync([.. states.Take(200).Select(state => state.Payout.Id), A.Id("c-1", "none"), states[0].Payout.Id], CancellationToken.None);

        Assert.Equal(states.Take(200).Select(state => state.Payout.Id).Order(), found.Select(state => state.Payout.Id).Order());
        Same.State(states[7], found.Single(state => state.Payout.Id == states[7].Payout.Id));
        Assert.Empty(await Store.ReadManyAsync([], CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadManyAsync([.. Enumerable.Repeat("a", 257)], CancellationToken.None));
    }

    [Fact]
    public async Task Payouts_are_found_by_their_uuids_in_any_case_and_both_of_one()
    {
        PayoutState[] states =
        [
            WithUuid("upper", "A7C0CAEC-A594-4AAA-B1C4-77D511857594"), WithUuid("lower", "b7c0caec-a594-4aaa-b1c4-77d511857594"),
            WithUuid("one", "c7c0caec"), WithUuid("two", "c7c0caec"), A.Payout("none"),
        ];
        await InsertAsync(states);

        async Task<IEnumerable<string>> FindAsync(params string[] uuids) => (await Store.FindByHeleketAsync(uuids, CancellationToken.None)).Select(state => state.Payout.IdempotencyKey).Order();
        Assert.Equal(["lower", "upper"], await FindAsync("a7c0caec-a594-4aaa-b1c4-77d511857594", "B7C0CAEC-A594-4AAA-B1C4-77D511857594", "d"));
        Assert.Equal(["one", "two"], await FindAsync("c7c0caec", "c7c0caec"));
        Assert.Empty(await FindAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => FindAsync([.. Enumerable.Repeat("a", 257)]));
    }

    [Fact]
    public async Task A_scan_that_no_index_has_and_a_page_that_is_too_large_are_refused()
    {
        var created = Scan(PayoutTime.Created);
        PayoutScan[] wrong =
        [
            created with { Account = Payout.MainAccount }, created with { Asset = "USDT" }, created with { Limit = 0 }, created with { Limit = PayoutScan.MostRows + 1 },
            Scan(PayoutTime.Accepted) with { Account = null }, Scan(PayoutTime.Settled) with { ClientId = "c-1" }, Scan(PayoutTime.Settled) with { Asset = "USDT" },
            Scan(PayoutTime.Funds) with { Asset = null },
        ];

        foreach (var scan in wrong)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.ScanAsync(scan, CancellationToken.None));
        }
    }

    internal static PayoutScan Scan(PayoutTime by, string? client = null) => new()
    {
        By = by,
        ClientId = client,
        Account = by == PayoutTime.Created ? null : Payout.MainAccount,
        Asset = by == PayoutTime.Funds ? "USDT" : null,
    };

    /// <summary>The state with all its times at this one.</summary>
    internal static PayoutState Timed(PayoutState state, DateTimeOffset at) => state.With(payout => payout with
    {
        CreatedAt = at,
        AcceptedAt = at,
        SettledAt = at,
        Reason = PayoutReason.InsufficientFunds,
    }) with
    { QueuedSince = at };

    // Several of each time, in no order of ids; some of another client, and some without such a time.
    private static PayoutState State(int i)
    {
        var state = Timed(A.Payout($"k{i}", client: i % 3 == 0 ? "c-2" : "c-1"), A.Start.AddSeconds(i * 7919 % 13));
        return i % 5 == 0 ? state.With(payout => payout with { AcceptedAt = null, SettledAt = null, Reason = null }) : state;
    }

    private static PayoutState WithUuid(string key, string uuid) => A.Payout(key).With(payout => payout with { HeleketTransactionId = uuid });

    private static bool IsOf(PayoutScan scan, PayoutState state) => scan.By == PayoutTime.Created
        ? scan.ClientId is null || state.Payout.Request.ClientId == scan.ClientId
        : state.Payout.AcceptedAt is not null;

    private static List<PagePosition> Ordered(IEnumerable<PayoutState> states, PayoutTime by) => Ordered(states.Select(Scan(by).Place));

    private static List<PagePosition> Ordered(IEnumerable<PagePosition> places) => [.. places.Order(Comparer<PagePosition>.Create(Compare))];

    private static int Compare(PagePosition left, PagePosition right) =>
        left.At != right.At ? left.At.CompareTo(right.At) : string.CompareOrdinal(left.Id, right.Id);

    private async Task<List<PagePosition>> AllAsync(PayoutScan scan)
    {
        var all = new List<PagePosition>();
        IReadOnlyList<PayoutState> page;
        do
        {
            page = await Store.ScanAsync(all.Count > 0 ? scan with { After = all[^1] } : scan, CancellationToken.None);
            all.AddRange(page.Select(scan.Place));
        }
        while (page.Count == scan.Limit);

        return all;
    }

    private async Task<IEnumerable<DateTimeOffset>> FundsAsync() => (await AllAsync(Scan(PayoutTime.Funds))).Select(place => place.At);

    private async Task<int> CountAsync(PayoutTime by) => (await AllAsync(Scan(by))).Count;
}
