using Payouts.Harness;

namespace Payouts.Host.Tests.Logs;

/// <summary>What a newcomer sees of a host without settings.</summary>
public sealed class QuietStartTests : IDisposable
{
    private const int Payouts = 6;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_start_in_a_new_folder_says_where_it_listens_and_what_it_works_with_and_no_more()
    {
        await using var host = await ProcessBuilder.Standalone().With(new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" }).RunIn(_folder.Path).StartReadyAsync();
        await host.StopAsync();

        var lines = host.Output.Split('\n').Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Where(line => !IsOfASlowMachine(line)).ToList();
        Assert.Equal($"INF Microsoft.Hosting.Lifetime: Now listening on: {host.Address.ToString().TrimEnd('/')}", lines[0]);
        Assert.Matches(
            $"^INF Payouts[.]Host: Payouts[.]Standalone [0-9.]+ is up in Development; storage: SQLite, {_folder.Path}/data/payouts[.]db; cluster: this silo alone; Heleket: the built-in simulator$",
            lines[1]);
        Assert.Equal(["INF Payouts.Host: Told to stop: what is under way is brought to its end", "INF Payouts.Host: Stopped"], lines[^2..]);
    }

    [Fact]
    public async Task The_simulators_webhooks_wait_for_the_host_and_stop_with_it()
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Free()}",
            ["Payouts__FirstPollAfter"] = "00:00:01",
            ["Payouts__MaxPollInterval"] = "00:00:02",
            ["Payouts__ResubmitGrace"] = "00:00:01",
        };
        string[] ids;
        await using (var first = await ProcessBuilder.Standalone().With(settings).RunIn(_folder.Path).StartReadyAsync())
        {
            ids = await CreateAsync(first, "first");
            await first.KillAsync();
        }

        // What was due meanwhile is due at once, long before this one listens.
        await using var second = await ProcessBuilder.Standalone().With(settings).RunIn(_folder.Path).StartReadyAsync();
        using var api = new Api(second.Address, "dev");
        foreach (var id in ids)
        {
            await api.WaitForStatusAsync(id, "confirmed");
        }

        await CreateAsync(second, "second");
        await second.StopAsync();
        Assert.DoesNotContain("not delivered", second.Output, StringComparison.Ordinal);
        Assert.Contains("POST /payouts/webhook 200 in ", second.Output, StringComparison.Ordinal);
    }

    /// <summary>On a busy test machine these warnings may be legitimate.</summary>
    private static bool IsOfASlowMachine(string line) =>
        line.StartsWith("WRN Orleans.Runtime.MembershipService.LocalSiloHealthMonitor: ", StringComparison.Ordinal)
        || (line.StartsWith("WRN Orleans.Runtime.SiloLifecycleSubject: ", StringComparison.Ordinal) && line.Contains(" in stage ", StringComparison.Ordinal));

    private static async Task<string[]> CreateAsync(HostProcess host, string keys)
    {
        using var api = new Api(host.Address, "dev");
        return await Task.WhenAll(Enumerable.Range(0, Payouts).Select(async number => (await api.CreateAsync(Api.Request(), $"{keys}-{number}")).Id));
    }
}
