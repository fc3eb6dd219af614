using System.Text;
using System.Text.Json;
using Heleket.Simulator.Tests.Support;
using Heleket.Simulator.Webhooks;

namespace Heleket.Simulator.Tests;

public sealed class WebhookTests
{
    private static readonly string[] DefaultWalk = ["check", "process", "paid!"];

    [Fact]
    public async Task Every_change_is_told_in_order_with_a_signature_that_verifies()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("o-1", "207", receiver.Address);

        rig.Time.Advance(TimeSpan.FromSeconds(3));

        foreach (var expected in DefaultWalk)
        {
            var webhook = await receiver.NextAsync();
            Assert.Equal("o-1", webhook.OrderId);
            Assert.Equal(expected, WebhookReceiver.State(webhook));
            Assert.Equal((207m, 208m, 1m), (webhook.Payout.Amount, webhook.Payout.MerchantAmount, webhook.Payout.Commission));
        }

        await rig.UntilAsync("o-1", payout => payout is { WebhooksDelivered: 3, WebhooksPending: 0 });
    }

    [Fact]
    public async Task The_members_are_the_documented_ones_in_the_documented_order()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Script("o-1", "process", "paid!");
        await rig.Client.CreateAsync("o-1", "207", receiver.Address);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        var (uuid, txid) = (rig.Simulator.Find("o-1")!.Uuid, rig.Simulator.Find("o-1")!.Txid);

        var body = Encoding.UTF8.GetString(await receiver.NextBytesAsync());

        Assert.Matches("\"sign\":\"[0-9a-f]{32}\"}$", body);
        Assert.StartsWith(
            $$$"""{"type":"payout","uuid":"{{{uuid}}}","order_id":"o-1","amount":"207.00000000","merchant_amount":"208.00000000","commission":"1.00000000","is_final":true,"status":"paid","txid":"{{{txid}}}","currency":"USDT","network":"tron","payer_currency":"USDT","payer_amount":"207.00000000","sign":""",
            body,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail?")]
    [InlineData("fail!")]
    [InlineData("cancel!")]
    [InlineData("system_fail!")]
    public async Task A_failure_has_no_txid_at_all(string step)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("o-1", "5", receiver.Address);
        rig.Simulator.ForceStatus("o-1", step);

        var body = JsonElement.Parse(await receiver.NextBytesAsync());

        Assert.False(body.TryGetProperty("txid", out _));
        Assert.Equal(step, body.GetProperty("status").GetString() + (body.GetProperty("is_final").GetBoolean() ? "!" : "?"));
    }

    [Fact]
    public async Task Slashes_and_other_alphabets_are_written_as_php_writes_them()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        var slashes = 0;
        for (var i = 0; i < 8; i++)
        {
            var terms = RawClient.Terms($"выплата-{i}", "5", receiver.Address);
            (terms["currency"], terms["network"]) = ("TON", "TON");
            (await rig.Client.PostAsync("v1/payout", terms)).Ok();
            rig.Simulator.ForceStatus($"выплата-{i}", "paid!");
            var bytes = await receiver.NextBytesAsync();
            Assert.IsType<WebhookOutcome.Genuine>(WebhookVerifier.Verify(bytes, "simulator-payout-key"));
            var text = Encoding.UTF8.GetString(bytes);
            Assert.Contains($"\"order_id\":\"выплата-{i}\"", text, StringComparison.Ordinal);
            slashes += text.Contains("\\/", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(slashes > 0, "No TON hash had a slash: the test shows nothing.");
    }

    [Fact]
    public async Task Webhooks_can_be_dropped_for_all_or_for_one()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        rig.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        await rig.Client.CreateAsync("all", "5", receiver.Address);
        rig.Simulator.ForceStatus("all", "paid!");
        rig.Simulator.SetWebhooks(new WebhookSettings { DropOrders = new HashSet<string> { "one" } });
        await rig.Client.CreateAsync("one", "5", receiver.Address);
        await rig.Client.CreateAsync("other", "5", receiver.Address);
        rig.Simulator.ForceStatus("one", "paid!");
        rig.Simulator.ForceStatus("other", "paid!");

        Assert.Equal("other", (await receiver.NextAsync()).OrderId);
        await rig.UntilAsync("other", payout => payout.WebhooksDelivered == 1);
        Assert.Equal((1, 1), (rig.Simulator.Find("all")!.WebhooksLost, rig.Simulator.Find("one")!.WebhooksLost));
        Assert.True(receiver.IsEmpty);

        Assert.True(rig.Simulator.ResendWebhook("one"));
        Assert.Equal("one", (await receiver.NextAsync()).OrderId);
    }

    [Fact]
    public async Task Webhooks_can_be_duplicated()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        rig.Simulator.SetWebhooks(new WebhookSettings { Copies = 3 });
        await rig.Client.CreateAsync("o-1", "5", receiver.Address);
        rig.Simulator.ForceStatus("o-1", "paid!");

        await rig.UntilAsync("o-1", payout => payout.WebhooksDelivered == 3);

        var first = await receiver.NextBytesAsync();
        Assert.Equal(first, await receiver.NextBytesAsync());
        Assert.Equal(first, await receiver.NextBytesAsync());
    }

    [Fact]
    public async Task Webhooks_can_be_shuffled()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        rig.Simulator.SetWebhooks(new WebhookSettings { Shuffle = true });
        await rig.Client.CreateAsync("o-1", "5", receiver.Address);
        rig.Time.Advance(TimeSpan.FromSeconds(3));

        string[] order = [WebhookReceiver.State(await receiver.NextAsync()), WebhookReceiver.State(await receiver.NextAsync()), WebhookReceiver.State(await receiver.NextAsync())];

        Assert.NotEqual(DefaultWalk, order);
        Assert.Equal(DefaultWalk.Order(), order.Order());
    }

    [Fact]
    public async Task Webhooks_can_be_delayed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        rig.Simulator.SetWebhooks(new WebhookSettings { Delay = TimeSpan.FromMinutes(5) });
        await rig.Client.CreateAsync("late", "5", receiver.Address);
        rig.Simulator.ForceStatus("late", "paid!");
        rig.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        rig.Simulator.SetWebhooks(new WebhookSettings());
        await rig.Client.CreateAsync("prompt", "5", receiver.Address);
        rig.Simulator.ForceStatus("prompt", "paid!");

        Assert.Equal("prompt", (await receiver.NextAsync()).OrderId);
        rig.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("late", (await receiver.NextAsync()).OrderId);
    }

    [Fact]
    public async Task A_test_webhook_is_signed_and_stores_nothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        var terms = new Dictionary<string, object?>
        {
            ["url_callback"] = receiver.Address.ToString(),
            ["currency"] = "USDT",
            ["network"] = "tron",
            ["status"] = "fail",
        };

        var answer = (await rig.Client.PostAsync("v1/test-webhook/payout", terms)).Ok();
        Assert.Equal("""{"state":0,"result":[]}""", answer.Text);
        Assert.Equal("fail!", WebhookReceiver.State(await receiver.NextAsync()));
        Assert.Empty(rig.Simulator.Ledger);

        terms["network"] = "BTC";
        (await rig.Client.PostAsync("v1/test-webhook/payout", terms)).Refused("Payout service not found");
        (terms["network"], terms["order_id"]) = ("TRON", "nobody");
        (await rig.Client.PostAsync("v1/test-webhook/payout", terms)).Refused("Not found payout");
        terms["status"] = "lost";
        (await rig.Client.PostAsync("v1/test-webhook/payout", terms)).Invalid("status", "validation.in");
    }
}
