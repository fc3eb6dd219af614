using System.Net;
using System.Text.Json;
using Heleket.Simulator;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Start;

/// <summary>Undocumented forms of Heleket's services list, with the real host.</summary>
public sealed class OddServicesTests
{
    [Fact]
    public async Task One_odd_entry_hides_no_other_and_no_unknown_asset_is_taken()
    {
        await using var world = await World.CreateAsync();
        world.Simulator.ShowServices(new SimulatedServiceList
        {
            Extra = [.. new[] { """{"network":null,"currency":"ODD"}""", "7", """{"network":"ETH","currency":"ODD","limit":{"max_amount":"unlimited"}}""" }.Select(entry => JsonElement.Parse(entry))],
        });
        await world.StartAsync();
        using var api = new Api(world.Address);
        await ListIsReadAsync(api);

        (await api.CreateAsync(Api.Request(("asset", "NOPE")))).IsInvalid("/asset");
        await api.WaitForStatusAsync((await api.CreateAsync(Api.Request())).Id, "confirmed");
        Assert.Contains($"2 of {world.Simulator.Services.Count + 3} entries of Heleket's services list name no pair and are left out", world.Lives[0].Output, StringComparison.Ordinal);
        Assert.Contains("max_amount of ODD on ETH", world.Lives[0].Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("{}")]
    public async Task While_no_list_was_ever_read_usual_pairs_are_paid_and_others_are_asked_for_again_later(string result)
    {
        await using var world = await World.CreateAsync();
        world.Simulator.ShowServices(new SimulatedServiceList { Result = JsonElement.Parse(result) });
        await world.StartAsync();
        using var api = new Api(world.Address);

        var unknown = await api.CreateAsync(Api.Request(("asset", "NOPE")));
        unknown.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.True(unknown.Headers.ContainsKey("Retry-After"));
        Assert.Equal("""{"read_at":null,"services":[]}""", (await api.GetAsync("/catalog")).Text);
        await api.WaitForStatusAsync((await api.CreateAsync(Api.Request())).Id, "confirmed");
        Assert.DoesNotContain(world.Simulator.Ledger, entry => entry.Currency == "NOPE");
    }

    [Fact]
    public async Task A_pair_that_is_not_available_is_queued_and_paid_once_it_is()
    {
        await using var world = await World.CreateAsync(null, ("Payouts__ResubmitGrace", "00:01:00"));
        world.Simulator.ChangeService("USDT", "TRON", new ServiceChange { IsAvailable = false });
        await world.StartAsync();
        using var api = new Api(world.Address);
        await ListIsReadAsync(api);

        var now = await api.CreateAsync(Api.Request(), "now");
        var later = await api.CreateAsync(Api.Request(("scheduled_for", "2027-06-01T00:00:00Z")), "later");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (now.Status, later.Status));
        var queued = await api.WaitForAsync(now.Id, payout => (string?)payout["detail"] == "queued");
        Assert.Equal(("pending", "provider_unavailable"), ((string?)queued["status"], (string?)queued["reason"]));
        Assert.Equal("scheduled", (string?)later.Body!["detail"]);
        Assert.Equal(0, world.Simulator.CreateCalls(now.Id));
        Assert.Contains(
            (await api.GetAsync("/catalog")).Body!["services"]!.AsArray(),
            service => ((string?)service!["asset"], (string?)service["network"], (bool)service["available"]!) == ("USDT", "TRON", false));

        world.Simulator.ChangeService("USDT", "TRON", new ServiceChange { IsAvailable = true });
        await api.WaitForStatusAsync(now.Id, "confirmed");
    }

    /// <summary>On a busy machine the first attempt may fail; the host still gets ready.</summary>
    private static Task ListIsReadAsync(Api api) => Eventually.IsTrueAsync(
        async () => (await api.GetAsync("/catalog")).Body!["read_at"] is not null,
        TimeSpan.FromMinutes(1),
        () => "the services list was not read");
}
