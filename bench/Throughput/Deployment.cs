using System.Globalization;
using System.Text;
using System.Text.Json;
using Payouts.Harness;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput;

/// <summary>Everything that runs, each a process of its own: PostgreSQL, Heleket's simulator, the hosts under test, the controls.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-throughput-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly List<Target> _targets = [];
    private readonly ThroughputOptions _options;
    private readonly MongoDatabases? _mongo;

    private Deployment(ThroughputOptions options, PostgresServer postgres)
    {
        (_options, Postgres) = (options, postgres);
        Heleket = new SimulatedHeleket(options, _folder);
        _mongo = options.Mongo is { } server ? new MongoDatabases(server) : null;
    }

    public PostgresServer Postgres { get; }

    public SimulatedHeleket Heleket { get; }

    public Target Endpoint { get; private set; } = null!;

    public Target Insert { get; private set; } = null!;

    /// <summary>Starts the simulator and the controls.</summary>
    public static async Task<Deployment> StartAsync(ThroughputOptions options)
    {
        var deployment = new Deployment(options, await PostgresServer.StartNewAsync());
        try
        {
            await deployment.Heleket.StartAsync();
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
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var policy = other ? null : _options.Policy;
        var connection = storage switch
        {
            "sqlite" => $"Data Source={Path.Combine(_folder, database)}.db",
            "mongo" => _mongo!.ConnectionTo(database),
            _ => await DatabaseAsync(database),
        };
        var builder = ProcessBuilder.Standalone(other ? _options.Against : null).At(address)
            .RunIn(Directory.CreateDirectory(Path.Combine(_folder, $"{storage}-{database}")).FullName) // Its documents lie there.
            .With("ASPNETCORE_ENVIRONMENT", "Production")
            .With(Requests.Keys)
            .With(_options.Streams > 0 ? Streams.Keys : [])
            .With(policy is null ? [] : Policies.Keys)
            .Storing(storage, connection)
            .Paying(Heleket.Address, SimulatedHeleket.Merchant, SimulatedHeleket.PayoutKey, address)
            .With(firstPoll is { } poll ? [KeyValuePair.Create("Payouts__FirstPollAfter", poll.ToString("c"))] : [])
            .With(ManagedMemory.Settings(_folder))
            .With((other && _options.AgainstSetting is { } against ? _options.Settings.Add(against) : _options.Settings).Select(Variable));
        var host = await ReadyAsync(name ?? (other ? $"{storage}, the other" : storage), builder, storage == "postgres" ? database : null);
        if (policy is not null)
        {
            await Policies.PutAsync(this, host, policy);
        }

        return host;
    }

    /// <summary>Ends a host, with no time for anything.</summary>
    public async Task KillAsync(Target target)
    {
        _targets.Remove(target);
        await target.Process.DisposeAsync();
    }

    /// <summary>What a host or a control does with managed memory.</summary>
    public Task<ManagedMemory> MemoryAsync(Target target) => ManagedMemory.ReadAsync(_folder, target.Process.Id);

    /// <summary>Bytes that the whole PostgreSQL server has written to its write-ahead log so far.</summary>
    public Task<long> LogAsync() => PostgresForTests.ScalarAsync<long>(Postgres.ConnectionString, "SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint");

    /// <summary>A GET with the client's key, as JSON.</summary>
    public async Task<JsonDocument> GetAsync(Target target, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target.Process.Address, path));
        request.Headers.Add("Authorization", $"Bearer {Requests.Secret}");
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>A change with the client's key or another one, which has to succeed.</summary>
    /// <returns>The answer.</returns>
    public async Task<JsonDocument> ChangeAsync(Target target, HttpMethod method, string path, string body, string? ifMatch = null, string secret = Requests.Secret)
    {
        using var request = new HttpRequestMessage(method, new Uri(target.Process.Address, path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", $"Bearer {secret}");
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

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

        await Heleket.DisposeAsync();
        if (_mongo is not null)
        {
            await _mongo.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<Target> ControlAsync(string name, string storage) =>
        ReadyAsync(name, ProcessBuilder.Of("Throughput").With(Control.Setting, storage).With(ManagedMemory.Settings(_folder)));

    private async Task<Target> ReadyAsync(string name, ProcessBuilder builder, string? database = null)
    {
        var target = new Target(name, builder.Start(), database);
        _targets.Add(target);
        await target.Process.WaitUntilReadyAsync();
        return target;
    }

    private static KeyValuePair<string, string> Variable(string setting)
    {
        var mark = setting.IndexOf('=', StringComparison.Ordinal);
        return new(setting[..mark], setting[(mark + 1)..]);
    }
}
