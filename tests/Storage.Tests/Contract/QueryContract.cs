using CsCheck;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>Pages, filters and their order (docs/http-api.md, "List").</summary>
public abstract class QueryContract(StoreDatabase database) : StoreTest(database)
{
    private static readonly string[] HeleketIds = ["h-1", "h-2", "H-3"];

    // Two spellings of one é, and what JSON escapes.
    private static readonly string[] References = ["bonus", "Bonus", "\u00e9", "e\u0301", "a\"b\\c+<d>&'", "\U0001f600 %_"];

    // Hexadecimal as Heleket may write it, and two Base64 texts that differ only in case.
    private static readonly string[] Txids = ["5e5810ab", "0xABCDEF01", "0x5e", "q8Jx/4nT+Zk=", "q8jx/4nt+zk="];
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
        from reference in Gen.OneOf(References).Null()
        from txid in Gen.OneOf(Txids).Null()
        from attention in Gen.Bool
        from at in Gen.Int[0, 39]
        select A.Payout($"k{key}", client, asset, createdAt: A.Start.AddMilliseconds(at)).With(payout => payout with
        {
            Request = payout.Request with { Network = network, Origin = origin, Reference = reference },
            Status = status,
            Detail = detail,
            HeleketTransactionId = heleketId,
            Txid = txid,
            NeedsAttention = attention,
        });

    private static readonly Gen<Func<string, string>> SomeCase = Gen.Int[0, 2].Select<int, Func<string, string>>(
        which => text => which switch { 0 => text, 1 => text.ToLowerInvariant(), _ => text.ToUpperInvariant() });

    // Half milliseconds too: they are rounded up to the next whole one.
    private static readonly Gen<DateTimeOffset?> SomeTime = Gen.Int[-2, 82].Select(half => A.Start.AddMilliseconds(half / 2.0)).Nullable();

    private static readonly Gen<PayoutQuery> SomeQuery =
        from client in Gen.OneOf(Clients).Null()
        from status in Gen.Enum<PayoutStatus>().Nullable()
        from detail in Gen.Enum<PayoutDetail>().Nullable(0.75)
        from asset in Gen.OneOf(Assets).Null()
        from network in Gen.OneOf(Networks).Null()
        from origin in Gen.Enum<PayoutOrigin>().Nullable(0.75)
        from heleketId in Gen.OneOf(HeleketIds).Null(0.75)
        from reference in Gen.OneOf(References).Null(0.75)
        from txid in Gen.OneOf(Txids).Null(0.75)
        from spell in SomeCase
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
            HeleketTransactionId = heleketId is null ? null : spell(heleketId),
            Reference = reference,
            Txid = txid is null ? null : spell(txid),
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
    [InlineData("bonus-7", "bonus-7", true)]
    [InlineData("bonus-7", "Bonus-7", false)]
    [InlineData("bonus-7", "bonus-", false)]
    [InlineData("\u00e9", "e\u0301", false)]
    [InlineData("%", "x", false)]
    [InlineData("x", "%", false)]
    public async Task A_reference_is_compared_byte_for_byte(string stored, string asked, bool found) => Assert.Equal(
        found,
        await FindsAsync(
            payout => payout with { Request = payout.Request with { Reference = stored } },
            new PayoutQuery { Reference = asked }));

    [Theory]
    [InlineData("a7c0caec-a594-4aaa-b1c4-77d511857594", "A7C0CAEC-A594-4AAA-B1C4-77D511857594")]
    [InlineData("A7C0CAEC-A594-4AAA-B1C4-77D511857594", "a7c0caec-a594-4aaa-b1c4-77d511857594")]
    [InlineData("A7C0CAEC-A594-4AAA-B1C4-77D511857594", "A7C0CAEC-A594-4AAA-B1C4-77D511857594")]
    public async Task Heleket_s_uuid_is_found_in_any_case(string stored, string asked) =>
        Assert.True(await FindsAsync(payout => payout with { HeleketTransactionId = stored }, new PayoutQuery { HeleketTransactionId = asked }));

    [Theory]
    [InlineData("0xabcdef01", "0XABCDEF01", true)]
    [InlineData("0xABCDEF01", "0xabcdef01", true)]
    [InlineData("0xABCDEF01", "abcdef01", false)]
    [InlineData("5e5810ab", "5E5810AB", true)]
    [InlineData("q8Jx/4nT+Zk=", "q8Jx/4nT+Zk=", true)]
    [InlineData("q8Jx/4nT+Zk=", "q8jx/4nt+zk=", false)]
    public async Task The_case_of_a_hash_counts_unless_it_is_hexadecimal(string stored, string asked, bool found) =>
        Assert.Equal(found, await FindsAsync(payout => payout with { Txid = stored }, new PayoutQuery { Txid = asked }));

    [Fact]
    public async Task A_hash_that_came_with_a_later_write_is_found()
    {
        var state = A.Payout("k");
        await InsertAsync(state);
        var query = new PayoutQuery { Txid = "5e5810" };
        Assert.Empty((await Store.QueryAsync(query, CancellationToken.None)).Payouts);

        await ChangeAsync(state, old => old.With(payout => payout with { Txid = "5E5810" }));

        Assert.Equal("5E5810", Assert.Single((await Store.QueryAsync(query, CancellationToken.None)).Payouts).Txid);
    }

    [Fact]
    public async Task What_Heleket_calls_a_hash_never_keeps_a_payout_from_being_written()
    {
        var odd = A.Payout("odd").With(payout => payout with { Txid = "\0" + new string('\u00e9', 5000), HeleketTransactionId = "h" });
        await InsertAsync(odd);

        Same.State(odd, await Store.ReadAsync(odd.Payout.Id, CancellationToken.None));
        Assert.Single((await Store.QueryAsync(new PayoutQuery { HeleketTransactionId = "H" }, CancellationToken.None)).Payouts);
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

    private async Task<bool> FindsAsync(Func<Payout, Payout> stored, PayoutQuery query)
    {
        await InsertAsync(A.Payout("asked for").With(stored), A.Payout("another"));
        var found = (await Store.QueryAsync(query, CancellationToken.None)).Payouts;
        Assert.All(found, payout => Assert.Equal("asked for", payout.IdempotencyKey));
        return found.Length == 1;
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
        && (query.HeleketTransactionId is null || query.HeleketTransactionId.Equals(payout.HeleketTransactionId, StringComparison.OrdinalIgnoreCase))
        && (query.Reference ?? payout.Request.Reference) == payout.Request.Reference
        && (query.Txid is null || query.Txid.Equals(payout.Txid, query.Txid.Contains('=', StringComparison.Ordinal) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
        && (query.NeedsAttention ?? payout.NeedsAttention) == payout.NeedsAttention
        && !(payout.CreatedAt < query.CreatedFrom)
        && !(payout.CreatedAt >= query.CreatedTo);
}
