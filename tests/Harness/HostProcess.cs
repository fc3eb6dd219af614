using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

namespace Payouts.Harness;

/// <summary>One of our executables as a real process, on free ports of this machine.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private static readonly string[] OurPrefixes =
        ["ASPNETCORE_", "DOTNET_ENV", "HELEKET_", "Heleket__", "ApiKeys__", "Roles__", "Oidc__", "Console__", "Payouts__", "Storage__", "Cluster__", "ConnectionStrings__", "Documents__", "Audit__", "Events__", "RateLimit__", "Addresses__", "Log__", "Serilog__", "Kestrel__", "Simulator__"];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _url;

    private HostProcess(Process process, string url)
    {
        _process = process;
        _url = url;
    }

    /// <summary>Where this machine reaches it.</summary>
    public Uri Address => new(_url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Everything that it printed.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Its exit code, once it ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts an executable with these settings and none that this process was given; does not wait for it.</summary>
    internal static HostProcess Start(string project, string assembly, IReadOnlyDictionary<string, string> settings, string? workingDirectory)
    {
        var url = settings.TryGetValue("ASPNETCORE_URLS", out var given) ? given : $"http://127.0.0.1:{Ports.Free()}";
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Metadata("ArtifactsBin"), project, Metadata("Pivot"), assembly)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["ASPNETCORE_URLS"] = url;
        start.Environment["Cluster__SiloPort"] = $"{Ports.Free()}";
        start.Environment["Cluster__GatewayPort"] = $"{Ports.Free()}";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var host = new HostProcess(new Process { StartInfo = start }, url);
        host._process.OutputDataReceived += host.Keep;
        host._process.ErrorDataReceived += host.Keep;
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Ends when the process does, whatever the reason.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it ended by itself, and until everything that it printed is here.</summary>
    public Task WaitForExitAsync() => _process.WaitForExitAsync().WaitAsync(StartTimeout);

    /// <summary><c>SIGTERM</c>, and waits.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> StopAsync()
    {
        var since = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await WaitForExitAsync();
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>Sends a signal by its name, <c>STOP</c> or <c>CONT</c> say; does not wait for what it does.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until <c>/health/ready</c>, or another path, answers with success.</summary>
    /// <exception cref="InvalidOperationException">It ended; the message has all that it printed.</exception>
    public async Task WaitUntilReadyAsync(string path = "/health/ready")
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        await Eventually.IsTrueAsync(
            async () =>
            {
                if (_process.HasExited)
                {
                    throw new InvalidOperationException($"The host ended:\n{Output}");
                }

                try
                {
                    using var answer = await http.GetAsync(path);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            StartTimeout,
            () => $"The host did not become ready:\n{Output}");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            _lines.Enqueue(text);
        }
    }

    private static bool IsOurs(string name) => OurPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static string Metadata(string key) =>
        typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
