using System.Net;
using Heleket;
using Heleket.Simulator;
using Payouts.Harness;

namespace Payouts.Host.Tests.Cluster;

/// <summary>A gateway that finds no silo: it is alive, but not ready, and accepts nothing.</summary>
public sealed class WithoutSilosTests : IAsyncLifetime
{
    private HostProcess? _gateway;

    private Api? _api;

    public ValueTask InitializeAsync()
    {
        // Nothing listens on port 1.
        _gateway = ProcessBuilder.Gateway().With(new Dictionary<string, string>(Api.Keys()) { ["Cluster__GatewayPort"] = "1" }).Start();
        _api = new Api(_gateway.Address);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _api!.Dispose();
        await _gateway!.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_accepted_and_heleket_is_told_to_repeat_its_webhook()
    {
        await Eventually.IsTrueAsync(async () => await IsLive(), TimeSpan.FromMinutes(1), () => _gateway!.Output);
        const string told = """{"type":"payout","uuid":"2b852d86-3cf1-43fb-b1bb-36f0b7d12151","order_id":"00000000000000000000000000000000","status":"paid","is_final":true""";
        var sign = HeleketSignature.Compute(System.Text.Encoding.UTF8.GetBytes(told + "}"), new SimulatorOptions().PayoutKey);

        var webhook = await _api!.SendAsync(HttpMethod.Post, "/payouts/webhook", $"{told},\"sign\":\"{sign}\"}}");
        webhook.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Contains("Retry-After", webhook.Headers.Keys);

        (await _api.GetAsync("/health/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        (await _api.CreateAsync(Api.Request(), "none")).IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    private async Task<bool> IsLive()
    {
        try
        {
            return (await _api!.GetAsync("/health/live")).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
