using System.Text.Json.Nodes;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Start;

/// <summary>
/// docs/operations.md, "Settings": a bad value stops the host at start, with a sentence that names the setting.
/// </summary>
public sealed class BadSettingTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> BadValues() => new()
    {
        { "HELEKET_PROJECT_URL", "api.heleket.com" },
        { "HELEKET_PROJECT_URL", "ftp://api.heleket.com/" },
        { "HELEKET_PROJECT_URL", "https://api.heleket.com/?key=1" },
        { "HELEKET_MERCHANT_ID", "two words" },
        { "HELEKET_MERCHANT_ID", "merchant-1" },
        { "HELEKET_MERCHANT_ID", "8b03432e385b46708d06064591096795" },
        { "HELEKET_API_KEY", "two words" },
        { "HELEKET_PAYMENT_API_KEY", "two words" },
        { "HELEKET_CALLBACK_URL", "/payouts/webhook" },
        { "Heleket__Timeout", "soon" },
        { "Heleket__Timeout", "00:00:00" },
        { "Heleket__Timeout", "01:00:00" },
        { "Heleket__ReadAttempts", "0" },
        { "Heleket__MaxConcurrentCalls", "all" },
        { "Storage__Provider", "Oracle" },
        { "ConnectionStrings__Payouts", "garbage" },
        { "ConnectionStrings__Payouts", "Data Source=:memory:" },
        { "ConnectionStrings__Payouts", "Data Source=/dev/null/payouts.db" },
        { "ConnectionStrings__Documents", "garbage" },
        { "ConnectionStrings__Documents", "Data Source=:memory:" },
        { "ConnectionStrings__Documents", "Data Source=/dev/null/documents.db" },
        { "Documents__Rebind", "perhaps" },
        { "Audit__Key", "c2hvcnQ=" },
        { "Audit__Key", "none" },
        { "Audit__SigningKey", "-----BEGIN PRIVATE KEY-----" },
        { "Audit__OldKeys__0", "old" },
        { "Audit__CheckpointEvery", "00:00:00" },
        { "Cluster__Provider", "Zookeeper" },
        { "Cluster__SiloPort", "0" },
        { "Cluster__SiloPort", "http" },
        { "Cluster__GatewayPort", "65536" },
        { "Payouts__FirstPollAfter", "-00:00:01" },
        { "Payouts__FirstPollAfter", "often" },
        { "Payouts__FirstPollAfter", "00:10:01" },
        { "Payouts__MaxPollInterval", "00:00:00" },
        { "Payouts__ResubmitGrace", "2.00:00:00" },
        { "Payouts__QueueExpiry", "00:00:00.5" },
        { "Payouts__SweepInterval", "00:00:00" },
        { "ApiKeys__0__Name", "" },
        { "ApiKeys__0__Sha256", "full-access-key" },
        { "ApiKeys__0__Sha256", StartSettings.Hash + "00" },
        { "ApiKeys__0__Scopes__0", "payouts:everything" },
        { "ApiKeys__0__ClientId", "has space" },
        { "ApiKeys__0__ClientID_", "misspelt" },
        { "Addresses__AllowOffCurve", "sometimes" },
        { "RateLimit__ConcurrentRequests", "many" },
        { "Log__Format", "xml" },
        { "Log__Formatt", "json" },
        { "Serilog__MinimumLevel__Default", "Loud" },
        { "Serilog__MinimumLevel__Override__Payouts__Gateway__Access", "Off" },
        { "Serilog__WriteTo", "File" },
        { "ASPNETCORE_URLS", "garbage" },
        { "ASPNETCORE_URLS", "http://127.0.0.1:99999" },
        { "ASPNETCORE_URLS", "https://127.0.0.1:0" },
    };

    [Theory]
    [MemberData(nameof(BadValues))]
    public async Task A_bad_value_stops_the_host_with_a_sentence_that_names_the_setting(string name, string value) =>
        await StopsAsync(Settings((name, value)), name);

    [Theory]
    [InlineData("Silo", "Log__Format")]
    [InlineData("Silo", "Serilog__MinimumLevel__Override__Orleans")]
    [InlineData("Gateway", "Log__Format")]
    [InlineData("Gateway", "Serilog__MinimumLevel__Default")]
    public async Task A_bad_setting_of_the_log_stops_silo_and_gateway_too(string project, string name)
    {
        await using var host = ProcessBuilder.Of(project).With(Settings((name, "loud"))).Start();
        await StopsAsync(host, name);
    }

    [Fact]
    public async Task Why_it_stops_is_said_in_the_format_of_the_log()
    {
        var line = JsonNode.Parse(await StopsAsync(Settings(("Log__Format", "json"), ("Storage__Provider", "Oracle")), "Storage__Provider"))!;
        Assert.Equal(("fatal", "Payouts.Host"), ((string?)line["level"], (string?)line["logger"]));
    }

    [Theory]
    [InlineData("HELEKET_PROJECT_URL")]
    [InlineData("HELEKET_MERCHANT_ID")]
    [InlineData("HELEKET_API_KEY")]
    public async Task Production_needs_the_account_at_heleket(string name)
    {
        var settings = Settings();
        settings.Remove(name);
        await StopsAsync(settings, name);
    }

    [Fact]
    public async Task Production_needs_keys()
    {
        var settings = Settings();
        foreach (var name in settings.Keys.Where(name => name.StartsWith("ApiKeys__", StringComparison.Ordinal)).ToList())
        {
            settings.Remove(name);
        }

        await StopsAsync(settings, "ApiKeys__0__Sha256");
    }

    [Fact]
    public async Task In_development_half_an_account_is_not_made_up_by_the_simulator()
    {
        var settings = Settings(("ASPNETCORE_ENVIRONMENT", "Development"));
        settings.Remove("HELEKET_API_KEY");
        await StopsAsync(settings, "HELEKET_API_KEY");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_by_its_setting()
    {
        await using var world = await World.CreateAsync();
        await world.StartAsync();
        foreach (var name in new[] { "ASPNETCORE_URLS", "Cluster__SiloPort", "Cluster__GatewayPort" })
        {
            await StopsAsync(Settings((name, world.Settings[name])), name);
        }
    }

    [Fact]
    public async Task One_port_cannot_be_both()
    {
        var port = $"{Ports.Free()}";
        await StopsAsync(Settings(("Cluster__SiloPort", port), ("Cluster__GatewayPort", port)), "Cluster__SiloPort and Cluster__GatewayPort");
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_stops_and_the_first_goes_on()
    {
        await using var world = await World.CreateAsync();
        await world.StartAsync();

        var output = await StopsAsync(Settings(("ConnectionStrings__Payouts", $"Data Source={world.DatabaseFile}")), "ConnectionStrings__Payouts");

        Assert.Contains(world.DatabaseFile, output, StringComparison.Ordinal);
        using var api = new Api(world.Address);
        await api.WaitForStatusAsync((await api.CreateAsync(Api.Request())).Id, "confirmed");
    }

    /// <summary>Starts a host that cannot start, and checks that it prints one line and fails.</summary>
    private static async Task<string> StopsAsync(Dictionary<string, string> settings, string names)
    {
        await using var host = ProcessBuilder.Standalone().With(settings).Start();
        return await StopsAsync(host, names);
    }

    private static async Task<string> StopsAsync(HostProcess host, string names)
    {
        await host.WaitForExitAsync();
        Assert.NotEqual(0, host.ExitCode);
        var line = Assert.Single(host.Output.Split('\n'), line => line.Length > 0);
        Assert.Contains(names, line, StringComparison.Ordinal);
        return line;
    }

    /// <summary>What Production needs, valid except for the changes.</summary>
    private Dictionary<string, string> Settings(params (string Name, string Value)[] changes)
    {
        var settings = StartSettings.Production(_folder);
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        return settings;
    }
}
