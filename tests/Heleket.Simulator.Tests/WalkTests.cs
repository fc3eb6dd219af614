using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;
using Heleket.Simulator.Walking;

namespace Heleket.Simulator.Tests;

public sealed class WalkTests
{
    [Fact]
    public async Task A_payout_walks_by_the_clock_to_paid()
    {
        await using var rig = await Rig.StartAsync(options => options.StepDelay = TimeSpan.FromSeconds(10));
        await rig.Client.CreateAsync("o-1");

        Assert.Equal("process", State(rig));
        rig.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("process", State(rig));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("check", State(rig));
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("process", State(rig));
        Assert.Null((await rig.Client.InfoAsync("o-1")).Ok().Result.GetProperty("txid").GetString());
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("paid!", State(rig));
        var info = (await rig.Client.InfoAsync("o-1")).Ok().Result;
        Assert.True(info.GetProperty("is_final").GetBoolean());
        Assert.Equal(64, info.GetProperty("txid").GetString()!.Length);
    }

    [Fact]
    public async Task A_clock_that_jumps_takes_every_step_at_its_own_time()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Script("o-1", "process", "check@5s", "fail?@500ms", "process@2m", "paid@1h", "held@1s");
        await rig.Client.CreateAsync("o-1");
        var made = rig.Simulator.Find("o-1")!.CreatedAt;

        rig.Time.Advance(TimeSpan.FromDays(1));

        var entry = rig.Simulator.Find("o-1")!;
        Assert.Equal(("held", false), (entry.Status, entry.IsFinal));
        Assert.Equal(made + new TimeSpan(0, 1, 2, 6, 500), entry.UpdatedAt);
    }

    [Theory]
    [InlineData("fail!", MoneyState.Returned)]
    [InlineData("cancel!", MoneyState.Returned)]
    [InlineData("system_fail!", MoneyState.Returned)]
    [InlineData("fail?", MoneyState.Reserved)]
    [InlineData("paid", MoneyState.Paid)]
    [InlineData("paid?", MoneyState.Reserved)]
    [InlineData("on_hold_2027", MoneyState.Reserved)]
    public async Task Finality_and_not_the_word_moves_the_money(string last, MoneyState money)
    {
        await using var rig = await Rig.StartAsync(options => options.Balances["USDT"] = 100m);
        rig.Simulator.Script("o-1", "process", last);
        await rig.Client.CreateAsync("o-1");
        Assert.Equal(94m, Usdt(rig).Available);

        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(money, rig.Simulator.Find("o-1")!.Money);
        Assert.Equal(
            money switch { MoneyState.Returned => (100m, 0m, 0m), MoneyState.Paid => (94m, 0m, 6m), _ => (94m, 6m, 0m) },
            (Usdt(rig).Available, Usdt(rig).Reserved, Usdt(rig).Paid));
    }

    [Fact]
    public async Task An_order_id_comes_before_a_rule_and_a_later_rule_before_an_earlier()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Script(new WalkRule(["first"]) { Currency = "usdt" });
        rig.Simulator.Script(new WalkRule(["second"]) { Amount = 7.0m, Network = "tron" });
        rig.Simulator.Script(new WalkRule(["third"]) { Address = "elsewhere" });
        rig.Simulator.Script("own", "fourth");

        Assert.Equal("first", await StatusOfNewAsync("o-1", "5"));
        Assert.Equal("second", await StatusOfNewAsync("o-2", "7"));
        Assert.Equal("fourth", await StatusOfNewAsync("own", "7"));
        rig.Simulator.ClearScripts();
        Assert.Equal("process", await StatusOfNewAsync("o-3", "7"));

        async Task<string?> StatusOfNewAsync(string orderId, string amount) =>
            (await rig.Client.CreateAsync(orderId, amount)).Ok().Result.GetProperty("status").GetString();
    }

    [Fact]
    public async Task A_forced_status_ends_the_walk_and_moves_the_money_both_ways()
    {
        await using var rig = await Rig.StartAsync(options => options.Balances["USDT"] = 100m);
        await rig.Client.CreateAsync("o-1");

        Assert.True(rig.Simulator.ForceStatus("o-1", "fail!"));
        Assert.Equal((100m, 0m, 0m), (Usdt(rig).Available, Usdt(rig).Reserved, Usdt(rig).Paid));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("fail!", State(rig));
        Assert.True(rig.Simulator.ForceStatus("o-1", "paid!"));
        Assert.Equal((94m, 0m, 6m), (Usdt(rig).Available, Usdt(rig).Reserved, Usdt(rig).Paid));
        Assert.False(rig.Simulator.ForceStatus("o-2", "paid!"));
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("cancel")]
    [InlineData("system_fail@1s")]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("paid!!")]
    [InlineData("paid!@5")]
    [InlineData("paid!@s")]
    [InlineData("two words")]
    public void What_is_not_the_notation_is_refused(string text) => Assert.Throws<ArgumentException>(() => WalkStep.Parse(text));

    [Theory]
    [InlineData("process", "process?")]
    [InlineData("paid", "paid!")]
    [InlineData("paid?", "paid?")]
    [InlineData("fail!@2m", "fail!@120000ms")]
    [InlineData("unknown@250ms", "unknown?@250ms")]
    public void A_step_written_back_is_the_same_step(string text, string written)
    {
        Assert.Equal(written, WalkStep.Parse(text).ToString());
        Assert.Equal(WalkStep.Parse(text), WalkStep.Parse(written));
    }

    private static string State(Rig rig) => rig.Simulator.Find("o-1") is { } entry ? entry.Status + (entry.IsFinal ? "!" : "") : "";

    private static WalletView Usdt(Rig rig) => rig.Simulator.Wallets.Single(wallet => wallet.Currency == "USDT");
}
