using CsCheck;

namespace Payouts.Storage.Tests;

/// <summary>Pages, filters and their order (http-api.md, "List").</summary>
public abstract class QueryContract(StoreDatabase database) : StoreTest(database)
{
    private static readonly string[] HeleketIds = ["h-1", "h-2", "h-3"];
    private static readonly string[] Assets = ["BTC", "TON", "USDT"];
    private static readonly string[] Networks = ["BTC", "TRON"];
    private static readonly string[] Clients = ["c-1", "c-2", "c-10"];

    // Few values each, and only forty different times, so that every filter and every tie occurs often.
    private static readonly Gen<PayoutState> SomePayout =
        from client in Gen.OneOf(Clients)
        from key in Gen.Int[0, int.MaxValue]
        from asset in Gen.OneOf(Assets)
        from network in Gen.OneOf(Networks)
        from status in Gen.Enum<PayoutStatus>()
        from detail in Gen.Enum<PayoutDetail>().Nullable()
        from origin in Gen.Enum<PayoutOrigin>()
        from heleketId in Gen.OneOf(HeleketIds).Null()
        from attention in Gen.Bool
        from at in Gen.Int[0, 39]
        select A.Payout($"k{key}", client, asset, createdAt: A.Start.AddMilliseconds(at)).With(payout => payout with
        {
            Request = payout.Request with { Network = network, Origin = origin },
            Status = status,
            Detail = detail,
            HeleketTransactionId = heleketId,
            NeedsAttention = attention,
        });

    // Half milliseconds too: they must mean the next whole one.
    private static readonly Gen<DateTimeOffset?> SomeTime = Gen.Int[-2, 82].Select(half => A.Start.AddMilliseconds(half / 2.0)).Nullable();

    private static readonly Gen<PayoutQuery> SomeQuery =
        from client in Gen.OneOf(Clients).Null()
        from status in Gen.Enum<PayoutStatus>().Nullable()
        from detail in Gen.Enum<PayoutDetail>().Nullable(0.75)
        from asset in Gen.OneOf(Assets).Null()
        from network in Gen.OneOf(Networks).Null()
        from origin in Gen.Enum<PayoutOrigin>().Nullable(0.75)
        from heleketId in Gen.OneOf(HeleketIds).Null(0.75)
        from attention in Gen.Bool.Nullable()
        from since in SomeTime
        from until in SomeTime
        from limit in Gen.Int[1, 100]
        select new PayoutQuery
        {
            ClientId = client,
            Status = status,
            Detail = detail,
            Asset = asset,
            Network = network,
            Origin = origin,
            HeleketTransactionId = heleketId,
            NeedsAttention = attention,
            CreatedFrom = since,
            CreatedTo = until,
            Limit = limit,
        };

    [Fact]
    public async Task Any_query_finds_what_a_search_of_every_payout_finds_page_by_page()
    {
        var all = SomePayout.Array[400].Single().DistinctBy(state => state.Payout.Id).ToList();
        await InsertAsync(all);

        await SomeQuery.SampleAsync(
            async query =>
            {
                var expected = all.Select(state => state.Payout).Where(payout => Matches(query, payout))
                    .OrderByDescending(payout => payout.CreatedAt).ThenByDescending(payout => payout.Id, StringComparer.Ordinal);
                Assert.Equal(expected.Select(payout => payout.Id), (await AllPagesAsync(query)).Select(payout => payout.Id));
            },
            iter: 300,
            threads: 1);
    }

    [Theory]
    [InlineData(24, false)]
    [InlineData(25, false)]
    [InlineData(26, true)]
    public async Task A_page_says_whether_more_follow(int stored, bool hasMore)
    {
        await InsertAsync(Enumerable.Range(0, stored).Select(i => A.Payout($"k{i}")));

        var page = await Store.QueryAsync(new PayoutQuery { Limit = 25 }, CancellationToken.None);

        Assert.Equal(hasMore, page.HasMore);
        Assert.Equal(Math.Min(stored, 25), page.Payouts.Length);
    }

    [Fact]
    public async Task A_page_brings_the_payouts_whole_and_as_they_are_now()
    {
        var state = DocumentContract.Full();
        await InsertAsync(state);
        var changed = await ChangeAsync(state, old => old.In(PayoutStatus.Confirmed));

        var page = await Store.QueryAsync(new PayoutQuery { Status = PayoutStatus.Confirmed }, CancellationToken.None);

        Same.Payout(changed.Payout, Assert.Single(page.Payouts));
        Assert.Empty((await Store.QueryAsync(new PayoutQuery { Status = PayoutStatus.Broadcast }, CancellationToken.None)).Payouts);
    }

    [Fact]
    public async Task Pages_neither_skip_nor_repeat_while_payouts_are_inserted()
    {
        var old = Enumerable.Range(0, 100).Select(i => A.Payout($"old{i}", createdAt: A.Start.AddMilliseconds(i / 10))).ToList();
        await InsertAsync(old);
        var query = new PayoutQuery { ClientId = "c-1", Limit = 7 };
        var seen = new List<string>();

        for (var page = await Store.QueryAsync(query, CancellationToken.None); ; page = await Store.QueryAsync(query, CancellationToken.None))
        {
            seen.AddRange(page.Payouts.Select(payout => payout.Id));
            if (!page.HasMore)
            {
                break;
            }

            await InsertAsync(A.Payout($"new{seen.Count}", createdAt: A.Start.AddSeconds(1)));
            query = query with { After = new PagePosition(page.Payouts[^1].CreatedAt, page.Payouts[^1].Id) };
        }

        Assert.Equal(
            old.OrderByDescending(state => state.Payout.CreatedAt).ThenByDescending(state => state.Payout.Id, StringComparer.Ordinal).Select(state => state.Payout.Id),
            seen);
    }

    private async Task<List<Payout>> AllPagesAsync(PayoutQuery query)
    {
        var found = new List<Payout>();
        for (var next = query; ;)
        {
            var page = await Store.QueryAsync(next, CancellationToken.None);
            found.AddRange(page.Payouts);
            if (!page.HasMore)
            {
                return found;
            }

            Assert.Equal(query.Limit, page.Payouts.Length);
            next = query with { After = new PagePosition(found[^1].CreatedAt, found[^1].Id) };
        }
    }

    private static bool Matches(PayoutQuery query, Payout payout) =>
        (query.ClientId ?? payout.Request.ClientId) == payout.Request.ClientId
        && (query.Status ?? payout.Status) == payout.Status
        && (query.Detail ?? payout.Detail) == payout.Detail
        && (query.Asset ?? payout.Request.Asset) == payout.Request.Asset
        && (query.Network ?? payout.Request.Network) == payout.Request.Network
        && (query.Origin ?? payout.Request.Origin) == payout.Request.Origin
        && (query.HeleketTransactionId ?? payout.HeleketTransactionId) == payout.HeleketTransactionId
        && (query.NeedsAttention ?? payout.NeedsAttention) == payout.NeedsAttention
        && !(payout.CreatedAt < query.CreatedFrom)
        && !(payout.CreatedAt >= query.CreatedTo);
}
