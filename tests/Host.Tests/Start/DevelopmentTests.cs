using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Payouts.Harness;

namespace Payouts.Host.Tests.Start;

/// <summary>
/// docs/http-api.md, "Keys"; docs/operations.md, "Settings": what Development gives to a host without settings.
/// </summary>
public sealed class DevelopmentTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_nothing_configured_a_payout_is_confirmed_by_webhook_and_is_still_there_after_a_restart()
    {
        string id;
        await using (var host = await ProcessBuilder.Standalone().With(Settings()).RunIn(_folder.Path).StartReadyAsync())
        {
            using var api = new Api(host.Address, "dev");
            id = (await api.CreateAsync(Api.Request())).Id;
            var payout = await api.WaitForStatusAsync(id, "confirmed");
            Assert.Contains(payout["response_logs"]!.AsArray(), log => (string?)log!["source"] == "webhook");
            await host.StopAsync();
            Assert.Equal(0, host.ExitCode);
        }

        Assert.True(File.Exists($"{_folder.Path}/data/payouts.db"));
        await using var again = await ProcessBuilder.Standalone().With(Settings()).RunIn(_folder.Path).StartReadyAsync();
        using var after = new Api(again.Address, "dev");
        Assert.Equal("confirmed", (string?)(await after.GetAsync($"/payouts/{id}")).Body!["status"]);
    }

    [Fact]
    public async Task The_built_in_simulator_is_polled_when_its_webhooks_are_lost()
    {
        await using var host = await ProcessBuilder.Standalone().With(Settings(("Payouts__FirstPollAfter", "00:00:01"))).RunIn(_folder.Path).StartReadyAsync();
        using var api = new Api(host.Address, "dev");
        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync(HttpMethod.Post, "/simulator/control/webhooks", """{"drop_all":true}""")).Status);

        var payout = await api.WaitForStatusAsync((await api.CreateAsync(Api.Request())).Id, "confirmed");

        Assert.Equal("poll", (string?)payout["response_logs"]!.AsArray().Last()!["source"]);
    }

    [Fact]
    public async Task That_one_admin_alone_can_change_no_policy_is_said_at_the_start_where_two_are_required()
    {
        await using var host = await ProcessBuilder.Standalone().With(Settings(("Controls__SecondPerson", "required"))).RunIn(_folder.Path).StartReadyAsync();
        await host.StopAsync();

        Assert.Contains("policy: no change of it can be approved: that takes two persons with payouts:admin, and 1 is known", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dev_key_is_for_this_machine_alone()
    {
        var port = Ports.Free();
        await using var host = await ProcessBuilder.Standalone().With(Settings(("ASPNETCORE_URLS", $"http://0.0.0.0:{port}"))).RunIn(_folder.Path).StartReadyAsync();
        using var near = new Api(new Uri($"http://127.0.0.1:{port}"), "dev");
        Assert.Equal(HttpStatusCode.OK, (await near.GetAsync("/stats")).Status);

        var own = OwnAddress();
        Assert.SkipWhen(own is null, "This machine has no address but loopback.");
        using var far = new Api(new Uri($"http://{own}:{port}"), "dev");
        (await far.GetAsync("/stats")).IsProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task The_dev_key_is_gone_once_keys_are_configured()
    {
        await using var host = await ProcessBuilder.Standalone().With(Settings([.. Api.Keys().Select(setting => (setting.Key, setting.Value))])).RunIn(_folder.Path).StartReadyAsync();
        using var dev = new Api(host.Address, "dev");
        using var full = new Api(host.Address);

        (await dev.GetAsync("/stats")).IsProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal(HttpStatusCode.OK, (await full.GetAsync("/stats")).Status);
    }

    private static Dictionary<string, string> Settings(params (string Name, string Value)[] changes)
    {
        var settings = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" };
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static IPAddress? OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
}
