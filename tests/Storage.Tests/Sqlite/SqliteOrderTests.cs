using CsCheck;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>The rows lie in the order of the lists, whichever ids have the same first bits.</summary>
public sealed class SqliteOrderTests
{
    private static readonly DateTimeOffset First = new(1950, 4, 26, 8, 12, 24, 448, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2089, 9, 6, 15, 47, 35, 551, TimeSpan.Zero);

    // Few beginnings, among them the first and the last of a shard and of all.
    private static readonly string[] Beginnings = ["000000", "000001", "0fffff", "100000", "abcdef", "abcdf0", "ffffff"];

    private static readonly Gen<(int Millisecond, string Id)> SomePayout =
        from millisecond in Gen.Int[-1, 1]
        from beginning in Gen.OneOf(Beginnings)
        from rest in Gen.Int[0, 99]
        select (millisecond, $"{beginning}{rest:d26}");

    [Fact]
    public void A_number_rises_with_the_time_and_then_the_id_from_1950_to_2089()
    {
        var low = new string('0', 32);
        var high = new string('f', 32);
        (DateTimeOffset, string)[] rising =
            [(First, low), (First, high), (First.AddMilliseconds(1), low), (A.Start, low), (A.Start, "00000f" + low[6..]), (A.Start, high), (A.Start.AddMilliseconds(1), low), (Last, high)];

        var numbers = rising.Select(payout => SqliteOrder.Of(payout.Item1, payout.Item2)).ToList();

        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.Equal((long.MinValue, long.MaxValue), (numbers[0], numbers[^1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SqliteOrder.Of(First.AddMilliseconds(-1), low));
        Assert.Throws<ArgumentOutOfRangeException>(() => SqliteOrder.Of(Last.AddMilliseconds(1), low));
    }

    [Fact]
    public void A_filter_may_ask_for_any_time()
    {
        Assert.Equal(long.MinValue, SqliteOrder.From(DateTimeOffset.MinValue));
        Assert.Equal(SqliteOrder.Of(Last, new string('0', 32)), SqliteOrder.From(DateTimeOffset.MaxValue));
        Assert.Equal(SqliteOrder.Of(A.Start, new string('0', 32)), SqliteOrder.From(A.Start));
    }

    [Fact]
    public void Every_payout_gets_a_number_of_its_own_in_its_millisecond_and_shard() => SomePayout.Array[0, 60].Sample(payouts =>
    {
        var rows = new Dictionary<long, string>();
        foreach (var (millisecond, id) in payouts)
        {
            var at = A.Start.AddMilliseconds(millisecond);
            var isTaken = rows.ContainsValue(id);

            var placed = SqliteOrder.Place(at, id, number => !isTaken && rows.TryAdd(number, id), rows.GetValueOrDefault);

            Assert.Equal(isTaken, placed is null);
            if (placed is { } seq)
            {
                Assert.InRange(seq, SqliteOrder.From(at), SqliteOrder.From(at.AddMilliseconds(1)) - 1);
                Assert.Equal(Shards.Of(id), (seq >> 18) & 15);
            }
        }

        Assert.Equal(payouts.Select(payout => payout.Id).Distinct().Count(), rows.Count);
    });

    [Theory]
    [InlineData("abcdef0", "abcdef1")]
    [InlineData("abcdef1", "abcdef0")]
    public void Two_with_the_same_bits_are_in_the_order_of_their_ids(string first, string second)
    {
        var rows = new SortedDictionary<long, string>();
        foreach (var id in new[] { first, second })
        {
            SqliteOrder.Place(A.Start, id, number => rows.TryAdd(number, id), rows.GetValueOrDefault);
        }

        Assert.Equal(["abcdef0", "abcdef1"], rows.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_give_each_payout_of_one_millisecond_once_while_more_are_inserted(int limit)
    {
        await using var file = new SqliteFile();
        await using var store = (SqlitePayoutStore)await file.OpenAsync();
        var old = Enumerable.Range(0, 120).Select(Crowded).ToList();
        await InsertAsync(store, old);
        var listed = await ListAsync(store, new PayoutQuery { ClientId = "c-1", Limit = 100 });
        var query = new PayoutQuery { ClientId = "c-1", Limit = limit, CreatedFrom = A.Start, CreatedTo = A.Start.AddMilliseconds(1) };
        var added = 0;

        var seen = await ListAsync(store, query, () => InsertAsync(store, [Crowded(1000 + added++)]));

        Assert.Equal(120, listed.Count);
        Assert.InRange(added, 1, 300);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(listed, seen.Intersect(listed));
        Assert.Equal(seen.OrderByDescending(id => id[..6], StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_cursor_whose_payout_is_gone_goes_on_below_it()
    {
        await using var file = new SqliteFile();
        await using var store = (SqlitePayoutStore)await file.OpenAsync();
        await InsertAsync(store, [.. Enumerable.Range(0, 4).Select(i => WithId($"{i}", $"{i}{new string('0', 31)}"))]);

        var page = await store.QueryAsync(new PayoutQuery { After = new PagePosition(A.Start, $"25{new string('0', 30)}") }, CancellationToken.None);

        Assert.Equal(["2", "1", "0"], page.Payouts.Select(payout => payout.IdempotencyKey));
    }

    /// <summary>One of many of one millisecond, of which every twelfth has the same bits.</summary>
    private static PayoutState Crowded(int number) => WithId($"k{number}", $"{"0123456789ab"[number % 12]}fffff{A.Id("c-1", $"{number}")[6..]}");

    private static PayoutState WithId(string key, string id) => A.Payout(key).With(payout => payout with { Id = id });

    private static async Task InsertAsync(SqlitePayoutStore store, IReadOnlyList<PayoutState> states) => Assert.All(
        await store.WriteAsync([.. states.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None),
        outcome => Assert.Equal(WriteOutcome.Written, outcome));

    private static async Task<List<string>> ListAsync(SqlitePayoutStore store, PayoutQuery query, Func<Task>? betweenPages = null)
    {
        var found = new List<string>();
        while (true)
        {
            var page = await store.QueryAsync(query, CancellationToken.None);
            found.AddRange(page.Payouts.Select(payout => payout.Id));
            if (!page.HasMore)
            {
                return found;
            }

            query = query with { After = new PagePosition(page.Payouts[^1].CreatedAt, page.Payouts[^1].Id) };
            await (betweenPages?.Invoke() ?? Task.CompletedTask);
        }
    }
}
