using CsCheck;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>Lists of those who wait, the longest first (docs/http-api.md, "List").</summary>
public abstract class SinceContract(StoreDatabase database) : StoreTest(database)
{
    private static readonly string[] Clients = ["c-1", "c-2"];

    // Fractions whose texts differ in length, and ties.
    private static readonly double[] Times = [-86_400_000, 0, 1, 9, 10, 99, 100, 101, 999, 1000, 1010, 60_000, 1_000_000_000];

    private static readonly Gen<PayoutState> SomePayout =
        from client in Gen.OneOf(Clients)
        from key in Gen.Int[0, int.MaxValue]
        from detail in Gen.Enum<PayoutDetail>().Nullable()
        from attention in Gen.Bool
        from created in Gen.Int[0, 5]
        from since in Gen.OneOf(Times)
        select Waiting($"k{key}", since, detail, attention, client, created);

    private static readonly Gen<PayoutQuery> SomeQuery =
        from client in Gen.OneOf(Clients).Null()
        from detail in Gen.OneOf([.. PayoutQuery.WaitingDetails])
        from attention in Gen.Bool.Nullable()
        from isForDetail in Gen.Bool
        from created in Gen.Int[0, 5].Nullable()
        from limit in Gen.Int[1, 40]
        select new PayoutQuery
        {
            ClientId = client,
            Detail = isForDetail || attention != true ? detail : null,
            NeedsAttention = attention,
            CreatedFrom = created is { } first ? A.Start.AddSeconds(first) : null,
            CreatedTo = created is { } last ? A.Start.AddSeconds(last + 3) : null,
            Order = PayoutOrder.Since,
            Limit = limit,
        };

    [Fact]
    public async Task Any_query_finds_what_a_search_of_every_payout_finds_page_by_page()
    {
        var all = SomePayout.Array[300].Single().DistinctBy(state => state.Payout.Id).ToList();
        await InsertAsync(all);

        await SomeQuery.SampleAsync(
            async query => Assert.Equal(Expected(all, query), (await AllPagesAsync(query)).ConvertAll(payout => payout.Id)),
            iter: 150,
            threads: 1);
    }

    [Fact]
    public async Task Pages_neither_skip_nor_repeat_who_waits_all_the_time_while_others_come_and_go()
    {
        var all = Enumerable.Range(0, 60).Select(i => Waiting($"k{i}", i / 4, PayoutDetail.OutcomeUnknown, attention: true)).ToList();
        await InsertAsync(all);
        var now = all.ToDictionary(state => state.Payout.Id);
        var query = new PayoutQuery { NeedsAttention = true, Order = PayoutOrder.Since, Limit = 7 };
        var (seen, settled, anew) = (new List<string>(), new HashSet<string>(), new HashSet<string>());
        for (var page = await Store.QueryAsync(query, CancellationToken.None); ; page = await Store.QueryAsync(query, CancellationToken.None))
        {
            seen.AddRange(page.Payouts.Select(payout => payout.Id));
            if (page.Next is not { } next)
            {
                break;
            }

            // The very row that the cursor names is settled, one before it begins to wait anew, and one comes that waits longer.
            now[next.Id] = await ChangeAsync(now[next.Id], state => state.In(PayoutStatus.Confirmed).With(payout => payout with { NeedsAttention = false }));
            settled.Add(next.Id);
            if (anew.Add(seen[^2]))
            {
                now[seen[^2]] = await ChangeAsync(now[seen[^2]], state => state with { Since = A.Start.AddDays(1) });
            }

            await InsertAsync(Waiting($"early{seen.Count}", -1, PayoutDetail.OutcomeUnknown, attention: true));
            query = query with { After = next };
        }

        Assert.InRange(anew.Count, 5, 15);
        Assert.Equal(Expected(all, query), seen.Take(60));
        Assert.Equal(anew.Where(id => !settled.Contains(id) || seen.LastIndexOf(id) >= 60).Order(StringComparer.Ordinal), seen.Skip(60));
    }

    [Fact]
    public async Task A_payout_is_in_the_list_exactly_while_it_waits()
    {
        var query = new PayoutQuery { Detail = PayoutDetail.Queued, Order = PayoutOrder.Since };
        var state = A.Payout("k");
        await InsertAsync(state);
        Assert.Single((await Store.QueryAsync(query, CancellationToken.None)).Payouts);

        state = await ChangeAsync(state, old => old.With(payout => payout with { Detail = PayoutDetail.Submitting }));
        Assert.Empty((await Store.QueryAsync(query, CancellationToken.None)).Payouts);

        await ChangeAsync(state, old => old.With(payout => payout with { NeedsAttention = true }));
        Same.Payout(
            (await Store.ReadAsync(state.Payout.Id, CancellationToken.None))!.Payout,
            Assert.Single((await Store.QueryAsync(query with { Detail = null, NeedsAttention = true }, CancellationToken.None)).Payouts));
    }

    [Fact]
    public async Task The_last_page_has_no_next_position_and_the_newest_first_have_one_by_creation()
    {
        await InsertAsync(Enumerable.Range(0, 3).Select(i => Waiting($"k{i}", i, PayoutDetail.Queued, attention: false, created: i)));
        var query = new PayoutQuery { Detail = PayoutDetail.Queued, Limit = 2 };

        var newest = await Store.QueryAsync(query, CancellationToken.None);
        var longest = await Store.QueryAsync(query with { Order = PayoutOrder.Since }, CancellationToken.None);
        var last = await Store.QueryAsync(query with { Order = PayoutOrder.Since, After = longest.Next }, CancellationToken.None);

        Assert.Equal(new PagePosition(A.Start.AddSeconds(1), A.Id("c-1", "k1")), newest.Next);
        Assert.Equal(new PagePosition(A.Start.AddMilliseconds(1), A.Id("c-1", "k1")), longest.Next);
        Assert.Equal((false, null), (last.HasMore, last.Next));
        Assert.Equal(["k2"], last.Payouts.Select(payout => payout.IdempotencyKey));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(PayoutDetail.Processing, null)]
    [InlineData(PayoutDetail.Scheduled, false)]
    public async Task Who_waits_for_nothing_is_in_no_order_of_waiting(PayoutDetail? detail, bool? attention) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.QueryAsync(
            new PayoutQuery { Detail = detail, NeedsAttention = attention, Order = PayoutOrder.Since }, CancellationToken.None));

    private async Task<List<Payout>> AllPagesAsync(PayoutQuery query)
    {
        var found = new List<Payout>();
        for (var next = query; ;)
        {
            var page = await Store.QueryAsync(next, CancellationToken.None);
            found.AddRange(page.Payouts);
            Assert.Equal(page.HasMore, page.Next is not null);
            if (!page.HasMore)
            {
                return found;
            }

            Assert.Equal(query.Limit, page.Payouts.Length);
            next = query with { After = page.Next };
        }
    }

    private static List<string> Expected(IEnumerable<PayoutState> all, PayoutQuery query) =>
    [
        .. all.Where(state => (query.ClientId ?? state.Payout.Request.ClientId) == state.Payout.Request.ClientId
                && (query.Detail ?? state.Payout.Detail) == state.Payout.Detail
                && (query.NeedsAttention ?? state.Payout.NeedsAttention) == state.Payout.NeedsAttention
                && !(state.Payout.CreatedAt < query.CreatedFrom)
                && !(state.Payout.CreatedAt >= query.CreatedTo))
            .OrderBy(state => state.Since).ThenBy(state => state.Payout.Id, StringComparer.Ordinal)
            .Select(state => state.Payout.Id),
    ];

    private static PayoutState Waiting(string key, double since, PayoutDetail? detail, bool attention, string client = "c-1", int created = 0) =>
        A.Payout(key, client, createdAt: A.Start.AddSeconds(created)).With(payout => payout with { Detail = detail, NeedsAttention = attention })
        with
        { Since = A.Start.AddMilliseconds(since) };
}
