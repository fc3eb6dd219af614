using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "List"; docs/http-api.md, "Statistics".</summary>
public sealed class ListAndStatsTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Pages_are_newest_first_complete_and_stable_while_rows_are_inserted()
    {
        await CreateMany("pages", 7);
        var seen = new List<string>();
        var path = "/payouts?client_id=pages&limit=3";
        for (var page = 0; path is not null; page++)
        {
            var answer = await _api.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            seen.AddRange(answer.Body!["data"]!.AsArray().Select(payout => (string)payout!["id"]!));
            var cursor = (string?)answer.Body["next_cursor"];
            Assert.Equal(cursor is not null, (bool)answer.Body["has_more"]!);
            Assert.Equal(cursor is not null, answer.Headers.TryGetValue("Link", out var link));
            path = cursor is null ? null : link!.Split('<', '>')[1];
            Assert.True(path is null || (link!.EndsWith("rel=\"next\"", StringComparison.Ordinal) && path.Contains(Uri.EscapeDataString(cursor!), StringComparison.Ordinal)));
            if (page == 0)
            {
                await CreateMany("pages", 1, "late");
            }
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
        var all = (await _api.GetAsync("/payouts?client_id=pages&limit=100")).Body!["data"]!.AsArray();
        Assert.Equal(seen, all.Skip(1).Select(payout => (string)payout!["id"]!));
        Assert.Equal(all.Select(Order).OrderDescending(StringComparer.Ordinal), all.Select(Order));

        static string Order(JsonNode? payout) => $"{payout!["created_at"]} {payout["id"]}";
    }

    [Fact]
    public async Task Every_filter_restricts()
    {
        var id = (await _api.CreateAsync(
            Api.Request(("client_id", "filters"), ("origin", "bonus"), ("asset", "USDC"), ("network", "BSC"), ("wallet_address", "0x52908400098527886E0F7030069857D2E4169EE7")), "filters-1")).Id;
        await CreateMany("filters", 2);
        var payout = await _api.WaitForStatusAsync(id, "confirmed");
        string[] matching =
        [
            "status=confirmed&asset=usdc", "asset=USDC", "network=bsc", "origin=bonus", $"heleket_transaction_id={payout["heleket_transaction_id"]}",
            $"created_from={payout["created_at"]}&created_to=2099-01-01T00:00:00Z&asset=USDC", "needs_attention=false&asset=USDC",
        ];
        string[] empty =
        [
            "status=failed", "detail=queued", "asset=BTC", "network=ETH", "origin=scheduled", "heleket_transaction_id=none", "needs_attention=true",
            "created_from=2099-01-01T00:00:00Z", $"created_to={payout["created_at"]}&origin=bonus",
        ];

        foreach (var filter in matching)
        {
            var found = (await _api.GetAsync($"/payouts?client_id=filters&{filter}")).Body!["data"]!.AsArray();
            Assert.True(found.Count == 1 && (string?)found[0]!["id"] == id, $"{filter}: {found.ToJsonString()}");
        }

        foreach (var filter in empty)
        {
            var found = await _api.GetAsync($"/payouts?client_id=filters&{filter}");
            Assert.True(found.Body!["data"]!.AsArray().Count == 0, $"{filter}: {found.Text}");
            Assert.Equal((false, null), ((bool)found.Body["has_more"]!, (string?)found.Body["next_cursor"]));
        }
    }

    [Theory]
    [InlineData("limit=0", "/limit")]
    [InlineData("limit=101", "/limit")]
    [InlineData("limit=ten", "/limit")]
    [InlineData("status=done", "/status")]
    [InlineData("detail=waiting", "/detail")]
    [InlineData("origin=x", "/origin")]
    [InlineData("needs_attention=maybe", "/needs_attention")]
    [InlineData("created_from=yesterday", "/created_from")]
    [InlineData("created_to=1", "/created_to")]
    [InlineData("client_id=a%20b", "/client_id")]
    [InlineData("clientid=x", "/clientid")]
    public async Task A_bad_filter_is_refused_by_its_name(string query, string at) =>
        (await _api.GetAsync($"/payouts?{query}")).IsInvalid(at);

    [Fact]
    public async Task A_limit_that_is_not_given_is_25()
    {
        await CreateMany("default-limit", 26);
        Assert.Equal(25, (await _api.GetAsync("/payouts?client_id=default-limit")).Body!["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_altered_cursor_is_refused()
    {
        await CreateMany("cursors", 2);
        var cursor = (string)(await _api.GetAsync("/payouts?client_id=cursors&limit=1")).Body!["next_cursor"]!;
        for (var at = 0; at < cursor.Length; at += 7)
        {
            var altered = cursor[..at] + (cursor[at] == 'A' ? 'B' : 'A') + cursor[(at + 1)..];
            (await _api.GetAsync($"/payouts?cursor={altered}")).IsProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        }

        (await _api.GetAsync("/payouts?cursor=")).IsProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync($"/payouts?client_id=cursors&cursor={cursor}")).Status);
    }

    [Fact]
    public async Task Statistics_count_and_sum_exactly_by_asset_and_status()
    {
        var ids = new List<string>();
        foreach (var amount in new[] { "25.5", "25.50", "0.000001" })
        {
            ids.Add((await _api.CreateAsync(Api.Request(("client_id", "stats"), ("amount", amount)), $"stats-{ids.Count}")).Id);
        }

        await _api.CreateAsync(Api.Request(("client_id", "stats"), ("amount", "4.25"), ("scheduled_for", "2027-01-01T00:00:00Z")), "stats-later");
        await _api.WaitForStatusAsync(ids[0], "confirmed");
        await _api.WaitForStatusAsync(ids[1], "confirmed");
        await _api.WaitForStatusAsync(ids[2], "failed");

        var stats = (await _api.GetAsync("/clients/stats/stats")).Body!;
        Assert.Equal(("stats", 4), ((string?)stats["client_id"], (int)stats["payouts"]!));
        Assert.Equal(
            ["USDT confirmed 2 51", "USDT failed 1 0.000001", "USDT pending 1 4.25"],
            stats["totals"]!.AsArray().Select(total => $"{total!["asset"]} {total["status"]} {total["count"]} {total["amount"]}").Order(StringComparer.Ordinal));
        Assert.True(string.CompareOrdinal((string)stats["first_payout_at"]!, (string)stats["last_payout_at"]!) <= 0);
    }

    [Fact]
    public async Task A_client_nobody_has_paid_has_zeros()
    {
        var stats = await _api.GetAsync("/clients/nobody/stats");
        Assert.Equal(HttpStatusCode.OK, stats.Status);
        Assert.Equal("""{"client_id":"nobody","payouts":0,"totals":[],"first_payout_at":null,"last_payout_at":null}""", stats.Text);
    }

    [Fact]
    public async Task The_totals_over_all_clients_include_every_client()
    {
        await CreateMany("all-1", 1);
        var all = (await _api.GetAsync("/stats")).Body!;
        Assert.True((int)all["payouts"]! >= 1);
        Assert.Null((string?)all["client_id"]);
        Assert.Equal((int)all["payouts"]!, all["totals"]!.AsArray().Sum(total => (int)total!["count"]!));
    }

    [Fact]
    public async Task The_order_of_waiting_is_for_those_who_wait_and_a_cursor_is_of_its_order()
    {
        await CreateMany("waiting", 2);
        var newest = (string)(await _api.GetAsync("/payouts?client_id=waiting&limit=1")).Body!["next_cursor"]!;

        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/payouts?client_id=waiting&needs_attention=true&sort=since")).Status);
        (await _api.GetAsync("/payouts?client_id=waiting&sort=since")).IsInvalid("/sort");
        (await _api.GetAsync($"/payouts?client_id=waiting&detail=queued&sort=since&cursor={newest}")).IsProblem(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    [Fact]
    public async Task A_series_says_what_entered_each_status_and_its_sums_are_those_of_the_statistics()
    {
        var (paid, failed) = ((await _api.CreateAsync(Api.Request(("client_id", "series"), ("amount", "25.5")), "series-1")).Id,
            (await _api.CreateAsync(Api.Request(("client_id", "series"), ("amount", "0.000001")), "series-2")).Id);
        await _api.WaitForStatusAsync(paid, "confirmed");
        var reason = (string)(await _api.WaitForStatusAsync(failed, "failed"))["reason"]!;
        var today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;

        var series = (await _api.GetAsync($"/stats/series?from={today.AddDays(-1):yyyy-MM-dd}T00:00:00Z&to={today.AddDays(2):yyyy-MM-dd}T00:00:00Z&by=day&client_id=series")).Body!;

        Assert.Equal(("day", "series"), ((string?)series["by"], (string?)series["client_id"]));
        Assert.Equal(
            ["confirmed  1 25.5", $"failed {reason} 1 0.000001", "pending  2 25.500001"],
            series["points"]!.AsArray().Where(point => (string?)point!["status"] != "broadcast")
                .GroupBy(point => $"{point!["status"]} {point["reason"]}")
                .Select(group => $"{group.Key} {group.Sum(point => (int)point!["count"]!)} {group.Sum(point => decimal.Parse((string)point!["amount"]!, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)}")
                .Order(StringComparer.Ordinal));
    }

    private async Task CreateMany(string client, int count, string prefix = "n")
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await _api.CreateAsync(Api.Request(("client_id", client)), $"{prefix}-{i}")).Status);
        }
    }
}
