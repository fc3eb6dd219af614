using Payouts.Harness;

namespace Payouts.Host.Tests.Start;

/// <summary>
/// An unknown setting that is meant for us stops the host: otherwise it would silently have no effect.
/// </summary>
public sealed class MisspeltSettingTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Payouts__SweepIntervall", "Payouts__SweepInterval")]
    [InlineData("HELEKET_MERCHANT", "HELEKET_MERCHANT_ID")]
    [InlineData("Simulator__StepDelai", "Simulator__StepDelay")]
    [InlineData("ApiKeys__0__Scope", "ApiKeys__0__Scopes__0")]
    public async Task It_is_named_with_the_nearest_real_one(string misspelt, string real)
    {
        var lines = await StopsAsync(Settings((misspelt, "secret-value")));

        Assert.EndsWith($"{misspelt} is not a setting; did you mean {real}?", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_file_of_settings_too_and_the_file_is_named()
    {
        await File.WriteAllTextAsync($"{_folder.Path}/appsettings.json", """{ "Payouts": { "SweepInterval": "00:00:05", "SweepIntervall": "00:00:01" }, "Storage": "Mongo" }""");

        var lines = await StopsAsync(Settings(), _folder.Path);

        Assert.Collection(
            lines,
            line => Assert.Contains("Payouts__SweepIntervall (in appsettings.json) is not a setting; did you mean Payouts__SweepInterval?", line, StringComparison.Ordinal),
            line => Assert.Contains("Storage (in appsettings.json) is not a setting; did you mean Storage__Provider?", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_settings_that_cannot_be_read_is_named()
    {
        await File.WriteAllTextAsync($"{_folder.Path}/appsettings.json", """{ "Payouts": { """);

        Assert.Contains("appsettings.json", Assert.Single(await StopsAsync(Settings(), _folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_one_start()
    {
        var settings = Settings(("Payouts__SweepIntervall", "00:00:01"), ("Cluster__SiloPort", "http"), ("RateLimit__ConcurrentRequests", "many"));
        foreach (var name in settings.Keys.Where(name => name.StartsWith("HELEKET_", StringComparison.Ordinal) || name.StartsWith("ApiKeys__", StringComparison.Ordinal)).ToList())
        {
            settings.Remove(name);
        }

        var lines = await StopsAsync(settings);

        Assert.Equal(7, lines.Count);
        Assert.All(
            ["Payouts__SweepIntervall", "Cluster__SiloPort", "RateLimit__ConcurrentRequests", "HELEKET_PROJECT_URL", "HELEKET_MERCHANT_ID", "HELEKET_API_KEY", "ApiKeys__0__Sha256"],
            (string name) => Assert.Single(lines, line => line.Contains(name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Silo", "Payouts__SweepIntervall", "HELEKET_API_KEY")]
    [InlineData("Gateway", "Cluster__Idd", "ApiKeys__0__Sha256")]
    public async Task The_other_hosts_say_all_of_it_too(string project, string misspelt, string missing)
    {
        await using var host = ProcessBuilder.Of(project).With(new Dictionary<string, string> { [misspelt] = "x" }).Start();
        await host.WaitForExitAsync();

        Assert.Equal(1, host.ExitCode);
        Assert.Contains(misspelt, host.Output, StringComparison.Ordinal);
        Assert.Contains(missing, host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_kubernetes_and_others_put_into_the_environment_stops_nothing()
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["PAYOUTS_SERVICE_HOST"] = "10.0.0.1",
            ["PAYOUTS_PORT_8080_TCP"] = "tcp://10.0.0.1:8080",
            ["HELEKET_PORT"] = "tcp://10.0.0.1:80",
            ["HELEKET_SERVICE_PORT_HTTP"] = "80",
            ["CLUSTER_ID"] = "of-somebody-else",
            ["STORAGE"] = "nas",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Serilog__MinimumLevel__Default"] = "Information",
        };
        await using var host = await ProcessBuilder.Standalone().With(settings).RunIn(_folder.Path).StartReadyAsync();
    }

    private static async Task<IReadOnlyList<string>> StopsAsync(Dictionary<string, string> settings, string? directory = null)
    {
        await using var host = ProcessBuilder.Standalone().With(settings).RunIn(directory).Start();
        await host.WaitForExitAsync();
        Assert.Equal(1, host.ExitCode);
        Assert.DoesNotContain("secret-value", host.Output, StringComparison.Ordinal);
        return [.. host.Output.Split('\n').Where(line => line.Length > 0)];
    }

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
