using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Heleket.Simulator;
using Payouts.Harness;

namespace Payouts.Console.Browser.Sites;

/// <summary>A service beside a simulator of Heleket, and its API as a program with a key calls it.</summary>
internal abstract class ApiSite : IAsyncDisposable
{
    /// <summary>The address in the contract's example.</summary>
    public const string Tron = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    /// <summary>The key of vera, who may only look.</summary>
    public const string Viewer = "key-of-vera";

    /// <summary>The key of bo, who may only look, and only at what is <see cref="BoundClient"/>'s.</summary>
    public const string BoundViewer = "key-of-bo";

    /// <summary>Bo's client.</summary>
    public const string BoundClient = "c-0007";

    /// <summary>The key of cora, who approves.</summary>
    public const string SecondChecker = "key-of-cora";

    /// <summary>The key of eve, an admin.</summary>
    public const string SecondAdmin = "key-of-eve";

    private const string ThirdAdmin = "key-of-ida";

    private const string Key = "key-of-the-tests";

    private readonly Lazy<HttpClient> _api;

    protected ApiSite() => _api = new(Connect);

    /// <summary>Where people and programs find it.</summary>
    public abstract Uri Address { get; }

    /// <summary>Heleket's.</summary>
    public abstract HeleketSimulator Simulator { get; }

    /// <summary>The settings that make the tests' key known, and those that people sign in with.</summary>
    protected static IEnumerable<KeyValuePair<string, string>> Keys =>
    [
        .. KeySettings.Of(0, "tests", Key, null, "payouts:read", "payouts:create", "payouts:operate"),
        .. KeySettings.Of(1, "vera-key", Viewer, null, "payouts:read"),
        new("ApiKeys__1__Person", "vera"),
        .. KeySettings.Of(2, "bo-key", BoundViewer, BoundClient, "payouts:read"),
        new("ApiKeys__2__Person", "bo"),
        .. KeySettings.Of(3, "eve-key", SecondAdmin, null, "payouts:read", "payouts:admin"),
        new("ApiKeys__3__Person", "eve"),
        .. KeySettings.Of(4, "cora-key", SecondChecker, null, "payouts:read", "payouts:approve"),
        new("ApiKeys__4__Person", "cora"),
        .. KeySettings.Of(5, "ida-key", ThirdAdmin, null, "payouts:read", "payouts:admin"),
        new("ApiKeys__5__Person", "ida"),
        new("Controls__SecondPerson", "required"),
    ];

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

    /// <summary>Proposes a policy over the version in force, as eve.</summary>
    /// <returns>The proposal's id.</returns>
    public async Task<string> ProposeAsync(string policy, int version)
    {
        var body = new JsonObject { ["policy"] = JsonNode.Parse(policy), ["note"] = "Four eyes on what is large" };
        var made = await SendAsync(HttpMethod.Post, "/policy/proposals", body, ("If-Match", $"\"{version}\""), SecondAdmin);
        return made["id"]!.GetValue<string>();
    }

    /// <summary>Puts a proposal in force, as ida: it takes another person than eve.</summary>
    public Task ApproveAsync(string id) => SendAsync(HttpMethod.Post, $"/policy/proposals/{id}/approve", null, ("If-Match", "\"1\""), ThirdAdmin);

    /// <summary>
    /// Makes payouts until one waits for people, and so the policy that was just approved is in force where they are made: that takes seconds.
    /// </summary>
    /// <returns>The id of the one that waits.</returns>
    public async Task<string> PayUntilOneWaitsAsync(string client, string amount, string? reference = null)
    {
        var id = "";
        await Eventually.IsTrueAsync(
            async () => Word(await ReadAsync(id = await PayAsync(client, amount, reference: reference, key: $"until-{Guid.CreateVersion7():N}")), "detail") == "awaiting_approval",
            TimeSpan.FromMinutes(1),
            () => $"The policy in force holds nothing of {client} back.");
        return id;
    }

    /// <summary>Approves a payout, as cora.</summary>
    public Task ApprovePayoutAsync(string id, int version) => SendAsync(HttpMethod.Post, $"/payouts/{id}/approve", new JsonObject(), ("If-Match", $"\"{version}\""), SecondChecker);

    /// <summary>Adds an address to a client's book.</summary>
    /// <returns>The id of the entry.</returns>
    public async Task<string> AddAddressAsync(string client, string label)
    {
        var added = await SendAsync(HttpMethod.Post, $"/clients/{client}/addresses", new JsonObject { ["network"] = "TRON", ["address"] = Tron, ["label"] = label });
        return added["id"]!.GetValue<string>();
    }

    /// <summary>Reads the payout as it is now.</summary>
    public Task<JsonNode> ReadAsync(string id) => SendAsync(HttpMethod.Get, $"/payouts/{id}", null);

    /// <summary>Calls the API with the tests' key, or another, and expects success.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body, (string Name, string Value)? header = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (header is { } given)
        {
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        }

        using var answer = await _api.Value.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    /// <summary>Waits until the payout has the status.</summary>
    public Task<JsonNode> WaitForAsync(string id, string status, string? detail = null) =>
        Eventually.BecomesAsync(() => ReadAsync(id), payout => Word(payout, "status") == status && (detail is null || Word(payout, "detail") == detail), TimeSpan.FromSeconds(30));

    /// <summary>The ids of a client's payouts, the newest first.</summary>
    public async Task<List<string>> PayoutsOfAsync(string client) =>
        [.. (await SendAsync(HttpMethod.Get, $"/payouts?client_id={client}", null))["data"]!.AsArray().Select(payout => payout!["id"]!.GetValue<string>())];

    public virtual ValueTask DisposeAsync()
    {
        if (_api.IsValueCreated)
        {
            _api.Value.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static string? Word(JsonNode payout, string name) => payout[name]?.GetValue<string>();

    private HttpClient Connect()
    {
        var api = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return api;
    }
}
