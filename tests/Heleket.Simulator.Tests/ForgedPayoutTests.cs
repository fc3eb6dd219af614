using System.Net;
using System.Text.Json;
using Heleket.Simulator.Ledgers;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Simulator.Tests;

/// <summary>Payouts that no caller made, second ones under one order id, and lists that show them late, bare or hours off.</summary>
public sealed class ForgedPayoutTests
{
    [Fact]
    public async Task Foreign_payouts_like_one_are_a_second_payment_to_its_receiver()
    {
        await using var rig = await Rig.StartAsync(options => options.Balances = new Dictionary<string, decimal> { ["USDT"] = 100m });
        await rig.Client.CreateAsync("o-1", "7");

        var made = (await MadeAsync(rig, "foreign", """{"count":2,"like":"o-1"}""")).EnumerateArray().ToList();

        Assert.Equal(2, made.Count);
        Assert.Equal(3, rig.Simulator.Ledger.Select(entry => entry.Uuid).Distinct().Count());
        Assert.Equal(3, rig.Simulator.Ledger.Select(entry => entry.OrderId).Distinct().Count());
        Assert.All(rig.Simulator.Ledger, entry => Assert.Equal((7m, "USDT", "TRON", RawClient.Address, 8m), (entry.Amount, entry.Currency, entry.Network, entry.Address, entry.DebitAmount)));
        Assert.Equal(new WalletView("USDT", 76m, 8m, 16m, 1000m) { Opening = 100m, Debited = 24m }, rig.Simulator.Wallets[0]);
        (await rig.Client.PostAsync("v1/payout/info", new { uuid = made[1].GetProperty("uuid").GetString() })).Ok();
    }

    [Fact]
    public async Task Other_foreign_payouts_go_to_receivers_of_their_own_at_the_pairs_price()
    {
        await using var rig = await Rig.StartAsync();

        await MadeAsync(rig, "foreign", """{"count":3}""");
        await MadeAsync(rig, "foreign", """{"count":1,"currency":"ltc","network":"LTC","amount":2,"step":"process"}""");

        Assert.Equal(4, rig.Simulator.Ledger.Select(entry => entry.Address).Distinct().Count());
        Assert.Equal([11m, 11m, 11m, 2.001m], rig.Simulator.Ledger.Select(entry => entry.DebitAmount));
        Assert.Equal([MoneyState.Paid, MoneyState.Paid, MoneyState.Paid, MoneyState.Reserved], rig.Simulator.Ledger.Select(entry => entry.Money));
        Assert.Equal(4, (await rig.Client.PostAsync("v1/payout/list")).Ok().Result.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_duplicate_has_another_uuid_and_the_same_order_id_and_is_debited_again()
    {
        await using var rig = await Rig.StartAsync(options => (options.ListOrderIds, options.Balances) = (true, new Dictionary<string, decimal> { ["USDT"] = 100m }));
        await rig.Client.CreateAsync("o-1");
        var first = rig.Simulator.Find("o-1")!.Uuid;

        var second = (await MadeAsync(rig, "duplicates", """{"order_id":"o-1"}""")).GetProperty("uuid").GetString()!;
        var third = (await MadeAsync(rig, "duplicates", """{"order_id":"o-1","step":"fail!"}""")).GetProperty("uuid").GetString()!;

        Assert.Equal(3, new HashSet<string>([first, second, third]).Count);
        Assert.All(rig.Simulator.Ledger, entry => Assert.Equal(("o-1", 3), (entry.OrderId, entry.Stored)));
        var items = (await rig.Client.PostAsync("v1/payout/list")).Ok().Result.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([third, second, first], items.Select(item => item.GetProperty("uuid").GetString()));
        Assert.All(items, item => Assert.Equal("o-1", item.GetProperty("order_id").GetString()));
        Assert.Equal(first, (await rig.Client.InfoAsync("o-1")).Ok().Result.GetProperty("uuid").GetString());
        Assert.Equal("paid", (await rig.Client.PostAsync("v1/payout/info", new { uuid = second })).Ok().Result.GetProperty("status").GetString());
        Assert.Equal((88m, 6m, 6m), rig.Simulator.Wallets[0] is var wallet ? (wallet.Available, wallet.Reserved, wallet.Paid) : default);

        rig.Simulator.Patch(second, new LedgerPatch { Hide = HiddenFrom.Both });
        Assert.Equal(2, (await rig.Client.PostAsync("v1/payout/list")).Ok().Result.GetProperty("items").GetArrayLength());
        await rig.TickUntilAsync("o-1", entry => entry is { IsFinal: true, Money: MoneyState.Paid } && entry.Uuid == first);
    }

    [Fact]
    public async Task What_was_forged_survives_a_restart()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "ledger.jsonl");
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));
        IReadOnlyList<LedgerEntry> before;
        IReadOnlyList<WalletView> wallets;
        await using (var rig = await Rig.StartAsync(options => options.DataFile = file, time))
        {
            await rig.Client.CreateAsync("o-1");
            rig.Simulator.AddDuplicate(new DuplicatePayout("o-1"));
            rig.Simulator.AddForeign(new ForeignPayouts(2) { Like = "o-1" });
            rig.Simulator.Patch("o-1", new LedgerPatch { Amount = 9, Hide = HiddenFrom.Info });
            rig.Simulator.SettleFor(new SettleFeeRule(3m));
            time.Advance(TimeSpan.FromMinutes(1));
            (before, wallets) = (rig.Simulator.Ledger, rig.Simulator.Wallets);
        }

        await using (var again = await Rig.StartAsync(options => options.DataFile = file, time))
        {
            Assert.Equal(before.Select(entry => entry with { CreateCalls = 0 }), again.Simulator.Ledger);
            Assert.Equal(wallets, again.Simulator.Wallets);
            Assert.Equal("foreign-5", again.Simulator.AddForeign(new ForeignPayouts(1))![0].OrderId);
        }

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("foreign", """{"count":0}""", "count must be from 1 to 10000.")]
    [InlineData("foreign", "{}", "'count' must be given.")]
    [InlineData("foreign", """{"count":1,"like":"o-1","amount":3}""", "like does not go with currency, network and amount.")]
    [InlineData("foreign", """{"count":1,"network":"BTC"}""", "currency, network or amount: The service was not found.")]
    [InlineData("foreign", """{"count":1,"amount":0.5}""", "currency, network or amount: Minimum amount 1 USDT.")]
    [InlineData("foreign", """{"count":10,"like":"o-1"}""", "count: 60 USDT would be debited, and 14 are available.")]
    [InlineData("foreign", """{"count":1,"likes":"o-1"}""", "likes is unknown.")]
    [InlineData("foreign", """{"count":1,"step":"fail"}""", "'fail' must say 'fail!' (final, the money returns) or 'fail?' (not final). (Parameter 'text')")]
    [InlineData("duplicates", "{}", "'order_id' must be given.")]
    [InlineData("duplicates", """{"order_id":"o-1","uuid":"x"}""", "uuid is unknown.")]
    public async Task A_mistake_names_the_member_and_changes_nothing(string path, string body, string message)
    {
        await using var rig = await Rig.StartAsync(options => options.Balances = new Dictionary<string, decimal> { ["USDT"] = 20m });
        await rig.Client.CreateAsync("o-1");

        var answer = await rig.Client.PostTextAsync($"control/{path}", body);

        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, answer.Message));
        Assert.Single(rig.Simulator.Ledger);
        Assert.Equal(14m, rig.Simulator.Wallets[0].Available);
    }

    [Theory]
    [InlineData("foreign", """{"count":1,"like":"o-2"}""")]
    [InlineData("duplicates", """{"order_id":"o-2"}""")]
    public async Task There_is_none_like_nobody(string path, string body)
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await rig.Client.PostTextAsync($"control/{path}", body)).Status);
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    public async Task Order_ids_in_the_list_are_an_option_of_their_own(bool? listOrderIds, bool undocumented, bool shown)
    {
        await using var rig = await Rig.StartAsync(options => (options.ListOrderIds, options.UndocumentedMembers) = (listOrderIds, undocumented));
        await rig.Client.CreateAsync("o-1");

        var item = (await rig.Client.PostAsync("v1/payout/list")).Ok().Result.GetProperty("items")[0];

        Assert.Equal((shown, false), (item.TryGetProperty("order_id", out _), item.TryGetProperty("commission", out _)));
    }

    [Fact]
    public async Task A_list_that_is_behind_shows_a_payout_once_it_is_old_enough()
    {
        await using var rig = await Rig.StartAsync(options => options.ListDelay = TimeSpan.FromMinutes(2));
        await rig.Client.CreateAsync("o-1");
        rig.Time.Advance(TimeSpan.FromSeconds(119));
        await rig.Client.CreateAsync("o-2");

        Assert.Equal(0, await CountAsync(rig));
        (await rig.Client.InfoAsync("o-1")).Ok();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await CountAsync(rig));
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, await CountAsync(rig));
    }

    [Fact]
    public async Task A_list_in_the_wrong_zone_shows_another_hour_than_was_asked_for()
    {
        await using var rig = await Rig.StartAsync(options => options.ListOffset = TimeSpan.Zero);
        await rig.Client.CreateAsync("at-nine");
        rig.Time.Advance(TimeSpan.FromHours(3));
        await rig.Client.CreateAsync("at-twelve");

        // Nine o'clock as the documentation wants it: Moscow's twelve.
        var page = (await rig.Client.PostAsync("v1/payout/list", new { date_from = "2026-05-04 12:00:00", date_to = "2026-05-04 12:10:00" })).Ok().Result;

        var item = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal((rig.Simulator.Find("at-twelve")!.Uuid, "2026-05-04T12:00:00+00:00"), (item.GetProperty("uuid").GetString(), item.GetProperty("created_at").GetString()));
    }

    [Fact]
    public async Task Options_that_cannot_be_meant_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Rig.StartAsync(options => options.ListDelay = TimeSpan.FromTicks(-1)));
        await Assert.ThrowsAsync<ArgumentException>(() => Rig.StartAsync(options => options.ListOffset = TimeSpan.FromHours(15)));
        await Assert.ThrowsAsync<ArgumentException>(() => Rig.StartAsync(options => options.ListOffset = TimeSpan.FromSeconds(3)));
    }

    private static async Task<int> CountAsync(Rig rig) => (await rig.Client.PostAsync("v1/payout/list")).Ok().Result.GetProperty("items").GetArrayLength();

    private static async Task<JsonElement> MadeAsync(Rig rig, string path, string body)
    {
        var answer = await rig.Client.PostTextAsync($"control/{path}", body);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }
}
