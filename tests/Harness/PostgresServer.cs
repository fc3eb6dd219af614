using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Payouts.Harness;

/// <summary>
/// A private PostgreSQL from the installed binaries: its own folder, its own port, gone afterwards. It flushes to disk like a real one, so that
/// killing it tells the truth. PostgreSQL refuses to run as root; then it runs as the user <c>postgres</c>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string _folder;
    private readonly int _port;
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    private PostgresServer(string folder, int port)
    {
        _folder = folder;
        _port = port;
    }

    /// <summary>Where the binaries are, or <see langword="null"/> when PostgreSQL is not installed here.</summary>
    public static string? Binaries { get; } = FindBinaries();

    /// <summary>The id of its first process, the parent of the others.</summary>
    /// <exception cref="InvalidOperationException">It is not running.</exception>
    public int Id => _process?.Id ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>To its database <c>postgres</c>, as its owner.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    /// <summary>Makes one and starts it.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or did not start.</exception>
    public static async Task<PostgresServer> StartNewAsync()
    {
        var folder = Directory.CreateTempSubdirectory("payouts-postgres-").FullName;
        var server = new PostgresServer(folder, Ports.Free());
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await Tool.RunAsync("chown", ["postgres", folder]);
            }

            var (program, arguments) = server.AsOwner("initdb", "-D", server.Data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
            await Tool.RunAsync(program, arguments);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, with what was on its disk.</summary>
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(StartTimeout);
        while (!await TryStartAsync(limit.Token))
        {
            // Children of a killed server may live a moment longer, and no other may start before they are gone.
            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }

    /// <summary><c>kill -9</c>: the server has no time for anything.</summary>
    public async Task KillAsync()
    {
        var process = _process ?? throw new InvalidOperationException("The server is not running.");
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>Stops it and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        using var limit = new CancellationTokenSource(StartTimeout);
        while (Directory.Exists(_folder))
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException)
            {
                // Its last children are still writing.
                await Task.Delay(Pause, TimeProvider.System, limit.Token);
            }
        }
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        var (program, arguments) = AsOwner("postgres", "-D", Data, "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.HasExited)
        {
            if (await AnswersAsync(cancellationToken))
            {
                _process = process;
                return true;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        process.Dispose();
        return false;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"PostgreSQL did not start:\n{string.Join('\n', _lines)}");
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private (string Program, string[] Arguments) AsOwner(string binary, params string[] arguments)
    {
        var program = Path.Combine(Binaries ?? throw new InvalidOperationException("PostgreSQL is not installed here."), binary);
        return Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
            : (program, arguments);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            _lines.Enqueue(text);
        }
    }

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return installed.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")));
    }
}
