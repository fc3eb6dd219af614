using System.Net;
using System.Text.Json.Nodes;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "System".</summary>
public sealed class SystemTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_system_tells_of_its_silo_its_sweepers_and_Heleket()
    {
        await _api.CreateAsync(Api.Request(("client_id", "system")), "system");

        var answer = await Harness.Eventually.BecomesAsync(
            () => _api.GetAsync("/system"), answer => Sweeps(answer).All(sweep => sweep!["last_at"] is not null), TimeSpan.FromSeconds(60));

        Assert.Equal((HttpStatusCode.OK, "no-cache, private"), (answer.Status, answer.Headers["Cache-Control"]));
        var system = answer.Body!;
        Assert.Equal(
            [
                "version", "environment", "at", "silos", "sweeps", "oldest_unknown_since", "oldest_open_since", "heleket", "last_webhook_at", "catalog_read_at",
                "controls_age_seconds", "feed",
            ],
            system.AsObject().Select(member => member.Key));
        var silo = Assert.Single(system["silos"]!.AsArray())!;
        Assert.Equal(("active", (string?)system["version"]), ((string?)silo["state"], (string?)silo["version"]));
        Assert.Equal("Development", (string?)system["environment"]);
        Assert.Equal(Enumerable.Range(0, 16), Sweeps(answer).Select(sweep => (int)sweep!["shard"]!));
        Assert.Equal("closed", (string?)system["heleket"]!["circuit"]);
        Assert.NotNull(system["heleket"]!["last_answer_at"]);
        Assert.NotNull(system["feed"]!["end_at"]);
        Assert.InRange((int?)system["controls_age_seconds"] ?? -1, 0, 5);
    }

    private static JsonArray Sweeps(Answer answer) => answer.Body!["sweeps"]!.AsArray();
}
