using System.Net;
using System.Text.Json.Nodes;

namespace Payouts.Client.Tests;

/// <summary>Decisions on payouts, and what limits let out.</summary>
public sealed class ApprovalsTests
{
    private const string Decided = """{"results":[{"id":"a","result":"approved","version":2},{"id":"b","result":"version-mismatch","version":3},{"id":"c","result":"payout-not-found","version":null}]}""";

    private const string Usage = """
        {"name":"day","client_id":"c-1","asset":"USDT","network":null,"key":null,"window":"1.00:00:00","used":{"count":12,"amount":"31200.5"},"max":{"count":500,"amount":"50000"},
        "room":{"count":488,"amount":"18799.5"},"tentative":2,"counting_since":"2026-11-01T09:00:00.000Z","next_leaves_at":null}
        """;

    private readonly FakeService _service = new();

    [Fact]
    public async Task A_decision_that_is_lost_is_sent_again_for_the_version_that_was_seen()
    {
        _service.ThenBreak().Then(HttpStatusCode.OK, Json.Payout(version: 4)).ThenBreak().Then(HttpStatusCode.OK, Json.Payout(status: "cancelled"));
        var approvals = _service.Client().Approvals;

        var approved = await _service.RunAsync(() => approvals.ApproveAsync(Json.Id, 3, "treasurer", "checked"));
        var rejected = await _service.RunAsync(() => approvals.RejectAsync(Json.Id, 3, "unknown receiver"));

        Assert.Equal((4L, PayoutStatus.Cancelled), (approved.Version, rejected.Status));
        Assert.All(_service.Asked, asked => Assert.Equal("\"3\"", asked.Headers["If-Match"]));
        Assert.Equal([$"/api/payouts/{Json.Id}/approve", $"/api/payouts/{Json.Id}/reject"], _service.Asked.Select(asked => asked.Path).Distinct());
        Assert.Equal(["""{"role":"treasurer","note":"checked"}""", """{"reason":"unknown receiver"}"""], _service.Asked.Select(asked => asked.Body).Distinct());
    }

    [Fact]
    public async Task Decisions_on_many_name_what_the_person_saw()
    {
        _service.ThenBreak().Then(HttpStatusCode.OK, Decided).Then(HttpStatusCode.OK, Decided);
        var approvals = _service.Client().Approvals;
        var selection = new PayoutSelection { Payouts = [new("a", 1), new("b", 2)], Expect = new(2, [new("USDT", 51.50m)]) };

        var decided = await _service.RunAsync(() => approvals.ApproveManyAsync(selection));
        await _service.RunAsync(() => approvals.RejectManyAsync(selection with { Reason = "r" }));

        Assert.Equal([("approved", 2L), ("version-mismatch", 3L), ("payout-not-found", null)], decided.Results.Select(one => (one.Result, one.Version)));
        Assert.Equal(["/api/payouts/approve", "/api/payouts/approve", "/api/payouts/reject"], _service.Asked.Select(asked => asked.Path));
        Assert.Equal("""{"payouts":[{"id":"a","version":1},{"id":"b","version":2}],"expect":{"count":2,"totals":[{"asset":"USDT","amount":"51.5"}]}}""", _service.Asked[0].Body);
        Assert.Equal("r", (string?)JsonNode.Parse(_service.Asked[2].Body)!["reason"]);
    }

    [Fact]
    public async Task What_the_caller_may_still_decide_is_a_filter()
    {
        _service.Then(HttpStatusCode.OK, Json.Page(null)).Then(HttpStatusCode.OK, Json.Page(null));

        await _service.RunAsync(() => _service.Client().PageAsync(new() { Detail = PayoutDetail.AwaitingApproval, IsDecidable = true }));
        await _service.RunAsync(() => _service.Client().PageAsync(new()));

        Assert.Equal(["/api/payouts?detail=awaiting_approval&decidable=true", "/api/payouts"], _service.Asked.Select(asked => asked.Path));
    }

    [Fact]
    public async Task Limits_and_their_use_are_read()
    {
        _service.Then(HttpStatusCode.OK, """{"data":[{"name":"day","per":["client","asset"],"window":"1.00:00:00","max_amount":"50000","max_count":null,"on_excess":"queue"}]}""")
            .Then(HttpStatusCode.OK, Usage).Then(HttpStatusCode.OK, Usage);
        var limits = _service.Client().Limits;

        var limit = Assert.Single(await _service.RunAsync(() => limits.ListAsync("c-1")));
        var usage = await _service.RunAsync(() => limits.UsageAsync("day", new() { ClientId = "c-1", Asset = "usdt", Key = "a b" }));
        await _service.RunAsync(() => limits.UsageAsync("all"));

        Assert.Equal(("day", 50000m, null, LimitExcess.Queue), (limit.Name, limit.MaxAmount, limit.MaxCount, limit.OnExcess));
        Assert.Equal([LimitPer.Client, LimitPer.Asset], limit.Per);
        Assert.Equal((12, 31200.5m, 18799.5m, 2, null), (usage.Used.Count, usage.Used.Amount, usage.Room.Amount, usage.Tentative, usage.NextLeavesAt));
        Assert.Equal(["/api/limits?client_id=c-1", "/api/limits/day/usage?client_id=c-1&asset=usdt&key=a%20b", "/api/limits/all/usage"], _service.Asked.Select(asked => asked.Path));
    }
}
