using System.Text;
using System.Text.Json;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task Pages_of_fifteen_go_from_the_newest_to_the_oldest_and_back()
    {
        await using var rig = await Rig.StartAsync(options => options.UndocumentedMembers = true);
        for (var i = 1; i <= 32; i++)
        {
            await rig.Client.CreateAsync($"o-{i}");
        }

        var first = await PageAsync(rig, null);
        var second = await PageAsync(rig, first.Next);
        var third = await PageAsync(rig, second.Next);
        var back = await PageAsync(rig, second.Previous);

        Assert.Equal(Names(32, 18), first.Orders);
        Assert.Null(first.Previous);
        Assert.Equal(Names(17, 3), second.Orders);
        Assert.Equal(Names(2, 1), third.Orders);
        Assert.Null(third.Next);
        Assert.Equal(first, back, (a, b) => a.Orders.SequenceEqual(b.Orders) && a.Next == b.Next && a.Previous == b.Previous);
        Assert.Matches("""^\{"id":\d+,"_pointsToNextItems":true\}$""", Decode(first.Next!));
    }

    [Fact]
    public async Task A_page_that_was_begun_stays_whole_when_payouts_are_added()
    {
        await using var rig = await Rig.StartAsync(options => options.UndocumentedMembers = true);
        for (var i = 1; i <= 20; i++)
        {
            await rig.Client.CreateAsync($"o-{i}");
        }

        var first = await PageAsync(rig, null);
        await rig.Client.CreateAsync("o-21");

        Assert.Equal(Names(5, 1), (await PageAsync(rig, first.Next)).Orders);
    }

    [Fact]
    public async Task Dates_are_moscows_and_both_ends_count()
    {
        await using var rig = await Rig.StartAsync(options => options.UndocumentedMembers = true);
        for (var i = 1; i <= 4; i++)
        {
            // The clock starts at 09:00 UTC, which is 12:00 there.
            await rig.Client.CreateAsync($"o-{i}");
            rig.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var page = await PageAsync(rig, null, new { date_from = "2026-05-04 12:01:00", date_to = "2026-05-04 12:02:00" });

        Assert.Equal(["o-3", "o-2"], page.Orders);
        var all = (await rig.Client.PostAsync("v1/payout/list")).Ok().Result.GetProperty("items");
        Assert.Equal("2026-05-04T12:03:00+03:00", all[0].GetProperty("created_at").GetString());
        Assert.Empty((await PageAsync(rig, null, new { date_from = "2026-05-05 0:00:00" })).Orders);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused()
    {
        await using var rig = await Rig.StartAsync();

        (await rig.Client.PostAsync("v1/payout/list", new { date_from = "04.05.2026" })).Invalid("date_from", "validation.regex");
        (await rig.Client.PostAsync("v1/payout/list", new { date_to = "2026-05-04" })).Invalid("date_to", "validation.regex");
        (await rig.Client.PostAsync("v1/payout/list?cursor=2")).Invalid("cursor", "validation.regex");
    }

    [Fact]
    public async Task A_cursor_beyond_either_end_shows_an_empty_page()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("o-1");

        Assert.Empty((await PageAsync(rig, Cursor(1, older: true))).Orders);
        Assert.Empty((await PageAsync(rig, Cursor(long.MaxValue, older: false))).Orders);
        Assert.Single((await PageAsync(rig, Cursor(long.MaxValue, older: true))).Orders);
    }

    [Fact]
    public async Task Items_have_the_documented_members_and_no_order_id()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("o-1");

        var result = (await rig.Client.PostAsync("v1/payout/list")).Ok().Result;

        Assert.Equal(
            ["uuid", "amount", "currency", "network", "address", "txid", "status", "is_final", "balance", "created_at", "updated_at"],
            result.GetProperty("items")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"count":1,"hasPages":false,"nextCursor":null,"previousCursor":null,"perPage":15}""", result.GetProperty("paginate").GetRawText());
    }

    private static async Task<Page> PageAsync(Rig rig, string? cursor, object? body = null)
    {
        var result = (await rig.Client.PostAsync($"v1/payout/list?cursor={cursor}", body)).Ok().Result;
        var paginate = result.GetProperty("paginate");
        var orders = result.GetProperty("items").EnumerateArray().Select(item => item.TryGetProperty("order_id", out var id) ? id.GetString()! : "");
        return new Page([.. orders], paginate.GetProperty("nextCursor").GetString(), paginate.GetProperty("previousCursor").GetString());
    }

    private static IEnumerable<string> Names(int from, int to) => Enumerable.Range(to, from - to + 1).Reverse().Select(i => $"o-{i}");

    private static string Cursor(long id, bool older) => System.Buffers.Text.Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["id"] = id, ["_pointsToNextItems"] = older }));

    private static string Decode(string cursor) => Encoding.ASCII.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor));

    private sealed record Page(string[] Orders, string? Next, string? Previous);
}
