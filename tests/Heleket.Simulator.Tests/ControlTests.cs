using System.Net;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Heleket.Simulator.Tests;

public sealed class ControlTests
{
    [Fact]
    public async Task The_ledger_and_the_calls_are_shown()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("o-1");
        await rig.Client.CreateAsync("o-1");
        await rig.Client.InfoAsync("o-1");

        var ledger = (await rig.Client.PlainAsync(HttpMethod.Get, "control/ledger")).Json;
        var calls = await rig.Client.PlainAsync(HttpMethod.Get, "control/calls");

        var entry = Assert.Single(ledger.EnumerateArray());
        Assert.Equal("o-1", entry.GetProperty("order_id").GetString());
        Assert.Equal("reserved", entry.GetProperty("money").GetString());
        Assert.Equal(2, entry.GetProperty("create_calls").GetInt32());
        Assert.Equal(1, entry.GetProperty("stored").GetInt32());
        Assert.Equal("""{"create":2,"info":1}""", calls.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Client.PlainAsync(HttpMethod.Get, "control/ledger/o-2")).Status);
    }

    [Fact]
    public async Task Faults_walks_and_statuses_are_set()
    {
        await using var rig = await Rig.StartAsync();
        await DoneAsync(rig, HttpMethod.Post, "control/faults", new { kind = "commit_then_500", operation = "create", order_id = "o-1", times = 1, delay = "00:01:30" });
        await DoneAsync(rig, HttpMethod.Post, "control/walks", new { order_id = "o-1", steps = new[] { "check", "fail?", "paid!" } });

        var fault = Assert.Single((await rig.Client.PlainAsync(HttpMethod.Get, "control/faults")).Json.EnumerateArray());
        Assert.Equal(("commit_then_500", "create", "00:01:30"), (fault.GetProperty("kind").GetString(), fault.GetProperty("operation").GetString(), fault.GetProperty("delay").GetString()));
        Assert.Equal(HttpStatusCode.InternalServerError, (await rig.Client.CreateAsync("o-1")).Status);
        Assert.Equal("check", rig.Simulator.Find("o-1")!.Status);
        await DoneAsync(rig, HttpMethod.Post, "control/payouts/o-1/status", new { step = "cancel!" });
        Assert.Equal(("cancel", MoneyState.Returned), (rig.Simulator.Find("o-1")!.Status, rig.Simulator.Find("o-1")!.Money));
        await DoneAsync(rig, HttpMethod.Post, "control/faults", new { kind = "429" });
        await DoneAsync(rig, HttpMethod.Delete, "control/faults");
        (await rig.Client.InfoAsync("o-1")).Ok();
    }

    [Fact]
    public async Task Webhooks_balances_and_keys_are_set()
    {
        await using var rig = await Rig.StartAsync();
        await DoneAsync(rig, HttpMethod.Post, "control/webhooks", new { drop_orders = new[] { "o-1" }, copies = 2, delay = "00:00:10" });
        await DoneAsync(rig, HttpMethod.Post, "control/balances", new { currency = "USDT", available = 12.5m });

        Assert.True(rig.Simulator.Webhooks is { Copies: 2, Delay.TotalSeconds: 10 } settings && settings.DropOrders.Contains("o-1"));
        Assert.Equal(12.5m, rig.Simulator.Wallets.Single(wallet => wallet.Currency == "USDT").Available);
        await rig.Client.CreateAsync("o-1");
        await DoneAsync(rig, HttpMethod.Post, "control/webhooks/o-1/resend");
        await DoneAsync(rig, HttpMethod.Post, "control/keys", new { payout_key = "new" });
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Client.CreateAsync("o-1")).Status);
        await DoneAsync(rig, HttpMethod.Post, "control/reset");
        Assert.Empty(rig.Simulator.Ledger);
        (await rig.Client.CreateAsync("o-1")).Ok();
    }

    [Theory]
    [InlineData("control/faults", """{"kind":"unheard_of"}""")]
    [InlineData("control/faults", """{"kind":"refuse","tmies":1}""")]
    [InlineData("control/faults", "")]
    [InlineData("control/walks", """{"steps":["process","fail"]}""")]
    [InlineData("control/walks", """{"steps":[]}""")]
    [InlineData("control/balances", """{"available":1}""")]
    [InlineData("control/keys", """{"payout_key":""}""")]
    [InlineData("control/webhooks", """{"copies":0}""")]
    public async Task A_mistake_is_told(string path, string body)
    {
        await using var rig = await Rig.StartAsync();

        var answer = await rig.Client.PostTextAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEmpty(answer.Message!);
    }

    [Theory]
    [InlineData("control/payouts/nobody/status", """{"step":"paid"}""")]
    [InlineData("control/webhooks/nobody/resend", "")]
    public async Task Nobody_is_not_found(string path, string body)
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await rig.Client.PostTextAsync(path, body)).Status);
    }

    [Fact]
    public async Task It_can_live_under_a_prefix_of_another_application()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddHeleketSimulator(options => options.PayoutKey = "own");
        await using var application = builder.Build();
        application.UseRouting();
        application.MapHeleketSimulator("/simulator");
        await application.StartAsync();
        using var client = new RawClient(new Uri(application.Urls.Single() + "/simulator/"), "own");

        (await client.CreateAsync("o-1")).Ok();

        Assert.Equal("o-1", Assert.Single(application.Services.GetRequiredService<HeleketSimulator>().Ledger).OrderId);
        Assert.Equal(HttpStatusCode.OK, (await client.PlainAsync(HttpMethod.Get, "control/ledger")).Status);
    }

    private static async Task DoneAsync(Rig rig, HttpMethod method, string path, object? body = null) =>
        Assert.Equal((HttpStatusCode.NoContent, ""), (await rig.Client.PlainAsync(method, path, body)) is var answer ? (answer.Status, answer.Text) : default);
}
