using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer about keys but those with a secret, byte for byte as it was.</summary>
public sealed class KeyAnswersGoldenTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = GoldenGateway.Now;
    private static readonly string Hash = new('7', 64);

    private static readonly ServiceKey Shop = new(
        "aB3dE6gH", "shop", [Scopes.Read, Scopes.Create], "ada@example.com", At.AddDays(-2), [new(Hash, At.AddDays(-2), At.AddHours(1)), new(Hash, At.AddHours(-1))],
        ["ada@example.com"], Version: 2, ClientId: "c-1", ExpiresAt: At.AddDays(1));

    private static readonly ServiceKey Expired = new("expired1", "expired", [Scopes.Webhooks], "ada@example.com", At.AddDays(-2), [new(Hash, At.AddDays(-2))], ["ada@example.com"], ExpiresAt: At);

    private static readonly ServiceKey Revoked =
        new("revoked1", "revoked", [Scopes.Read], "ada@example.com", At.AddDays(-2), [], ["ada@example.com"], Version: 2, Revoked: new(At.AddDays(-1), "leaked", "ada@example.com", "ada"));

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GoldenGateway.StartAsync(new(), keys: [new("ada", null, "ada@example.com", Scopes.Read, Scopes.Admin), new("robot", null, null, Scopes.Admin)]);
        _gateway.Cluster.Keys = new(3, [Shop, Expired, Revoked], []);
        _gateway.Cluster.KeyUses = _gateway.Cluster.KeyUses.Add("aB3dE6gH", At.AddHours(-1)).Add("ada", At);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Keys_are_answered_as_they_always_were()
    {
        var answers = new Answers(_gateway.Http, "GET /keys, GET /keys/{id} and POST /keys/{id}/revoke.");
        await answers.AskAsync("All keys", "GET /keys", key: "ada");
        await answers.AskAsync("A key with two secrets", "GET /keys/aB3dE6gH", key: "ada");
        await answers.AskAsync("A configured key", "GET /keys/ada", key: "ada");
        await answers.AskAsync("No such key", "GET /keys/shop", key: "ada");
        await answers.AskAsync("A key is revoked by its name", "POST /keys/shop/revoke", """{"reason":"leaked"}""", key: "robot");
        await answers.AskAsync("A configured key is revoked", "POST /keys/reader/revoke", """{"reason":"leaked"}""", key: "ada");
        await answers.AskAsync("No such key to revoke", "POST /keys/nobody/revoke", """{"reason":"leaked"}""", key: "ada");
        answers.Check("keys.txt");
    }

    [Fact]
    public async Task A_change_of_keys_that_is_refused_is_told_why_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "POST /keys and POST /keys/{id}/rotate, refused.");
        await answers.AskAsync("Nobody's key makes none", "POST /keys", """{"name":"n","scopes":["payouts:read"]}""", key: "robot");
        await answers.AskAsync("Nobody's key rotates none", "POST /keys/aB3dE6gH/rotate", """{"overlap":0}""", key: "robot", headers: [("If-Match", "\"2\"")]);
        await answers.AskAsync("Everything is wrong", "POST /keys", """{"name":" ","scopes":["payouts:admin","payouts:read","payouts:read",7],"client_id":"..","expires_at":"2026-01-01T00:00:00Z","person":"eva"}""", key: "ada");
        await answers.AskAsync("Nothing is there", "POST /keys", "{}", key: "ada");
        await answers.AskAsync("The name of a key", "POST /keys", """{"name":"shop","scopes":["payouts:read"]}""", key: "ada");
        await answers.AskAsync("The name of a configured key", "POST /keys", """{"name":"reader","scopes":["payouts:read"]}""", key: "ada");
        await answers.AskAsync("No JSON", "POST /keys", "name=n", key: "ada", headers: [("Content-Type", "application/x-www-form-urlencoded")]);
        await answers.AskAsync("Half of a body", "POST /keys", "{", key: "ada");
        await answers.AskAsync("Too much", "POST /keys", new string(' ', 32769), key: "ada");
        await answers.AskAsync("No version", "POST /keys/aB3dE6gH/rotate", """{"overlap":0}""", key: "ada");
        await answers.AskAsync("No version that can be read", "POST /keys/aB3dE6gH/rotate", """{"overlap":0}""", key: "ada", headers: [("If-Match", "2")]);
        await answers.AskAsync("Another version", "POST /keys/aB3dE6gH/rotate", """{"overlap":0}""", key: "ada", headers: [("If-Match", "\"1\"")]);
        await answers.AskAsync("A weak tag", "POST /keys/aB3dE6gH/rotate", """{"overlap":0}""", key: "ada", headers: [("If-Match", "W/\"2\"")]);
        await answers.AskAsync("Too long an overlap", "POST /keys/aB3dE6gH/rotate", """{"overlap":604801}""", key: "ada", headers: [("If-Match", "\"2\"")]);
        await answers.AskAsync("No overlap", "POST /keys/aB3dE6gH/rotate", "{}", key: "ada", headers: [("If-Match", "\"2\"")]);
        await answers.AskAsync("A revoked key", "POST /keys/revoked1/rotate", """{"overlap":0}""", key: "ada", headers: [("If-Match", "\"2\"")]);
        await answers.AskAsync("A configured key", "POST /keys/reader/rotate", """{"overlap":0}""", key: "ada", headers: [("If-Match", "\"1\"")]);
        await answers.AskAsync("No such key", "POST /keys/nosuchid/rotate", """{"overlap":0}""", key: "ada", headers: [("If-Match", "*")]);
        await answers.AskAsync("No id", "POST /keys/no/rotate", """{"overlap":0}""", key: "ada", headers: [("If-Match", "*")]);
        await answers.AskAsync("No reason", "POST /keys/aB3dE6gH/revoke", """{"reason":""}""", key: "ada");
        answers.Check("key-refusals.txt");
    }

    [Fact]
    public async Task The_last_who_may_administer_keys_cannot_be_revoked()
    {
        await using var gateway = await GoldenGateway.StartAsync(new(), keys: [new("ada", null, "ada@example.com", Scopes.Admin), new("bound-admin", "c-1", null, Scopes.Admin)]);
        var answers = new Answers(gateway.Http, "POST /keys/{id}/revoke of the only key that may administer keys; one that is bound to a client may not.");
        await answers.AskAsync("Herself", "POST /keys/ada/revoke", """{"reason":"leaving"}""", key: "ada");
        answers.Check("key-last-admin.txt");
    }
}
