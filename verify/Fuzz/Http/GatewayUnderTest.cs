using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Heleket.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payouts.Fuzz.Webhooks;
using Payouts.Gateway;
using Payouts.Gateway.Payouts;
using Payouts.Harness;
using Payouts.Hosting;
using Payouts.Silo;
using Payouts.Silo.Settings;

namespace Payouts.Fuzz.Http;

/// <summary>The standalone host in this process, as src/Standalone puts it together: gateway, silo, a SQLite file, and a simulator beside it.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    private const long MostGrowthMegabytes = 500;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("payouts-fuzz-");
    private readonly ErrorLog _log;
    private SimulatorHost? _heleket;
    private WebApplication? _host;

    private GatewayUnderTest(Tally tally) => _log = new ErrorLog(tally);

    public IPEndPoint Address { get; } = new(IPAddress.Loopback, Ports.Free());

    /// <summary>Writes cursors that the host takes for its own.</summary>
    public PageCursor Cursors => _host!.Services.GetRequiredService<PageCursor>();

    /// <summary>Starts one, has it fed in two parts with a look at its memory between them, and stops it.</summary>
    public static async Task<TargetReport> RunAsync(Tally tally, Func<GatewayUnderTest, Task> warmUp, Func<GatewayUnderTest, Task> feed)
    {
        await using var gateway = new GatewayUnderTest(tally);
        await gateway.StartAsync();
        var started = Stopwatch.GetTimestamp();
        await warmUp(gateway);
        var before = WorkingSet();
        await feed(gateway);
        var growth = (WorkingSet() - before) >> 20;
        if (growth > MostGrowthMegabytes)
        {
            tally.Find($"the working set grew by {growth} MB");
        }

        return tally.Report(Stopwatch.GetElapsedTime(started), growth);
    }

    public async ValueTask DisposeAsync()
    {
        _log.Close();
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        if (_heleket is not null)
        {
            await _heleket.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        _heleket = await SimulatorHost.StartAsync(new SimulatorOptions { PayoutKey = WebhookForgery.PayoutKey });
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = _folder.FullName });
        builder.Configuration.AddInMemoryCollection(Settings(_heleket.BaseAddress));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Error).AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(new GatewayClock());
        var read = new SettingReader(builder.Configuration);
        var (silo, gateway) = (SiloSettings.Read(read), GatewaySettings.Read(read, builder.Environment));
        read.RequireNoErrors();
        builder.AddSilo(silo);
        builder.AddGateway(gateway);
        _host = builder.Build();
        _host.MapGateway();
        await _host.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var ready = await http.GetAsync($"http://{Address}/health/ready");
                return ready.IsSuccessStatusCode;
            },
            TimeSpan.FromSeconds(60),
            () => "The host did not become ready.");
    }

    private Dictionary<string, string?> Settings(Uri heleket)
    {
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = $"http://{Address}",
            ["ConnectionStrings:Payouts"] = $"Data Source={_folder.FullName}/payouts.db",
            ["ConnectionStrings:Documents"] = $"Data Source={_folder.FullName}/documents.db",
            ["Cluster:SiloPort"] = $"{Ports.Free()}",
            ["Cluster:GatewayPort"] = $"{Ports.Free()}",
            ["HELEKET_PROJECT_URL"] = heleket.ToString(),
            ["HELEKET_MERCHANT_ID"] = new SimulatorOptions().MerchantId,
            ["HELEKET_API_KEY"] = WebhookForgery.PayoutKey,
            ["HELEKET_CALLBACK_URL"] = $"http://{Address}/payouts/webhook",
        };
        for (var index = 0; index < Keys.All.Count; index++)
        {
            var key = Keys.All[index];
            settings[$"ApiKeys:{index}:Name"] = key.Secret;
            settings[$"ApiKeys:{index}:Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Secret)));
            settings[$"ApiKeys:{index}:ClientId"] = key.Client;
            settings[$"ApiKeys:{index}:Scopes:0"] = key.Reads ? "payouts:read" : "payouts:create";
            settings[$"ApiKeys:{index}:Scopes:1"] = key.Creates ? "payouts:create" : "payouts:read";
            settings[$"ApiKeys:{index}:Scopes:2"] = key is { Reads: true, Creates: true } ? "payouts:operate" : null;
        }

        return settings;
    }

    private static long WorkingSet()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }

    /// <summary>Begins on the same day in every run, so that a case means the same in all of them.</summary>
    private sealed class GatewayClock : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

        private readonly long _started = Stopwatch.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Start + Stopwatch.GetElapsedTime(_started);
    }

    /// <summary>Takes each error that the host logs, and each exception that nobody caught, for a finding.</summary>
    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        private readonly Tally _tally;
        private volatile bool _closed;

        public ErrorLog(Tally tally)
        {
            _tally = tally;
            TaskScheduler.UnobservedTaskException += OnUnobserved;
        }

        /// <summary>What is logged while the host stops is not looked at.</summary>
        public void Close()
        {
            _closed = true;
            TaskScheduler.UnobservedTaskException -= OnUnobserved;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error && !_closed;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                _tally.Find($"the host logged: {formatter(state, exception)} {exception}");
            }
        }

        public void Dispose() => Close();

        private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs arguments) => _tally.Find($"nobody observed: {arguments.Exception}");
    }
}
