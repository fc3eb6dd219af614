using System.Text.Json.Nodes;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Logs;

/// <summary>
/// Requests of every kind to one host that logs JSON, each under a trace id of its own; then the host is stopped, so
/// that its log is complete.
/// </summary>
public sealed class AccessRun : IAsyncLifetime
{
    /// <summary>Part of everything that a caller can choose, so that the log can be searched for it.</summary>
    public const string Marker = "zq-private-";

    /// <summary>An amount with digits that occur nowhere else.</summary>
    public const string Amount = "731.257319";

    private static readonly (string Name, string Value) Json = ("Log__Format", "json");

    private readonly List<Sent> _sent = [];

    /// <summary>The requests, with the access log's expected line for each.</summary>
    internal IReadOnlyList<Sent> All => _sent;

    /// <summary>The log.</summary>
    internal IReadOnlyList<JsonObject> Lines { get; private set; } = [];

    /// <summary>Everything that the host printed.</summary>
    internal string Output { get; private set; } = "";

    /// <summary>The payout that was created.</summary>
    internal string Id { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await using var world = await World.CreateAsync(null, Json);
        await world.StartAsync();
        using var full = new Api(world.Address);
        using var reader = new Api(world.Address, Api.ReadKey);
        using var nobody = new Api(world.Address, $"{Marker}key");
        var request = Api.Request(("amount", Amount), ("reference", $"{Marker}reference"), ("client_id", $"{Marker}client"));

        Id = (await SendAsync(full, "POST", "/payouts", request.ToJsonString(), "/payouts", 201, "full")).Id;
        await SendAsync(full, "POST", "/payouts", request.ToJsonString(), "/payouts", 200, "full");
        await SendAsync(full, "POST", "/payouts", $$"""{"{{Marker}}member":1}""", "/payouts", 400, "full");
        await SendAsync(reader, "POST", "/payouts", request.ToJsonString(), "/payouts", 403, "reader");
        await SendAsync(nobody, "GET", $"/payouts/{Marker}id", null, "/payouts/{id}", 401, "-");
        await SendAsync(reader, "GET", $"/payouts/{Id}?{Marker}=1", null, "/payouts/{id}", 200, "reader");
        await SendAsync(full, "GET", $"/clients/{Marker}client/stats", null, "/clients/{client_id}/stats", 200, "full");
        await SendAsync(full, "GET", $"/{Marker}nowhere", null, "unmatched", 404, "full");
        await SendAsync(full, "DELETE", "/payouts", null, "unmatched", 405, "full");
        await SendAsync(full, $"{Marker}METHOD", "/payouts", null, "unmatched", 405, "full", method: "other");
        await SendAsync(nobody, "POST", "/payouts/webhook", $$"""{"type":"payout","note":"{{Marker}}note","sign":"{{new string('0', 32)}}"}""", "/payouts/webhook", 401, "-");
        await full.WaitForStatusAsync(Id, "confirmed");

        await world.StopAsync();
        Output = world.Lives[0].Output;
        Lines = [.. Output.Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<Answer> SendAsync(Api api, string sent, string path, string? body, string route, int status, string key, string? method = null)
    {
        var trace = $"4bf92f3577b34da6a3ce929d0e0e{_sent.Count:x4}";
        _sent.Add(new Sent(trace, method ?? sent, route, status, key));
        var answer = await api.SendAsync(new HttpMethod(sent), path, body, ("traceparent", $"00-{trace}-00f067aa0ba902b7-00"));
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(status >= 400 ? trace : null, (string?)answer.Body!["trace_id"]);
        return answer;
    }

    /// <summary>One request as the access log should show it.</summary>
    internal sealed record Sent(string Trace, string Method, string Route, int Status, string Key);
}
