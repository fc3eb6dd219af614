using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.Tests.Policies.Policies;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer about the policy, byte for byte as it was.</summary>
public sealed class PolicyAnswersGoldenTests : IAsyncLifetime
{
    private const string Payout = """{"client_id":"c-1","asset":"USDT","network":"TRON","amount":"25.5","wallet_address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}""";
    private const string Id = "00000000000000ff";
    private const string Older = "00000000000000aa";

    private static readonly DateTimeOffset At = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private static readonly (string, string) Seen = ("If-Match", "\"1\"");

    private static readonly Proposal Waiting = new(Id, Whole, 1, "Four eyes", [new("/rules/0", "no payout can reach it.")], "ada@example.com", At, At.AddDays(7));

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GoldenGateway.StartAsync(new() { Services = ScriptedCluster.SomeServices }, keys:
        [
            new("ada", null, "ada@example.com", Scopes.Read, Scopes.Admin), new("ada's other", null, "ada@example.com", Scopes.Admin),
            new("eve", null, "eve@example.com", Scopes.Read, Scopes.Admin), new("robot", null, null, Scopes.Read, Scopes.Admin), new("ben", null, "ben", Scopes.Approve),
        ]);
        _gateway.Cluster.Policies.Add(new(Policy.None with { Rules = [Whole.Rules[1]] }, new(1, Older, "Nothing leaves", "ada@example.com", At.AddDays(-1), "eve@example.com", At)));
        _gateway.Cluster.Proposals.Add(Waiting with { Id = Older, BaseVersion = 0, Status = ProposalStatus.Approved, Decision = new("eve@example.com", At, PolicyVersion: 1), Version = 2, Warnings = [] });
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task The_policy_is_answered_as_it_always_was()
    {
        _gateway.Cluster.Proposals.Add(Waiting);
        var answers = new Answers(_gateway.Http, "GET /policy and what is beneath.");
        await answers.AskAsync("In force", "GET /policy", key: "reader");
        await answers.AskAsync("The versions", "GET /policy/versions", key: "reader");
        await answers.AskAsync("A version", "GET /policy/versions/1", key: "reader");
        await answers.AskAsync("No such version", "GET /policy/versions/2", key: "reader");
        await answers.AskAsync("The version that nobody made", "GET /policy/versions/0", key: "reader");
        await answers.AskAsync("No version", "GET /policy/versions/one", key: "reader");
        await answers.AskAsync("The proposals", "GET /policy/proposals", key: "reader");
        await answers.AskAsync("A proposal with every change", $"GET /policy/proposals/{Id}", key: "reader");
        await answers.AskAsync("No such proposal", "GET /policy/proposals/7", key: "reader");
        await answers.AskAsync("A key of one client", "GET /policy", key: "bound");
        _gateway.Cluster.Policies.Clear();
        await answers.AskAsync("Before anybody has made one", "GET /policy", key: "reader");
        answers.Check("policy.txt");
    }

    [Fact]
    public async Task A_change_of_the_policy_is_answered_as_it_always_was()
    {
        var proposal = $$"""{"policy":{{WholeJson.ReplaceLineEndings("")}},"note":"Four eyes"}""";
        var answers = new Answers(_gateway.Http, "POST /policy/proposals, and decisions on them.");
        await answers.AskAsync("Proposed", "POST /policy/proposals", proposal, "ada", Seen);
        await answers.AskAsync("By the proposer", $"POST /policy/proposals/{Id}/approve", key: "ada", headers: Seen);
        await answers.AskAsync("By another key of the proposer", $"POST /policy/proposals/{Id}/approve", key: "ada's other", headers: Seen);
        await answers.AskAsync("By nobody", $"POST /policy/proposals/{Id}/approve", key: "robot", headers: Seen);
        await answers.AskAsync("Without the scope", $"POST /policy/proposals/{Id}/approve", key: "full", headers: Seen);
        await answers.AskAsync("Without a version", $"POST /policy/proposals/{Id}/approve", key: "eve");
        await answers.AskAsync("Of a version that cannot be read", $"POST /policy/proposals/{Id}/approve", key: "eve", headers: ("If-Match", "1"));
        await answers.AskAsync("Of another version", $"POST /policy/proposals/{Id}/approve", key: "eve", headers: ("If-Match", "\"2\""));
        await answers.AskAsync("Of a weak tag", $"POST /policy/proposals/{Id}/reject", "{}", "eve", ("If-Match", "W/\"1\""));
        await answers.AskAsync("Approved", $"POST /policy/proposals/{Id}/approve", key: "eve", headers: Seen);
        await answers.AskAsync("Rejected too late", $"POST /policy/proposals/{Id}/reject", """{"reason":"no"}""", "eve", ("If-Match", "\"1\""));
        await answers.AskAsync("No such proposal", "POST /policy/proposals/7/approve", key: "eve", headers: Seen);
        _gateway.Cluster.Proposals[^1] = Waiting with { Status = ProposalStatus.Outdated };
        await answers.AskAsync("Outdated", $"POST /policy/proposals/{Id}/approve", key: "eve", headers: Seen);
        _gateway.Cluster.Proposals[^1] = Waiting;
        await answers.AskAsync("Rejected by a key of nobody", $"POST /policy/proposals/{Id}/reject", """{"reason":"too strict"}""", "robot", Seen);
        answers.Check("policy-changes.txt");
    }

    [Fact]
    public async Task A_proposal_with_faults_is_told_them_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "POST /policy/proposals, refused.");
        await answers.AskAsync("By nobody", "POST /policy/proposals", """{"policy":{},"note":"n"}""", "robot", Seen);
        await answers.AskAsync("Without a version", "POST /policy/proposals", """{"policy":{},"note":"n"}""", "ada");
        await answers.AskAsync("Of another version", "POST /policy/proposals", """{"policy":{},"note":"n"}""", "ada", ("If-Match", "\"0\""));
        await answers.AskAsync("Nothing is there", "POST /policy/proposals", "{}", "ada", Seen);
        await answers.AskAsync("Much is wrong", "POST /policy/proposals", """{"policy":{"rule":1,"rules":[{"then":"deny"}]},"note":"","why":"n"}""", "ada", Seen);
        await answers.AskAsync("What the grain knows is wrong", "POST /policy/proposals", """{"policy":{"rules":[{"name":"bad","then":"allow"}]},"note":"n"}""", "ada", Seen);
        await answers.AskAsync("One too many", "POST /policy/proposals", """{"policy":{"rules":[{"name":"many","then":"allow"}]},"note":"n"}""", "ada", Seen);
        await answers.AskAsync("Too much", "POST /policy/proposals", new string(' ', 65537), "ada", Seen);
        await answers.AskAsync("No JSON", "POST /policy/proposals", "a=b", "ada", [Seen, ("Content-Type", "text/plain")]);
        await answers.AskAsync("Half of a body", "POST /policy/proposals", "{", "ada", Seen);
        answers.Check("policy-faults.txt");
    }

    [Fact]
    public async Task A_check_is_answered_as_it_always_was()
    {
        _gateway.Cluster.Proposals.Add(Waiting);
        var answers = new Answers(_gateway.Http, "POST /policy/check.");
        await answers.AskAsync("By the policy in force", "POST /policy/check", Payout, "reader");
        await answers.AskAsync("By a proposal that asks for the address", $"POST /policy/check?proposal={Id}", Payout, "reader");
        await answers.AskAsync("By a key of the client", "POST /policy/check", Payout.Replace("c-1", "bound-1", StringComparison.Ordinal), "bound");
        await answers.AskAsync("By a key of another client", "POST /policy/check", Payout, "bound");
        await answers.AskAsync("A key of a client sees no proposals", $"POST /policy/check?proposal={Id}", Payout.Replace("c-1", "bound-1", StringComparison.Ordinal), "bound");
        await answers.AskAsync("No such proposal", "POST /policy/check?proposal=7", Payout, "reader");
        await answers.AskAsync("As another, later", "POST /policy/check", With(""" "as":{"person":"ana","key":"shop"},"at":"2026-11-28T22:00:00Z" """), "ada");
        await answers.AskAsync("As another, without the scope", "POST /policy/check", With(""" "as":{"person":"ana"} """), "reader");
        await answers.AskAsync("Much is wrong", "POST /policy/check?proposals=1", With(""" "as":7 """), "ada");
        await answers.AskAsync("Much is wrong in the body", "POST /policy/check", With(""" "as":{"name":"ana","person":""},"at":"soon","amount2":"1" """), "ada");
        await answers.AskAsync("Nothing is there", "POST /policy/check", "{}", "reader");
        await answers.AskAsync("No such pair", "POST /policy/check", Payout.Replace("USDT", "XYZ", StringComparison.Ordinal), "reader");
        answers.Check("policy-checks.txt");
    }

    [Fact]
    public async Task A_check_judges_the_caller_now_unless_it_says_otherwise()
    {
        await AskAsync("ben-key", Payout);
        Assert.Equal(("c-1", "USDT", "TRON", 25.5m, PayoutOrigin.Manual), Of(_gateway.Cluster.Checked!.Facts));
        Assert.Equal(("ada@example.com", "ada", "ada"), (_gateway.Cluster.Checked.Facts.Person, _gateway.Cluster.Checked.Facts.Key, _gateway.Cluster.Checked.Facts.KeyId));
        Assert.Equal(GoldenGateway.Now.AddTicks(-9999), _gateway.Cluster.Checked.Facts.At);

        await AskAsync("other", With(""" "as":{"person":"ana","key":"shop"},"at":"2026-11-28T23:00:00+01:00" """));
        Assert.Equal(("ana", "shop", null, new DateTimeOffset(2026, 11, 28, 22, 0, 0, TimeSpan.Zero)),
            (_gateway.Cluster.Checked.Facts.Person, _gateway.Cluster.Checked.Facts.Key, _gateway.Cluster.Checked.Facts.KeyId, _gateway.Cluster.Checked.Facts.At));

        await AskAsync("nobody", With(""" "as":{} """));
        Assert.Equal((null, null), (_gateway.Cluster.Checked.Facts.Person, _gateway.Cluster.Checked.Facts.Key));

        static (string, string, string, decimal, PayoutOrigin) Of(PayoutFacts facts) => (facts.ClientId, facts.Asset, facts.Network, facts.Amount, facts.Origin);

        Task AskAsync(string title, string body) => new Answers(_gateway.Http, "").AskAsync(title, "POST /policy/check", body, "ada");
    }

    [Fact]
    public async Task The_persons_who_may_approve_are_counted()
    {
        await new Answers(_gateway.Http, "").AskAsync("Proposed", "POST /policy/proposals", """{"policy":{},"note":"n"}""", "ada", Seen);

        // In Development there is a person ben too, who is the same.
        Assert.Equal(1, _gateway.Cluster.Approvers);
    }

    private static string With(string members) => $"{Payout[..^1]},{members}}}";
}
