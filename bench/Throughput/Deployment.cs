using System.Globalization;
using System.Text.Json;
using Payouts.Harness;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput;

/// <summary>Something that answers creates.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Process">What serves it.</param>
/// <param name="Database">Its database's name; <see langword="null"/>: it has none on PostgreSQL.</param>
internal sealed record Target(string Name, HostProcess Process, string? Database = null);

/// <summary>Everything that runs, each a process of its own: PostgreSQL, Heleket's simulator, the hosts under test, the controls.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    /// <summary>Signs webhooks.</summary>
    public const string PayoutKey = "throughput-payout-key";

    private const string Merchant = "8b03432e-385b-4670-8d06-064591096795";

    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-throughput-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly List<Target> _targets = [];
    private readonly ThroughputOptions _options;
    private readonly MongoDatabases? _mongo;
    private Target? _simulator;
    private string? _ledgerFile;
    private (long Creates, long Looks) _callsBefore;

    private Deployment(ThroughputOptions options, PostgresServer postgres)
    {
        (_options, Postgres) = (options, postgres);
        _mongo = options.Mongo is { } server ? new MongoDatabases(server) : null;
    }

    public PostgresServer Postgres { get; }

    /// <summary>Where Heleket is, or was and will be again.</summary>
    public Uri HeleketAddress { get; } = new($"http://127.0.0.1:{Ports.Free()}");

    public HostProcess Simulator => _simulator!.Process;

    public Target Endpoint { get; private set; } = null!;

    public Target Insert { get; private set; } = null!;

    /// <summary>Starts the simulator and the controls.</summary>
    public static async Task<Deployment> StartAsync(ThroughputOptions options)
    {
        var deployment = new Deployment(options, await PostgresServer.StartNewAsync());
        try
        {
            await deployment.StartHeleketAsync();
            deployment.Endpoint = await deployment.ControlAsync("endpoint without storage", Control.NoStorage);
            deployment.Insert = await deployment.ControlAsync("bare insert", deployment.Postgres.ConnectionString);
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the standalone host.</summary>
    /// <param name="storage">On <c>sqlite</c>, <c>postgres</c> or <c>mongo</c>.</param>
    /// <param name="database">A name; of the same name, it goes on where the last one stopped.</param>
    /// <param name="firstPoll">Its first look at a payout that Heleket has.</param>
    /// <param name="other">Whether it is the build or setting to compare with.</param>
    /// <param name="name">As the report calls it; <see langword="null"/>: by its storage.</param>
    public async Task<Target> HostAsync(string storage, string database, TimeSpan? firstPoll = null, bool other = false, string? name = null)
    {
        var port = Ports.Free();
        var settings = new Dictionary<string, string>(Requests.KeySettings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Storage__Provider"] = storage,
            ["ConnectionStrings__Payouts"] = storage switch
            {
                "sqlite" => $"Data Source={Path.Combine(_folder, database)}.db",
                "mongo" => _mongo!.ConnectionTo(database),
                _ => await DatabaseAsync(database),
            },
            ["HELEKET_PROJECT_URL"] = HeleketAddress.ToString(),
            ["HELEKET_MERCHANT_ID"] = Merchant,
            ["HELEKET_API_KEY"] = PayoutKey,
            ["HELEKET_CALLBACK_URL"] = $"http://127.0.0.1:{port}/payouts/webhook",
        };
        if (firstPoll is { } poll)
        {
            settings["Payouts__FirstPollAfter"] = poll.ToString("c");
        }

        ManagedMemory.Watch(settings, _folder);
        foreach (var setting in other && _options.AgainstSetting is { } against ? _options.Settings.Add(against) : _options.Settings)
        {
            var (variable, value) = (setting[..setting.IndexOf('=')], setting[(setting.IndexOf('=') + 1)..]);
            settings[variable] = value;
        }

        var process = HostProcess.Start((other ? _options.Against : null) ?? "Standalone", "Payouts.Standalone.dll", settings);
        return await ReadyAsync(name ?? (other ? $"{storage}, the other" : storage), process, database: storage == "postgres" ? database : null);
    }

    /// <summary>Ends a host, with no time for anything.</summary>
    public async Task KillAsync(Target target)
    {
        _targets.Remove(target);
        await target.Process.DisposeAsync();
    }

    /// <summary>Makes Heleket anew, with an empty ledger.</summary>
    /// <param name="keepsItsLedger">Whether in a file, so that it can go away and come back. Writing it costs Heleket time.</param>
    public async Task RenewHeleketAsync(bool keepsItsLedger)
    {
        await StopHeleketAsync();
        _ledgerFile = keepsItsLedger ? Path.Combine(_folder, $"{Guid.NewGuid():N}.ledger") : null;
        _callsBefore = default;
        await StartHeleketAsync();
    }

    /// <summary>Heleket goes away: its port refuses connections.</summary>
    public async Task StopHeleketAsync()
    {
        _callsBefore = await CallsAsync();
        await KillAsync(_simulator!);
        _simulator = null;
    }

    /// <summary>Heleket comes back.</summary>
    public async Task StartHeleketAsync() => _simulator = await ReadyAsync(
        "simulator", HostProcess.Start("Heleket.Simulator", "Heleket.Simulator.dll", SimulatorSettings()), "/control/calls");

    /// <summary>Calls that Heleket took so far; it keeps its count while it is away.</summary>
    public async Task<(long Creates, long Looks)> CallsAsync()
    {
        if (_simulator is null)
        {
            return _callsBefore;
        }

        using var calls = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Simulator.Address, "control/calls")));
        return (_callsBefore.Creates + Count("create"), _callsBefore.Looks + Count("info"));

        long Count(string name) => calls.RootElement.TryGetProperty(name, out var count) ? count.GetInt64() : 0;
    }

    /// <summary>Lets payouts that are made from now on stop at a status, or walk as they did at first.</summary>
    public async Task StopAtAsync(string? status)
    {
        using var answer = status is null
            ? await _http.DeleteAsync(new Uri(Simulator.Address, "control/walks"))
            : await _http.PostAsync(new Uri(Simulator.Address, "control/walks"), new StringContent($"{{\"steps\":[\"{status}\"]}}"));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What a host or a control does with managed memory.</summary>
    public Task<ManagedMemory> MemoryAsync(Target target) => ManagedMemory.ReadAsync(_folder, target.Process.Id);

    /// <summary>A GET with the client's key, as JSON.</summary>
    public async Task<JsonDocument> GetAsync(Target target, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target.Process.Address, path));
        request.Headers.Add("Authorization", $"Bearer {Requests.Secret}");
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Whether there is a payout with this status that was created since.</summary>
    public async Task<bool> AnyAsync(Target target, string status, DateTimeOffset since)
    {
        var time = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        using var page = await GetAsync(target, $"payouts?status={status}&created_from={time}&limit=1");
        return page.RootElement.GetProperty("data").GetArrayLength() > 0;
    }

    /// <summary>Makes a database of that name, unless it is there.</summary>
    /// <returns>A connection string to it.</returns>
    public async Task<string> DatabaseAsync(string name)
    {
        try
        {
            await PostgresForTests.ExecuteAsync(Postgres.ConnectionString, $"CREATE DATABASE {name}");
        }
        catch (Npgsql.PostgresException exists) when (exists.SqlState == Npgsql.PostgresErrorCodes.DuplicateDatabase)
        {
            // The host before has made it.
        }

        return ConnectionTo(name);
    }

    /// <summary>To a database of that name.</summary>
    public string ConnectionTo(string name) => new Npgsql.NpgsqlConnectionStringBuilder(Postgres.ConnectionString) { Database = name }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        foreach (var target in _targets)
        {
            await target.Process.DisposeAsync();
        }

        if (_mongo is not null)
        {
            await _mongo.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<Target> ControlAsync(string name, string storage)
    {
        var settings = new Dictionary<string, string> { [Control.Setting] = storage };
        ManagedMemory.Watch(settings, _folder);
        return ReadyAsync(name, HostProcess.Start("Throughput", "Payouts.Throughput.dll", settings));
    }

    private async Task<Target> ReadyAsync(string name, HostProcess process, string path = "/health/ready", string? database = null)
    {
        var target = new Target(name, process, database);
        _targets.Add(target);
        await process.WaitUntilReadyAsync(path);
        return target;
    }

    private Dictionary<string, string> SimulatorSettings()
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = HeleketAddress.ToString(),
            ["Simulator__MerchantId"] = Merchant,
            ["Simulator__PayoutKey"] = PayoutKey,
            ["Simulator__WebhookConcurrency"] = _options.Webhooks.ToString(CultureInfo.InvariantCulture),
            ["Simulator__StepDelay"] = _options.StepDelay.ToString("c"),
        };
        if (_ledgerFile is { } file)
        {
            settings["Simulator__DataFile"] = file;
        }

        foreach (var (step, number) in _options.Walk.Split(',').Select((step, number) => (step, number)))
        {
            settings[$"Simulator__Walk__{number}"] = step;
        }

        return settings;
    }
}
