using System.Net;
using System.Text.Json.Nodes;

namespace Payouts.Client.Tests;

/// <summary>The policy: kept as its text, changed by the version that was seen.</summary>
public sealed class PoliciesTests
{
    private const string Policy = """{"format":1,"version":7,"default":"allow","rules":[{"name":"a", "then":"approve","new":{"x":1.50}}]}""";

    private readonly FakeService _service = new();

    [Fact]
    public async Task A_policy_is_its_text_whatever_a_newer_service_adds()
    {
        _service.Then(HttpStatusCode.OK, Policy);

        var policy = await _service.RunAsync(() => _service.Client().Policies.GetAsync());

        Assert.Equal((Policy, 7), (policy.Json, policy.Version));
    }

    [Fact]
    public async Task A_proposal_is_of_the_version_that_was_seen_and_sends_the_text_as_it_is()
    {
        _service.Then(HttpStatusCode.Created, Proposal());

        var proposal = await _service.RunAsync(() => _service.Client().Policies.ProposeAsync(Policy, "why", 7));

        Assert.Equal(("\"7\"", $$"""{"policy":{{Policy}},"note":"why"}"""), (_service.Asked[0].Headers["If-Match"], _service.Asked[0].Body));
        Assert.Equal((ProposalStatus.Proposed, 1, Policy, null), (proposal.Status, proposal.Version, proposal.Policy!.Json, proposal.EffectiveBy));
        Assert.Equal(("/rules/0", "is hardly meant."), (proposal.Warnings[0].Pointer, proposal.Warnings[0].Detail));
        var change = Assert.Single(proposal.Changes!);
        Assert.Equal(("/default", "allow", null), (change.Path, change.Was!.Value.GetString(), change.Becomes));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{} {}")]
    public async Task What_is_not_JSON_is_not_sent(string policy)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _service.Client().Policies.ProposeAsync(policy, "why", 7));
        Assert.Empty(_service.Asked);
    }

    [Fact]
    public async Task A_decision_that_is_lost_is_sent_again_for_the_same_version()
    {
        _service.ThenBreak().Then(HttpStatusCode.OK, Proposal("approved")).ThenBreak().Then(HttpStatusCode.OK, Proposal("withdrawn"));
        var policies = _service.Client().Policies;

        var approved = await _service.RunAsync(() => policies.ApproveAsync("p/1", 1));
        var withdrawn = await _service.RunAsync(() => policies.RejectAsync("p/1", 1, "no"));

        Assert.Equal((ProposalStatus.Approved, ProposalStatus.Withdrawn), (approved.Status, withdrawn.Status));
        Assert.All(_service.Asked, asked => Assert.Equal("\"1\"", asked.Headers["If-Match"]));
        Assert.Equal(["/api/policy/proposals/p%2F1/approve", "/api/policy/proposals/p%2F1/reject"], _service.Asked.Select(asked => asked.Path).Distinct());
        Assert.Equal("""{"reason":"no"}""", _service.Asked[^1].Body);
    }

    [Fact]
    public async Task A_refusal_says_which()
    {
        _service.ThenProblem(403, "self-approval").ThenProblem(409, "proposal-outdated").ThenProblem(409, "proposal-closed").ThenProblem(404, "proposal-not-found");
        var policies = _service.Client().Policies;

        Assert.Equal(ProblemCode.SelfApproval, (await _service.FailsAsync<ForbiddenException>(() => policies.ApproveAsync("p", 1))).Code);
        Assert.Equal(ProblemCode.ProposalOutdated, (await _service.FailsAsync<PayoutsException>(() => policies.ApproveAsync("p", 1))).Code);
        Assert.Equal(ProblemCode.ProposalClosed, (await _service.FailsAsync<PayoutsException>(() => policies.RejectAsync("p", 1))).Code);
        Assert.Equal(ProblemCode.ProposalNotFound, (await _service.FailsAsync<NotFoundException>(() => policies.ProposalAsync("p"))).Code);
    }

    [Fact]
    public async Task A_check_sends_the_payout_and_what_is_supposed()
    {
        const string Checked = """{"decision":"approve","rule":"a","trace":[{"rule":"a","matched":true,"because":"So it is."}],"needed":[{"role":null,"count":2}],"limits":[{"name":"day","key":"day/1.00:00:00","used":{"count":12,"amount":"31200.5"},"max":{"count":null,"amount":"50000"},"fits":false,"available_at":"2026-11-28T19:00:00.000Z"}],"address":{"standing":"cooling","strength":"strong","similar_to":["a"],"required":true},"pauses":["all"],"policy_version":7}""";
        _service.Then(HttpStatusCode.OK, Checked).Then(HttpStatusCode.OK, """{"decision":null,"rule":"b"}""");
        var request = new PayoutRequest { ClientId = "c-1", Asset = "USDT", Network = "TRON", Amount = 25.50m, WalletAddress = "T" };

        var now = await _service.RunAsync(() => _service.Client().Policies.CheckAsync(request));
        var other = await _service.RunAsync(() => _service.Client().Policies.CheckAsync(
            request, new() { IsOther = true, Person = "ana", At = new(2026, 11, 28, 22, 0, 0, TimeSpan.Zero), Proposal = "p 1" }));

        var sent = _service.Asked.Select(asked => JsonNode.Parse(asked.Body)!).ToList();
        Assert.Equal((null, null, "25.5"), (sent[0]["as"], sent[0]["at"], ((string)sent[0]["amount"]!).TrimEnd('0')));
        Assert.Equal(("""{"person":"ana"}""", "2026-11-28T22:00:00+00:00"), (sent[1]["as"]!.ToJsonString(), (string)sent[1]["at"]!));
        Assert.Equal(["/api/policy/check", "/api/policy/check?proposal=p%201"], _service.Asked.Select(asked => asked.Path));
        Assert.Equal((PolicyAction.Approve, "a", 2L, 7L), (now.Decision, now.Rule, now.Needed![0].Count, now.PolicyVersion));
        Assert.Equal((true, "So it is."), (now.Trace![0].Matched, now.Trace[0].Because));
        var limit = Assert.Single(now.Limits);
        Assert.Equal(("day", 12, 31200.5m, null, 50000m, false, 19), (limit.Name, limit.Used.Count, limit.Used.Amount, limit.Max.Count, limit.Max.Amount, limit.Fits, limit.AvailableAt!.Value.Hour));
        Assert.Equal((AddressStatus.Cooling, AddressStrength.Strong, "a", true, "all"), (now.Address!.Standing, now.Address.Strength, now.Address.SimilarTo[0], now.Address.Required, now.Pauses![0]));
        Assert.Equal((null, "b", null, null), (other.Decision, other.Rule, other.Trace, other.Needed));
        Assert.Equal((0, null, null), (other.Limits.Count, other.Address, other.Pauses));
    }

    [Fact]
    public async Task Versions_say_who_and_why()
    {
        const string Version = """{"version":7,"proposal":"p","note":"why","proposed_by":"ada","proposed_at":"2026-11-28T10:00:00.000Z","approved_by":"eve","approved_at":"2026-11-28T11:00:00.000Z" """;
        _service.Then(HttpStatusCode.OK, $$"""{"data":[{{Version}}}]}""").Then(HttpStatusCode.OK, $$"""{{Version}},"policy":{{Policy}}}""").Then(HttpStatusCode.OK, $$"""{"data":[{{Proposal()}}]}""");
        var policies = _service.Client().Policies;

        var listed = Assert.Single(await _service.RunAsync(() => policies.VersionsAsync()));
        var one = await _service.RunAsync(() => policies.VersionAsync(7));
        var proposed = Assert.Single(await _service.RunAsync(() => policies.ProposalsAsync()));

        Assert.Equal((7L, "ada", "eve", null), (listed.Version, listed.ProposedBy, listed.ApprovedBy, listed.Policy));
        Assert.Equal((Policy, "/api/policy/versions/7"), (one.Policy!.Json, _service.Asked[1].Path));
        Assert.Equal("p", proposed.Id);
    }

    private static string Proposal(string status = "proposed") => $$"""
        {"id":"p","base_version":7,"status":"{{status}}","note":"why","proposed_by":"ada","proposed_at":"2026-11-28T10:00:00.000Z","expires_at":"2026-12-05T10:00:00.000Z",
        "warnings":[{"pointer":"/rules/0","detail":"is hardly meant."}],"version":1,"policy":{{Policy}},"changes":[{"path":"/default","was":"allow","becomes":null}],"effective_by":null}
        """;
}
