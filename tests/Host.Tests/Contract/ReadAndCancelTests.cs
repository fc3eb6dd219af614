using System.Net;
using Heleket.Simulator.Walking;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "Read"; docs/http-api.md, "Cancel".</summary>
public sealed class ReadAndCancelTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_payout_is_read_with_its_version_as_a_strong_etag()
    {
        var created = await Scheduled("etag");
        var read = await _api.GetAsync($"/payouts/{created.Id}");

        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal($"\"{(long)read.Body!["version"]!}\"", read.Headers["ETag"]);
        Assert.Equal(created.Text, read.Text);
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"1\"", HttpStatusCode.NotModified)]
    [InlineData("\"0\", \"1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    public async Task A_matching_if_none_match_is_not_modified(string tags, HttpStatusCode expected)
    {
        var created = await Scheduled($"inm-{tags.Length}-{(int)expected}");
        var read = await _api.GetAsync($"/payouts/{created.Id}", ("If-None-Match", tags));

        Assert.Equal(expected, read.Status);
        Assert.Equal("\"1\"", read.Headers["ETag"]);
        Assert.Equal(expected == HttpStatusCode.NotModified, read.Text.Length == 0);
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("nonsense")]
    [InlineData("7D0B0E6F4C9A4B0F9F0A6F1F2D3C4B5A")]
    public async Task An_id_that_nobody_has_is_not_found(string id)
    {
        (await _api.GetAsync($"/payouts/{id}")).IsProblem(HttpStatusCode.NotFound, "payout-not-found");
        (await _api.CancelAsync(id)).IsProblem(HttpStatusCode.NotFound, "payout-not-found");
    }

    [Fact]
    public async Task A_scheduled_payout_is_cancelled_and_again_with_the_same_answer()
    {
        var created = await Scheduled("cancel-1");
        Assert.True((bool)created.Body!["cancellable"]!);

        var first = await _api.CancelAsync(created.Id);
        var second = await _api.CancelAsync(created.Id);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(("cancelled", "cancelled_by_client", null), ((string?)first.Body!["status"], (string?)first.Body["reason"], (string?)first.Body["detail"]));
        Assert.False((bool)first.Body["cancellable"]!);
        Assert.Null(host.Simulator.Find(created.Id));
    }

    [Fact]
    public async Task A_payout_that_may_have_been_sent_is_not_cancelled()
    {
        var created = await _api.CreateAsync(Api.Request(), "cancel-2");
        (await _api.CancelAsync(created.Id)).IsProblem(HttpStatusCode.Conflict, "payout-not-cancellable");
        await _api.WaitForStatusAsync(created.Id, "confirmed");
        (await _api.CancelAsync(created.Id)).IsProblem(HttpStatusCode.Conflict, "payout-not-cancellable");
    }

    [Fact]
    public async Task A_cancel_of_a_version_that_is_no_more_is_refused()
    {
        var created = await Scheduled("cancel-3");
        (await _api.CancelAsync(created.Id, ("If-Match", "\"9\""))).IsProblem(HttpStatusCode.PreconditionFailed, "version-mismatch");
        (await _api.CancelAsync(created.Id, ("If-Match", "W/\"1\""))).IsProblem(HttpStatusCode.PreconditionFailed, "version-mismatch");
        (await _api.CancelAsync(created.Id, ("If-Match", "one"))).IsProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Equal(HttpStatusCode.OK, (await _api.CancelAsync(created.Id, ("If-Match", "\"1\""))).Status);
    }

    [Fact]
    public async Task Nothing_is_sent_before_its_time_and_it_is_sent_then()
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(2);
        var created = await _api.CreateAsync(Api.Request(("scheduled_for", at.ToString("O"))), "scheduled-1");
        Assert.Equal("scheduled", (string?)created.Body!["detail"]);

        await _api.WaitForStatusAsync(created.Id, "confirmed");
        Assert.True(host.Simulator.Find(created.Id)!.CreatedAt >= at);
    }

    [Fact]
    public async Task A_time_in_the_past_means_now_and_is_handed_back()
    {
        var created = await _api.CreateAsync(Api.Request(("scheduled_for", "2020-01-01T02:00:00+02:00")), "scheduled-2");

        Assert.Equal(("2020-01-01T00:00:00.000Z", "submitting"), ((string?)created.Body!["scheduled_for"], (string?)created.Body["detail"]));
        await _api.WaitForStatusAsync(created.Id, "confirmed");
    }

    [Fact]
    public async Task The_log_keeps_its_first_entry_and_the_newest_of_a_hundred()
    {
        const decimal amount = 8500m;
        // Only new statuses are logged. These are all new, and the wait at the end lets their webhooks arrive.
        var words = Enumerable.Range(0, 130).Select(i => $"word-{i}@10ms");
        host.Simulator.Script(new WalkRule([.. words, "paid!@5s"]) { Amount = amount });
        var created = await _api.CreateAsync(Api.Request(("amount", $"{amount}")), "long-log");

        var logs = (await _api.WaitForStatusAsync(created.Id, "confirmed"))["response_logs"]!.AsArray();

        Assert.Equal(100, logs.Count);
        Assert.Equal(created.Body!["response_logs"]![0]!.ToJsonString(), logs[0]!.ToJsonString());
        Assert.Equal(("confirmed", true), ((string?)logs[^1]!["status"], (bool)logs[^1]!["is_final"]!));
        Assert.Equal(logs.Select(log => (string?)log!["at"]).Order(StringComparer.Ordinal), logs.Select(log => (string?)log!["at"]));
    }

    private async Task<Answer> Scheduled(string key)
    {
        var answer = await _api.CreateAsync(Api.Request(("scheduled_for", "2027-01-01T00:00:00Z")), key);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer;
    }
}
