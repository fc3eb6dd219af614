using Payouts.Harness;

namespace Payouts.Host.Tests.Start;

/// <summary>Where a host keeps its data, and its error when that folder cannot be used or is in use.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named_in_one_sentence_in_development()
    {
        // A file in its place: the tests may run as root, which ignores permissions.
        await File.WriteAllTextAsync($"{_folder.Path}/data", "");

        var line = await StopsAsync(Development());

        Assert.Contains($"{_folder.Path}/data", line, StringComparison.Ordinal);
        Assert.Contains("Simulator__DataFile", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulator_file_that_cannot_be_read_is_named_in_one_sentence()
    {
        Directory.CreateDirectory($"{_folder.Path}/data");
        await File.WriteAllTextAsync($"{_folder.Path}/data/simulator.jsonl", "this is no ledger\n");

        Assert.Contains("simulator.jsonl", await StopsAsync(Development()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Started_twice_it_says_that_it_probably_runs_already()
    {
        var settings = Development();
        settings["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Free()}";
        settings["Cluster__SiloPort"] = $"{Ports.Free()}";
        settings["Cluster__GatewayPort"] = $"{Ports.Free()}";
        await using var first = await ProcessBuilder.Standalone().With(settings).RunIn(_folder.Path).StartReadyAsync();

        var line = await StopsAsync(settings);

        Assert.Contains("running here already", line, StringComparison.Ordinal);
        Assert.Contains(settings["ASPNETCORE_URLS"], line, StringComparison.Ordinal);

        // With its own ports it would otherwise share the first one's files.
        Assert.Contains("running here already", await StopsAsync(Development()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_and_the_file_of_settings_are_both_in_the_content_root()
    {
        await File.WriteAllTextAsync($"{_folder.Path}/appsettings.json", """{ "ConnectionStrings": { "Payouts": "Data Source=here/payouts.db" } }""");
        var settings = Development();
        settings["ASPNETCORE_CONTENTROOT"] = _folder.Path;
        await using var host = await ProcessBuilder.Standalone().With(settings).StartReadyAsync();

        Assert.True(File.Exists($"{_folder.Path}/here/payouts.db"));
        Assert.True(File.Exists($"{_folder.Path}/data/simulator.jsonl"));
    }

    private static Dictionary<string, string> Development() => new() { ["ASPNETCORE_ENVIRONMENT"] = "Development" };

    private async Task<string> StopsAsync(Dictionary<string, string> settings)
    {
        await using var host = ProcessBuilder.Standalone().With(settings).RunIn(_folder.Path).Start();
        await host.WaitForExitAsync();
        Assert.Equal(1, host.ExitCode);
        return Assert.Single(host.Output.Split('\n'), line => line.Length > 0);
    }
}
