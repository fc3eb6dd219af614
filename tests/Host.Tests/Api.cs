using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Payouts.Harness;

namespace Payouts.Host.Tests;

/// <summary>A client of the REST API that hides nothing of the responses.</summary>
internal sealed class Api(Uri address, string? key = Api.FullKey) : IDisposable
{
    public const string FullKey = "full-access-key";
    public const string ReadKey = "read-only-key";
    public const string CreateKey = "create-only-key";
    public const string BoundKey = "key-of-client-bound-1";
    public const string AdminKey = "key-of-ada";
    public const string BoundClient = "bound-1";

    /// <summary>The address in the contract's example.</summary>
    public const string TronAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    /// <summary>The settings that make the keys above known to a host.</summary>
    public static Dictionary<string, string> Keys() => new(
    [
        .. KeySettings.Of(0, "full", FullKey, null, "payouts:read", "payouts:create", "payouts:approve", "payouts:operate"),
        .. KeySettings.Of(1, "reader", ReadKey, null, "payouts:read"),
        .. KeySettings.Of(2, "creator", CreateKey, null, "payouts:create"),
        .. KeySettings.Of(4, "admin", AdminKey, null, "payouts:read", "payouts:admin"),
        new("ApiKeys__4__Person", "ada@example.com"),
        .. KeySettings.Of(3, "bound", BoundKey, BoundClient, "payouts:read", "payouts:create"),
    ]);

    /// <summary>A valid request, with members replaced or added.</summary>
    public static JsonObject Request(params (string Name, JsonNode? Value)[] changes)
    {
        var request = new JsonObject
        {
            ["client_id"] = "c-1042",
            ["asset"] = "USDT",
            ["network"] = "TRON",
            ["amount"] = "25.50",
            ["wallet_address"] = TronAddress,
        };
        foreach (var (name, value) in changes)
        {
            request[name] = value;
        }

        return request;
    }

    public Task<Answer> CreateAsync(JsonNode body, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, "/payouts", body.ToJsonString(), idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> CancelAsync(string id, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, $"/payouts/{id}/cancel", null, headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await SendContentAsync(method, path, content, headers);
    }

    public async Task<Answer> SendContentAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Waits until the payout is where it should be.</summary>
    public async Task<JsonNode> WaitForAsync(string id, Func<JsonNode, bool> condition) =>
        (await Eventually.BecomesAsync(async () => (await GetAsync($"/payouts/{id}")).Body, body => body is not null && condition(body), Timeout))!;

    public Task<JsonNode> WaitForStatusAsync(string id, string status) => WaitForAsync(id, payout => (string?)payout["status"] == status);

    public void Dispose() => _http.Dispose();
}

/// <summary>The response.</summary>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text, JsonNode? Body)
{
    public string Id => (string)Body!["id"]!;

    public string? Code => (string?)Body?["code"];

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, headers, text, type?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    /// <summary>A problem as the contract has it: the status, the code, and every member that must be there.</summary>
    public void IsProblem(HttpStatusCode status, string code)
    {
        Assert.True(Status == status && Code == code, $"Expected {(int)status} {code}, got {(int)Status}: {Text}");
        Assert.Equal("application/problem+json", Headers["Content-Type"].Split(';')[0]);
        Assert.Equal($"/problems/{code}", (string?)Body!["type"]);
        Assert.Equal((int)status, (int?)Body["status"]);
        Assert.All(["title", "detail", "instance", "trace_id"], member => Assert.False(string.IsNullOrEmpty((string?)Body[member]), $"{member} is missing: {Text}"));
    }

    /// <summary>A validation problem that points at exactly this member.</summary>
    public void IsInvalid(string at)
    {
        IsProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Contains(Body!["errors"]!.AsArray(), error => (string?)error!["pointer"] == at && !string.IsNullOrEmpty((string?)error["detail"]));
    }
}
