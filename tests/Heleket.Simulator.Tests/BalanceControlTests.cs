using System.Net;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Simulator.Tests;

/// <summary>Money that comes in, and calls counted by second.</summary>
public sealed class BalanceControlTests
{
    [Fact]
    public async Task What_is_added_is_added_and_what_is_taken_is_taken()
    {
        await using var rig = await Rig.StartAsync(options => options.Balances = new Dictionary<string, decimal> { ["USDT"] = 100m });
        (await rig.Client.CreateAsync("o-1")).Ok();

        await DoneAsync(rig, """{"currency":"usdt","add":12.34567891}""");
        await DoneAsync(rig, """{"currency":"USDT","add":-6.00000001}""");
        await DoneAsync(rig, """{"currency":"DOGE","add":7}""");

        Assert.Equal(
            [new WalletView("USDT", 100.3456789m, 6m, 0m, 1000m) { Opening = 100m, Added = 6.3456789m, Debited = 6m }, new WalletView("DOGE", 7m, 0m, 0m, 1000m) { Added = 7m }],
            rig.Simulator.Wallets);
        Assert.Equal("100.34567890", await BalanceAsync(rig, "USDT"));
    }

    [Fact]
    public async Task A_trickle_adds_every_second_and_each_minute_to_the_last_digit()
    {
        await using var rig = await Rig.StartAsync(options => options.Balances = new Dictionary<string, decimal> { ["USDT"] = 0m });
        await DoneAsync(rig, """{"currency":"USDT","per_minute":110}""");

        Assert.Equal("0.00000000", await BalanceAsync(rig, "USDT"));
        rig.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal("0.00000000", await BalanceAsync(rig, "USDT"));
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("1.83333333", await BalanceAsync(rig, "USDT"));
        for (var second = 1; second < 900; second++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(Math.Round(110m * (second + 1) / 60, 8, MidpointRounding.ToZero), rig.Simulator.Wallets[0].Available);
        }

        Assert.Equal("1650.00000000", await BalanceAsync(rig, "USDT"));
        await DoneAsync(rig, """{"currency":"USDT","per_minute":0}""");
        rig.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new WalletView("USDT", 1650m, 0m, 0m, 1000m) { Added = 1650m }, rig.Simulator.Wallets[0]);
    }

    [Fact]
    public async Task Payouts_spend_what_trickled_in()
    {
        await using var rig = await Rig.StartAsync(options => options.Balances = new Dictionary<string, decimal> { ["USDT"] = 0m });
        await DoneAsync(rig, """{"currency":"USDT","per_minute":6}""");
        rig.Time.Advance(TimeSpan.FromSeconds(59));
        (await rig.Client.CreateAsync("o-1")).Refused("Not enough funds");

        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0m, (await rig.Client.CreateAsync("o-1")).Ok().Result.GetProperty("balance").GetDecimal());
        await DoneAsync(rig, """{"currency":"USDT","available":50}""");
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((56m, 6m), (rig.Simulator.Wallets[0].Available, rig.Simulator.Wallets[0].PerMinute));
    }

    [Fact]
    public async Task A_trickle_goes_on_after_a_restart_as_if_there_had_been_none()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "ledger.jsonl");
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));
        await using (var rig = await StartAsync())
        {
            rig.Simulator.SetTrickle("USDT", 7m);
            time.Advance(TimeSpan.FromSeconds(100));
            rig.Simulator.SetBalance("USDT", 3m);
            rig.Simulator.SetTrickle("LTC", 1m);
            time.Advance(TimeSpan.FromSeconds(10));
            rig.Simulator.SetTrickle("LTC", 0m);
        }

        time.Advance(TimeSpan.FromSeconds(10));
        await using (var again = await StartAsync())
        {
            // 120 seconds have brought 14, of which the first 100 were overwritten.
            var wallet = again.Simulator.Wallets.Single(wallet => wallet.Currency == "USDT");
            Assert.Equal(3m + 14m - 11.66666666m, wallet.Available);
            Assert.Equal(wallet.Available, wallet.Opening + wallet.Added);
            Assert.Equal((0.16666666m, null), again.Simulator.Wallets.Single(wallet => wallet.Currency == "LTC") is var ended ? (ended.Available, ended.PerMinute) : default);
        }

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        Task<Rig> StartAsync() => Rig.StartAsync(
            options => (options.DataFile, options.Balances) = (file, new Dictionary<string, decimal> { ["USDT"] = 0m, ["LTC"] = 0m }), time);
    }

    [Theory]
    [InlineData("""{"currency":"USDT"}""", "Exactly one of available, add and per_minute must be given.")]
    [InlineData("""{"currency":"USDT","add":1,"per_minute":1}""", "Exactly one of available, add and per_minute must be given.")]
    [InlineData("""{"add":1}""", "'currency' must be given.")]
    [InlineData("""{"currency":"US DT","add":1}""", "currency must be a code of 1 to 20 letters and digits.")]
    [InlineData("""{"currency":null,"add":1}""", "currency must not be null.")]
    [InlineData("""{"currency":"USDT","add":-1000.5}""", "add takes more than the 1000 USDT that are available.")]
    [InlineData("""{"currency":"USDT","add":0.000000001}""", "add must be from -10000000000 to 10000000000, with at most 8 decimals.")]
    [InlineData("""{"currency":"USDT","add":1e40}""", "add has a value of a wrong kind or out of range.")]
    [InlineData("""{"currency":"USDT","add":"much"}""", "add has a value of a wrong kind or out of range.")]
    [InlineData("""{"currency":"USDT","available":-1}""", "available must be from 0 to 10000000000, with at most 8 decimals.")]
    [InlineData("""{"currency":"USDT","per_minute":-1}""", "per_minute must be from 0 to 1000000000, with at most 8 decimals.")]
    [InlineData("""{"currency":"USDT","per_hour":1}""", "per_hour is unknown.")]
    [InlineData("""{"currency":"USDT","Add":1}""", "Add is unknown.")]
    [InlineData("""{"currency":"USDT","add":1,"add":2}""", "add is given twice.")]
    public async Task A_mistake_names_the_member_and_changes_nothing(string body, string message)
    {
        await using var rig = await Rig.StartAsync(options => options.Balances = new Dictionary<string, decimal> { ["USDT"] = 1000m });

        var answer = await rig.Client.PostTextAsync("control/balances", body);

        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, answer.Message));
        Assert.Equal([new WalletView("USDT", 1000m, 0m, 0m, 1000m) { Opening = 1000m }], rig.Simulator.Wallets);
    }

    [Fact]
    public async Task Calls_are_counted_by_operation_and_second()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("o-1");
        await rig.Client.CreateAsync("o-2");
        await BalanceAsync(rig, "USDT");
        rig.Time.Advance(TimeSpan.FromSeconds(90.5));
        await rig.Client.InfoAsync("o-1");

        var seconds = await rig.Client.PlainAsync(HttpMethod.Get, "control/calls?by=second");

        Assert.Equal(
            """[{"at":"2026-05-04T09:00:00+00:00","calls":{"create":2,"balance":1}},{"at":"2026-05-04T09:01:30+00:00","calls":{"info":1}}]""",
            seconds.Text);
        Assert.Equal("""{"create":2,"info":1,"balance":1}""", (await rig.Client.PlainAsync(HttpMethod.Get, "control/calls?by=operation")).Text);
        Assert.Equal("by must be operation or second.", (await rig.Client.PlainAsync(HttpMethod.Get, "control/calls?by=minute")).Message);
        Assert.Equal("operation is unknown.", (await rig.Client.PlainAsync(HttpMethod.Get, "control/calls?operation=create")).Message);
        rig.Simulator.Reset();
        Assert.Equal("[]", (await rig.Client.PlainAsync(HttpMethod.Get, "control/calls?by=second")).Text);
    }

    [Fact]
    public void Of_the_seconds_only_the_last_two_hours_of_calls_are_kept_and_a_clock_set_back_loses_none()
    {
        var counts = new CallCounts();
        var start = new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);
        for (var second = 0; second < 10_000; second++)
        {
            counts.Count(SimulatorOperation.Create, start.AddSeconds(2 * second));
        }

        counts.Count(SimulatorOperation.Create, start);

        var kept = counts.BySecond();
        Assert.Equal((7_200, start.AddSeconds(5_600), start.AddSeconds(19_998)), (kept.Count, kept[0].At, kept[^1].At));
        Assert.Equal(2, kept[^1].Calls[SimulatorOperation.Create]);
        Assert.Equal(10_001, counts.Totals()[SimulatorOperation.Create]);
    }

    private static async Task<string?> BalanceAsync(Rig rig, string currency)
    {
        var wallets = (await rig.Client.PostAsync("v1/balance", null, new SimulatorOptions().PaymentKey)).Ok().Result[0].GetProperty("balance").GetProperty("merchant");
        return wallets.EnumerateArray().Single(wallet => wallet.GetProperty("currency_code").GetString() == currency).GetProperty("balance").GetString();
    }

    private static async Task DoneAsync(Rig rig, string body) =>
        Assert.Equal((HttpStatusCode.NoContent, ""), (await rig.Client.PostTextAsync("control/balances", body)) is var answer ? (answer.Status, answer.Text) : default);
}
