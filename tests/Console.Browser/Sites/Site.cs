using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Heleket.Simulator;
using Payouts.Harness;

namespace Payouts.Console.Browser.Sites;

/// <summary>A real Standalone on a free port with a database of its own, and a simulator whose faults the test decides.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>The address in the contract's example.</summary>
    public const string Tron = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    private const string Key = "key-of-the-tests";

    private readonly TestFolder _folder = new();
    private readonly SimulatorHost _simulator;
    private readonly HttpClient _api;
    private HostProcess? _host;

    private Site(SimulatorHost simulator, SimulatorOptions options, (string Name, string Value)[] settings)
    {
        _simulator = simulator;
        Settings = Chosen(simulator, options, settings);
        _api = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public Uri Address => new(Settings["ASPNETCORE_URLS"]);

    public HeleketSimulator Simulator => _simulator.Simulator;

    /// <summary>The settings of every run of the host.</summary>
    public Dictionary<string, string> Settings { get; }

    /// <summary>The host, which may be killed.</summary>
    public HostProcess Host => _host!;

    /// <summary>Starts both.</summary>
    /// <param name="options">The simulator's; <see langword="null"/>: payouts walk fast.</param>
    /// <param name="settings">The host's, beside its usual ones.</param>
    public static async Task<Site> StartAsync(SimulatorOptions? options = null, params (string Name, string Value)[] settings)
    {
        options ??= new() { StepDelay = TimeSpan.FromMilliseconds(100), WebhookRetryDelay = TimeSpan.FromMilliseconds(200) };
        var site = new Site(await SimulatorHost.StartAsync(options), options, settings);
        await site.StartHostAsync();
        return site;
    }

    /// <summary>Starts the host again after it was killed.</summary>
    public async Task StartHostAsync() => _host = await ProcessBuilder.Standalone().With(Settings).RunIn(_folder.Path).StartReadyAsync();

    /// <summary>Makes a payout with a key, as a program would.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> PayAsync(string client, string amount, string address = Tron, string? reference = null, string? scheduledFor = null, string? key = null)
    {
        var body = new JsonObject
        {
            ["client_id"] = client,
            ["asset"] = "USDT",
            ["network"] = "TRON",
            ["amount"] = amount,
            ["wallet_address"] = address,
            ["reference"] = reference,
            ["scheduled_for"] = scheduledFor,
        };
        var made = await SendAsync(HttpMethod.Post, "/payouts", body, key is null ? null : ("Idempotency-Key", key));
        return made["id"]!.GetValue<string>();
    }

    /// <summary>Reads the payout as it is now.</summary>
    public Task<JsonNode> ReadAsync(string id) => SendAsync(HttpMethod.Get, $"/payouts/{id}", null);

    /// <summary>Calls the API with the tests' key, and expects success.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        if (header is { } given)
        {
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        }

        using var answer = await _api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    /// <summary>Waits until the payout has the status.</summary>
    public Task<JsonNode> WaitForAsync(string id, string status, string? detail = null) =>
        Eventually.BecomesAsync(() => ReadAsync(id), payout => Word(payout, "status") == status && (detail is null || Word(payout, "detail") == detail), TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _simulator.DisposeAsync();
        _folder.Dispose();
    }

    private static string? Word(JsonNode payout, string name) => payout[name]?.GetValue<string>();

    private Dictionary<string, string> Chosen(SimulatorHost simulator, SimulatorOptions options, (string Name, string Value)[] settings)
    {
        var chosen = TestHostSettings.Quick(_folder, simulator.BaseAddress, options.MerchantId, options.PayoutKey);
        chosen["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Free()}";
        foreach (var (name, value) in KeySettings.Of(0, "tests", Key, null, "payouts:read", "payouts:create", "payouts:operate"))
        {
            chosen[name] = value;
        }

        foreach (var (name, value) in settings)
        {
            chosen[name] = value;
        }

        return chosen;
    }
}
