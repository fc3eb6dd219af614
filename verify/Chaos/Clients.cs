using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>Clients of the REST API, one connection pool a gateway. Every call is written into the history, whatever became of it.</summary>
internal sealed class Clients : IDisposable
{
    private const string Secret = "chaos-key";
    private const int DigestBytes = 8;

    private static readonly string[] Unchanging =
    [
        "idempotency_key", "client_id", "asset", "network", "amount", "wallet_address", "memo", "origin", "reference", "requested_by", "fee_payer", "scheduled_for",
        "requested_at", "created_at",
    ];

    // Longer than any answer of a gateway that lives: its own budget is 8 s (GrainCalls).
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly History _history;
    private readonly HttpClient[] _gateways;

    public Clients(IEnumerable<Uri> gateways, History history)
    {
        _history = history;
        _gateways = [.. gateways.Select(address => new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = Timeout })];
        Array.ForEach(_gateways, http => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret));
    }

    /// <summary>The settings that make the clients known to a gateway.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Settings =>
        KeySettings.Of(0, "chaos", Secret, null, "payouts:read", "payouts:create", "payouts:operate").Concat(ControlPlan.Settings);

    public Task<Call> CreateAsync(string key, string body, int gateway)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/payouts") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return SendAsync(CallKind.Create, key, gateway, request);
    }

    public Task<Call> CancelAsync(string key, string id, int gateway) =>
        SendAsync(CallKind.Cancel, key, gateway, new HttpRequestMessage(HttpMethod.Post, $"/payouts/{id}/cancel"));

    public Task<Call> ReadAsync(string key, string id, int gateway) =>
        SendAsync(CallKind.Read, key, gateway, new HttpRequestMessage(HttpMethod.Get, $"/payouts/{id}"));

    /// <summary>An approval or a rejection by a person who has seen a version.</summary>
    public Task<Call> DecideAsync(CallKind kind, string person, long version, string key, string id, int gateway)
    {
        var (word, body) = kind == CallKind.Approve ? ("approve", "{}") : ("reject", """{"reason":"chaos"}""");
        var request = Request(HttpMethod.Post, $"/payouts/{id}/{word}", body, $"\"{version}\"", person);
        return SendAsync(new Call(kind, key, gateway, default) { Person = person, Match = version }, request);
    }

    /// <summary>The text of an answer that is no payout: statistics.</summary>
    /// <exception cref="HttpRequestException">It was not answered with success.</exception>
    public Task<string> GetTextAsync(string path) => _gateways[0].GetStringAsync(path);

    /// <summary>A GET through one gateway; without a status if there was no answer.</summary>
    public Task<(HttpStatusCode? Status, string Text)> TryGetAsync(string path, int gateway, CancellationToken cancellationToken) =>
        TrySendAsync(HttpMethod.Get, path, null, null, gateway, cancellationToken);

    /// <summary>A call that is no payout's; without a status if there was no answer.</summary>
    public async Task<(HttpStatusCode? Status, string Text)> TrySendAsync(
        HttpMethod method, string path, string? body, string? ifMatch, int gateway, CancellationToken cancellationToken, string? person = null)
    {
        using var request = Request(method, path, body, ifMatch, person);
        try
        {
            using var response = await _gateways[gateway % _gateways.Length].SendAsync(request, cancellationToken);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (null, broken.Message);
        }
    }

    public void Dispose() => Array.ForEach(_gateways, http => http.Dispose());

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body, string? ifMatch, string? person)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.IfMatch.TryParseAdd(ifMatch ?? "");
        request.Headers.Authorization = person is null ? null : new AuthenticationHeaderValue("Bearer", ControlPlan.SecretOf(person));
        return request;
    }

    private Task<Call> SendAsync(CallKind kind, string key, int gateway, HttpRequestMessage request) => SendAsync(new Call(kind, key, gateway, default), request);

    private async Task<Call> SendAsync(Call asked, HttpRequestMessage request)
    {
        var turn = asked.Gateway % _gateways.Length;
        var call = asked with { Gateway = turn, Began = _history.Now };
        try
        {
            using (request)
            {
                using var response = await _gateways[turn].SendAsync(request);
                call = Read(call with { Status = (int)response.StatusCode }, await response.Content.ReadAsStringAsync());
                call = response is { StatusCode: System.Net.HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: null } ? call with { Problem = "no Retry-After" } : call;
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or JsonException)
        {
            call = call with { Status = 0, Problem = $"{broken.GetType().Name}: {broken.Message}" };
        }

        call = call with { Ended = _history.Now };
        _history.Add(call);
        return call;
    }

    private static Call Read(Call call, string text)
    {
        var body = text.Length == 0 ? null : JsonNode.Parse(text);
        return call.ShowsPayout
            ? call with
            {
                Id = (string)body!["id"]!,
                Version = (long)body["version"]!,
                Standing = (string)body["status"]!,
                Detail = (string?)body["detail"],
                Reason = (string?)body["reason"],
                Needed = body["approval"]?["needed"]!.AsArray().Sum(group => (int)group!["count"]!) ?? 0,
                Decisions = body["approval"]?["decisions"]!.AsArray() is { } decisions ? Decided(decisions) : null,
                AtHeleket = body["heleket_transaction_id"] is not null,
                Terms = Digest(string.Join('\n', Unchanging.Select(name => body[name]?.ToJsonString()))),
                Body = Digest(WithoutActions(body.AsObject())),
            }
            : call with { Problem = (string?)body?["code"] };
    }

    /// <summary>What a caller may do with a payout differs with the caller; all else of a version is the same for all.</summary>
    private static string WithoutActions(JsonObject body)
    {
        body.Remove("actions");
        return body.ToJsonString();
    }

    private static string Decided(JsonArray decisions) =>
        Decisions.Of(decisions.Select(decision => ((string)decision!["decision"]! == "approved", (string)decision["by"]!, (long)decision["version"]!)));

    /// <summary>Enough to tell answers apart, too little to tell what was in them.</summary>
    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, DigestBytes));
}
