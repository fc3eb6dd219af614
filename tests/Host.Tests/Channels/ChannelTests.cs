using System.Net;
using System.Text.Json.Nodes;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Webhooks;
using Payouts.Grains;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Channels;

/// <summary>
/// docs/lifecycle.md, "Never lost": webhooks, polling and the sweep each finish every payout alone, whichever process
/// died.
/// </summary>
public sealed class ChannelTests
{
    private const string Never = "1.00:00:00";
    private const string Client = "channels";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Without_webhooks_and_sweeps_polling_confirms()
    {
        await using var world = await World.CreateAsync(settings: ("Payouts__SweepInterval", Never));
        world.Simulator.SetWebhooks(new WebhookSettings { Enabled = false });
        await world.StartAsync();
        using var api = new Api(world.Address);
        var id = await Create(api);

        var payout = await Confirmed(api, id);

        Assert.Equal("poll", SourceOf(payout, "confirmed"));
        Assert.DoesNotContain(payout["response_logs"]!.AsArray(), log => (string?)log!["source"] == "webhook");
    }

    [Fact]
    public async Task Without_polls_and_sweeps_webhooks_confirm()
    {
        await using var world = await World.CreateAsync(
            null, ("Payouts__FirstPollAfter", Never), ("Payouts__MaxPollInterval", Never), ("Payouts__SweepInterval", Never),
            // On a busy machine an intent to send must not expire before it is sent: what may have been sent is polled.
            ("Payouts__ResubmitGrace", "00:05:00"));
        await world.StartAsync();
        using var api = new Api(world.Address);
        var id = await Create(api);

        var payout = await Confirmed(api, id);

        Assert.Equal("webhook", SourceOf(payout, "confirmed"));
        Assert.DoesNotContain(payout["response_logs"]!.AsArray(), log => (string?)log!["source"] == "poll");
    }

    [Fact]
    public async Task Without_webhooks_and_after_a_kill_the_sweep_confirms_what_nobody_asks_for()
    {
        await using var world = await World.CreateAsync();
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        await world.StartAsync();
        using var api = new Api(world.Address);
        var id = await Create(api);
        await world.KillAsync();

        await world.StartAsync();
        await Confirmed(api, id);

        Assert.Equal((1, MoneyState.Paid), (world.Simulator.Find(id)!.Stored, world.Simulator.Find(id)!.Money));
    }

    [Theory]
    [InlineData(FaultKind.CommitThenSlow, 1)]
    [InlineData(FaultKind.Hang, 2)]
    public async Task A_kill_while_a_create_is_under_way_is_made_good_by_looking_first(FaultKind fault, int creates)
    {
        await using var world = await World.CreateAsync();
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        world.Simulator.Inject(new Fault(fault) { Operation = SimulatorOperation.Create, Times = 1 });
        await world.StartAsync();
        using var api = new Api(world.Address);
        var id = await Create(api);
        await Eventually.IsTrueAsync(() => Task.FromResult(world.Simulator.CreateCalls(id) == 1), Timeout, () => "It was not sent.");
        await world.KillAsync();

        await world.StartAsync();
        await Confirmed(api, id);

        var entry = world.Simulator.Find(id)!;
        Assert.Equal((1, creates, MoneyState.Paid), (entry.Stored, entry.CreateCalls, entry.Money));
    }

    [Fact]
    public async Task A_payout_scheduled_before_a_kill_is_sent_at_its_time()
    {
        await using var world = await World.CreateAsync();
        await world.StartAsync();
        using var api = new Api(world.Address);
        var at = TimeProvider.System.GetUtcNow().AddSeconds(6);
        var id = await Create(api, ("scheduled_for", at.ToString("O")));
        await world.KillAsync();

        await world.StartAsync();
        await Confirmed(api, id);

        Assert.True(world.Simulator.Find(id)!.CreatedAt >= at);
    }

    private static async Task<string> Create(Api api, params (string Name, JsonNode? Value)[] changes)
    {
        var answer = await api.CreateAsync(Api.Request([("client_id", Client), .. changes]), "channel-1");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Id;
    }

    /// <summary>Reads only the list: reading the payout itself would wake it.</summary>
    private static async Task<JsonNode> Confirmed(Api api, string id)
    {
        var page = await Eventually.BecomesAsync(
            async () => (await api.GetAsync($"/payouts?client_id={Client}&status=confirmed")).Body!["data"]!.AsArray(), found => found.Count == 1, Timeout);
        Assert.Equal(id, (string?)page[0]!["id"]);
        return page[0]!;
    }

    private static string? SourceOf(JsonNode payout, string status) =>
        (string?)payout["response_logs"]!.AsArray().First(log => (string?)log!["status"] == status)!["source"];
}
