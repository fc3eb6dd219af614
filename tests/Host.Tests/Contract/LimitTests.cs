using System.Net;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "Limits": 429. A host of its own that allows one request per key in flight.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task A_key_with_too_many_requests_in_flight_is_told_when_to_come_back_and_others_are_served()
    {
        await using var world = await World.CreateAsync(settings: ("RateLimit__ConcurrentRequests", "1"));
        await world.StartAsync();
        using var api = new Api(world.Address);
        using var other = new Api(world.Address, Api.ReadKey);
        var body = Api.Request().ToJsonString();
        using (var slow = await RawHttp.ConnectAsync(world.Address))
        {
            // The request is in flight until its body is complete, once the host has asked for it.
            await slow.SendAsync(slow.Head("POST", "/payouts", "Content-Type: application/json", $"Content-Length: {body.Length}", "Expect: 100-continue"));
            Assert.Equal(100, await slow.ReadStatusAsync());

            var limited = await api.GetAsync("/payouts");
            limited.IsProblem(HttpStatusCode.TooManyRequests, "rate-limited");
            Assert.True(int.Parse(limited.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) > 0);
            Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/payouts")).Status);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health/ready")).Status);

            await slow.SendAsync(body);
            Assert.Equal(201, await slow.ReadStatusAsync());
        }

        await Eventually.IsTrueAsync(
            async () => (await api.GetAsync("/payouts")).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(30), () => "The place of a finished request is still taken.");
    }
}
