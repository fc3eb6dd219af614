using System.Reflection;
using Payouts.Harness;

[assembly: AssemblyFixture(typeof(Payouts.Clients.Tests.Workshop))]

namespace Payouts.Clients.Tests;

/// <summary>
/// The real host in Development, and two folders in which third-party tools generate clients from its OpenAPI document,
/// once for all tests.
/// </summary>
public sealed class Workshop : IAsyncLifetime
{
    private const string NodeNeeded =
        "Node.js (20.19 or later, or 22.12 or later) and npm are needed to check the OpenAPI document: 'apt-get install nodejs npm', or https://nodejs.org.";

    // No telemetry, no update checks.
    private static readonly Dictionary<string, string> Quiet = new()
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["KIOTA_CLI_TELEMETRY_OPTOUT"] = "1",
        ["KIOTA_OFFLINE_ENABLED"] = "true",
        ["KIOTA_TUTORIAL_ENABLED"] = "false",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true",
        ["REDOCLY_TELEMETRY"] = "off",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-clients-").FullName;
    private HostProcess? _host;
    private Tomorrow? _tomorrow;
    private Task _npm = Task.CompletedTask;
    private Task _dotnet = Task.CompletedTask;

    internal static string Sources { get; } = Path.Combine(Metadata("Repository"), "tests", "Clients.Tests");

    internal static ClientsPage Page { get; } = new(File.ReadAllText(Path.Combine(Metadata("Repository"), "docs", "clients.md")));

    // Kept between runs, so that npm's packages need not be installed again.
    private static string NpmFolder { get; } = Path.Combine(Metadata("Artifacts"), "clients");

    /// <summary>Where the host listens.</summary>
    internal Uri Address => _host!.Address;

    private string DotNetFolder => Path.Combine(_folder, "dotnet");

    public async ValueTask InitializeAsync()
    {
        _host = await ProcessBuilder.Standalone().With(new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" }).RunIn(_folder).StartReadyAsync();
        _tomorrow = await Tomorrow.StartAsync(_host.Address);
        _npm = PrepareNpmAsync();
        _dotnet = PrepareDotNetAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // A failure there fails the tests that need it. Here both must only have ended.
        await Task.WhenAll(_npm, _dotnet).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_tomorrow is not null)
        {
            await _tomorrow.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Runs a tool that npm installed, beside <c>openapi.json</c> and <c>payouts.d.ts</c>.</summary>
    internal async Task<string> NpxAsync(string command)
    {
        Assert.SkipWhen(!IsOnPath("node") && Environment.GetEnvironmentVariable("CI") is null, NodeNeeded);
        await _npm;
        return await ShellAsync($"npx --no -- {command}", NpmFolder);
    }

    /// <summary>The output of the TypeScript program about the service.</summary>
    internal async Task<string> TypeScriptStoryAsync()
    {
        await NpxAsync("tsc");
        return await ShellAsync($"node out/client.js {Addresses()} typescript", NpmFolder);
    }

    /// <summary>The output of the C# program about the service.</summary>
    /// <param name="generator">The generator of the client that it uses.</param>
    internal async Task<string> CSharpStoryAsync(string generator)
    {
        await _dotnet;
        return await ShellAsync($"dotnet out/Clients.dll {generator} {Addresses()} {generator}", DotNetFolder);
    }

    private string Addresses() => $"{_host!.Address.GetLeftPart(UriPartial.Authority)} {_tomorrow!.Address.GetLeftPart(UriPartial.Authority)}";

    private async Task PrepareNpmAsync()
    {
        CopyTo(NpmFolder, "npm");
        await ShellAsync($"command -v node >/dev/null && command -v npm >/dev/null || {{ echo \"{NodeNeeded}\" >&2; exit 1; }}", NpmFolder);

        // The installed packages include a copy of the lock file that they were installed from.
        await ShellAsync("cmp -s package-lock.json node_modules/.made-of || { npm ci && cp package-lock.json node_modules/.made-of; }", NpmFolder);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _host!.Address };
        await File.WriteAllTextAsync(Path.Combine(NpmFolder, "openapi.json"), await http.GetStringAsync("openapi/v1.json"));
        await ShellAsync(Page.CommandOf("openapi-typescript", _host.Address), NpmFolder);
    }

    private async Task PrepareDotNetAsync()
    {
        CopyTo(DotNetFolder, "dotnet");
        await ShellAsync(Page.CommandOf("NSwag.ConsoleCore", _host!.Address), DotNetFolder);
        await ShellAsync(Page.CommandOf("Microsoft.OpenApi.Kiota", _host.Address), DotNetFolder);
        await ShellAsync("dotnet build Clients.csproj --output out -p:UseSharedCompilation=false", DotNetFolder);
    }

    private static void CopyTo(string folder, string source)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in new DirectoryInfo(Path.Combine(Sources, source)).EnumerateFiles())
        {
            file.CopyTo(Path.Combine(folder, file.Name), overwrite: true);
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static Task<string> ShellAsync(string command, string folder) => Tool.RunAsync("bash", ["-c", command], folder, Quiet);

    private static string Metadata(string key) =>
        typeof(Workshop).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
