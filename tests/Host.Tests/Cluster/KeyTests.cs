using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Payouts.Harness;

namespace Payouts.Host.Tests.Cluster;

/// <summary>Keys made at run time, on two gateways over two silos, while both are called all the time.</summary>
public sealed class KeyTests(ITestOutputHelper output)
{
    /// <summary>What the contract promises.</summary>
    private static readonly TimeSpan Everywhere = TimeSpan.FromSeconds(8);

    private readonly ConcurrentBag<string> _secrets = [];
    private readonly ConcurrentBag<string> _answers = [];

    [Fact]
    public async Task A_key_comes_changes_its_secret_and_goes_on_every_gateway_within_8_s_and_no_secret_stays_anywhere()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var admin = new Api(cluster.Gateways[0].Address, Api.AdminKey);

        var (key, first) = Shown(await MakeAsync(admin, "shop"), HttpStatusCode.Created);
        await BothAnswerAsync(cluster, first, HttpStatusCode.OK, "made");
        var second = await RotateUnderLoadAsync(cluster, admin, key, first);
        await BothAnswerAsync(cluster, second, HttpStatusCode.OK, "rotated");
        await OneOfTwoWinsAsync(cluster, key);
        await ConfiguredIsRevokedAsync(cluster, admin);

        Assert.Equal(HttpStatusCode.OK, Noted(await admin.SendAsync(HttpMethod.Post, "/keys/shop/revoke", """{"reason":"leaked"}""")).Status);
        foreach (var secret in _secrets)
        {
            await BothAnswerAsync(cluster, secret, HttpStatusCode.Unauthorized, "revoked");
        }

        var list = Noted(await admin.GetAsync("/keys"));
        Assert.Contains("\"status\":\"revoked\"", list.Text, StringComparison.Ordinal);
        await NoSecretStaysAsync(cluster);
    }

    [Fact]
    public async Task A_key_is_refused_from_its_end_on_by_every_gateway()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var admin = new Api(cluster.Gateways[0].Address, Api.AdminKey);
        var end = TimeProvider.System.GetUtcNow().AddSeconds(12);
        var (_, secret) = Shown(await MakeAsync(admin, "guest", ("expires_at", end.ToString("O"))), HttpStatusCode.Created);
        await BothAnswerAsync(cluster, secret, HttpStatusCode.OK, "made");

        await Eventually.IsTrueAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() >= end), TimeSpan.FromSeconds(20), () => "The end did not come.");

        foreach (var gateway in cluster.Gateways)
        {
            using var api = new Api(gateway.Address, secret);
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/catalog")).Status);
        }
    }

    [Fact]
    public async Task A_key_is_revoked_within_8_s_while_a_silo_hangs()
    {
        await using var cluster = await TestCluster.StartAsync();
        using Api admin = new(cluster.Gateways[0].Address, Api.AdminKey), other = new(cluster.Gateways[1].Address, Api.AdminKey);
        var (_, secret) = Shown(await MakeAsync(admin, "shop"), HttpStatusCode.Created);
        await BothAnswerAsync(cluster, secret, HttpStatusCode.OK, "made");

        // The one with the grain of the keys goes on, or nobody could revoke one.
        var hanging = cluster.Silos.Single(silo => !silo.Output.Contains("Key shop was made", StringComparison.Ordinal));
        await hanging.SignalAsync("STOP");
        await Eventually.IsTrueAsync(async () => await RevokesAsync(admin) || await RevokesAsync(other), TimeSpan.FromMinutes(1), () => $"It was not revoked.\n{cluster.Said}");

        await BothAnswerAsync(cluster, secret, HttpStatusCode.Unauthorized, "revoked while a silo hangs");
        await hanging.SignalAsync("CONT");

        static async Task<bool> RevokesAsync(Api api) => (await api.SendAsync(HttpMethod.Post, "/keys/shop/revoke", """{"reason":"leaked"}""")).Status == HttpStatusCode.OK;
    }

    /// <summary>Rotates with an overlap, and again without; callers with the first secret fail only after that.</summary>
    private async Task<string> RotateUnderLoadAsync(TestCluster cluster, Api admin, JsonNode key, string first)
    {
        var failed = new ConcurrentBag<HttpStatusCode>();
        using var stop = new CancellationTokenSource();
        var load = cluster.Gateways.Select(gateway => Task.Run(async () =>
        {
            using var api = new Api(gateway.Address, first);
            while (!stop.IsCancellationRequested)
            {
                if ((await api.GetAsync("/catalog")).Status is var status and not HttpStatusCode.OK)
                {
                    failed.Add(status);
                }
            }
        })).ToList();

        var (_, second) = Shown(await RotateAsync(admin, key, "\"1\"", overlap: 3600), HttpStatusCode.OK);
        await BothAnswerAsync(cluster, second, HttpStatusCode.OK, "rotated with an overlap");
        await BothAnswerAsync(cluster, first, HttpStatusCode.OK, "within its overlap");
        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.Empty(failed);

        var (_, third) = Shown(await RotateAsync(admin, key, "\"2\"", overlap: 0), HttpStatusCode.OK);
        await BothAnswerAsync(cluster, first, HttpStatusCode.Unauthorized, "without an overlap");
        await BothAnswerAsync(cluster, second, HttpStatusCode.Unauthorized, "without an overlap");
        return third;
    }

    private async Task OneOfTwoWinsAsync(TestCluster cluster, JsonNode key)
    {
        var answers = await Task.WhenAll(cluster.Gateways.Select(async gateway =>
        {
            using var api = new Api(gateway.Address, Api.AdminKey);
            return await RotateAsync(api, key, "\"3\"", overlap: 60);
        }));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.Status).Order());
        _ = Shown(answers.Single(answer => answer.Status == HttpStatusCode.OK), HttpStatusCode.OK);
    }

    private async Task ConfiguredIsRevokedAsync(TestCluster cluster, Api admin)
    {
        await BothAnswerAsync(cluster, Api.ReadKey, HttpStatusCode.OK, "configured");
        Assert.Equal(HttpStatusCode.OK, Noted(await admin.SendAsync(HttpMethod.Post, "/keys/reader/revoke", """{"reason":"leaked"}""")).Status);
        await BothAnswerAsync(cluster, Api.ReadKey, HttpStatusCode.Unauthorized, "configured and revoked");
        Noted(await admin.SendAsync(HttpMethod.Post, "/keys/admin/revoke", """{"reason":"leaving"}""")).IsProblem(HttpStatusCode.Conflict, "key-not-active");
    }

    /// <summary>Every gateway answers so within the time that is promised, and from then on.</summary>
    private async Task BothAnswerAsync(TestCluster cluster, string secret, HttpStatusCode expected, string what)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var gateway in cluster.Gateways)
        {
            using var api = new Api(gateway.Address, secret);
            await Eventually.IsTrueAsync(async () => (await api.GetAsync("/catalog")).Status == expected, Everywhere, () => $"A key that was {what} is not answered with {expected}.\n{cluster.Said}");
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.GetAsync("/catalog"))), answer => Assert.Equal(expected, answer.Status));
        }

        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"{what}: {took.TotalSeconds:0.0} s");
        Assert.True(took < Everywhere + TimeSpan.FromSeconds(1), $"{what} took {took}.");
    }

    private static Task<Answer> MakeAsync(Api admin, string name, params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject { ["name"] = name, ["scopes"] = new JsonArray("payouts:read") };
        foreach (var (member, value) in more)
        {
            body[member] = value;
        }

        return admin.SendAsync(HttpMethod.Post, "/keys", body.ToJsonString());
    }

    private static Task<Answer> RotateAsync(Api admin, JsonNode key, string version, int overlap) =>
        admin.SendAsync(HttpMethod.Post, $"/keys/{key["id"]}/rotate", $$"""{"overlap":{{overlap}}}""", ("If-Match", version));

    private (JsonNode Key, string Secret) Shown(Answer answer, HttpStatusCode status)
    {
        Assert.True(answer.Status == status, answer.Text);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        var secret = (string)answer.Body!["secret"]!;
        _secrets.Add(secret);
        _answers.Add(answer.Text.Replace(secret, "", StringComparison.Ordinal));
        return (answer.Body!, secret);
    }

    private Answer Noted(Answer answer)
    {
        _answers.Add(answer.Text);
        return answer;
    }

    /// <summary>Neither in the documents, nor in a log, nor in another answer; and a hash only in the documents.</summary>
    private async Task NoSecretStaysAsync(TestCluster cluster)
    {
        var documents = await PostgresForTests.ScalarAsync<string>(cluster.Database, "SELECT string_agg(document::text, ' ') FROM documents");
        Assert.Contains("\"shop\"", documents, StringComparison.Ordinal);
        var logs = string.Join('\n', cluster.Silos.Concat(cluster.Gateways).Select(process => process.Output));
        Assert.Contains("Key shop was revoked", logs, StringComparison.Ordinal);
        var answers = string.Join('\n', _answers);
        Assert.Equal(4, _secrets.Count);
        Assert.All(_secrets, secret =>
        {
            var random = secret["po_12345678_".Length..];
            Assert.DoesNotContain(random, documents + logs + answers, StringComparison.Ordinal);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
            Assert.DoesNotContain(hash, logs + answers, StringComparison.OrdinalIgnoreCase);
        });
    }
}
