using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer about decisions on payouts, byte for byte as it was.</summary>
public sealed class ApprovalAnswersGoldenTests : IAsyncLifetime
{
    private const string Reason = """{"reason":"unknown receiver"}""";

    private static readonly (string, string) Seen = ("If-Match", "\"1\"");

    private static readonly Payout Two = Waiting('1', new() { Rule = "large-usdt", PolicyVersion = 7, Needed = [new(null, 2)], ExpiresAt = GoldenPayouts.Bare.CreatedAt.AddDays(3), Makers = ["bob@example.com"] });

    private static readonly Payout OfTreasurer = Waiting('2', Two.Approval! with { Needed = [new("treasurer")] });

    private static readonly Payout Held = Waiting('3', new() { Rule = "no-night", PolicyVersion = 7, Needed = [new()], IsHeld = true, Makers = ["bob@example.com"] }) with { Reason = PayoutReason.Held };

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GoldenGateway.StartAsync(new(), keys:
        [
            new("ana", null, "ana@example.com", Scopes.Read, Scopes.Approve), new("ben", null, "ben@example.com", Scopes.Read, Scopes.Approve),
            new("bob", null, "bob@example.com", Scopes.Read, Scopes.Approve), new("opal", null, "opal@example.com", Scopes.Operate),
            new("robot", null, null, Scopes.Read, Scopes.Approve, Scopes.Operate), new("theirs", "c-7", "cleo@example.com", Scopes.Read, Scopes.Approve),
        ]);
        _gateway.Cluster.Payouts.AddRange([Two, OfTreasurer, Held, GoldenPayouts.Bare]);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_decision_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "POST /payouts/{id}/approve and /reject.");
        await answers.AskAsync("Approved by the first of two", $"POST /payouts/{Two.Id}/approve", """{"note":"Checked against the invoice"}""", "ana", Seen);
        await answers.AskAsync("The same person once more, at the old version", $"POST /payouts/{Two.Id}/approve", key: "ana", headers: Seen);
        await answers.AskAsync("By the second, without a body, who saw an old version", $"POST /payouts/{Two.Id}/approve", key: "ben", headers: Seen);
        await answers.AskAsync("By the second", $"POST /payouts/{Two.Id}/approve", key: "ben", headers: ("If-Match", "\"2\""));
        await answers.AskAsync("Too late", $"POST /payouts/{Two.Id}/reject", Reason, "ana", ("If-Match", "\"3\""));
        await answers.AskAsync("On any version", $"POST /payouts/{OfTreasurer.Id}/approve", key: "ben", headers: ("If-Match", "*"));
        await answers.AskAsync("On one of several", $"POST /payouts/{OfTreasurer.Id}/reject", Reason, "ben", ("If-Match", "\"1\", \"2\""));
        await answers.AskAsync("It never waited", $"POST /payouts/{GoldenPayouts.Bare.Id}/approve", key: "ana", headers: Seen);
        await answers.AskAsync("Rejected", $"POST /payouts/{OfTreasurer.Id}/reject", Reason, "ana", Seen);
        await answers.AskAsync("It is final", $"POST /payouts/{OfTreasurer.Id}/approve", key: "ben", headers: ("If-Match", "\"2\""));
        await answers.AskAsync("Let go by an operator", $"POST /payouts/{Held.Id}/approve", "{}", "opal", Seen);
        answers.Check("approvals.txt");
    }

    [Fact]
    public async Task A_decision_that_does_not_count_is_told_why_as_it_always_was()
    {
        var (approve, reject) = ($"POST /payouts/{Two.Id}/approve", $"POST /payouts/{Two.Id}/reject");
        var answers = new Answers(_gateway.Http, "POST /payouts/{id}/approve and /reject, refused.");
        await answers.AskAsync("By who made it", approve, key: "bob", headers: Seen);
        await answers.AskAsync("Nor rejected", reject, Reason, "bob", Seen);
        await answers.AskAsync("By a key that belongs to nobody", approve, key: "robot", headers: Seen);
        await answers.AskAsync("In another role", $"POST /payouts/{OfTreasurer.Id}/approve", key: "ana", headers: Seen);
        await answers.AskAsync("What a rule holds, by an approver", $"POST /payouts/{Held.Id}/approve", key: "ana", headers: Seen);
        await answers.AskAsync("What waits for approvals, by an operator", approve, key: "opal", headers: Seen);
        await answers.AskAsync("Without the scope", approve, key: "reader", headers: Seen);
        await answers.AskAsync("Without a version", approve, key: "ana");
        await answers.AskAsync("Of a version that cannot be read", approve, key: "ana", headers: ("If-Match", "1"));
        await answers.AskAsync("Of another version", approve, key: "ana", headers: ("If-Match", "\"7\""));
        await answers.AskAsync("Without a reason", reject, "{}", "ana", Seen);
        await answers.AskAsync("With a reason that says nothing", reject, """{"reason":" "}""", "ana", Seen);
        await answers.AskAsync("Without a body", reject, key: "ana", headers: Seen);
        await answers.AskAsync("Much is wrong", approve, """{"role":7,"note":"","why":"n"}""", "ana", Seen);
        await answers.AskAsync("Another client's", approve, key: "theirs", headers: Seen);
        await answers.AskAsync("No such payout", $"POST /payouts/{new string('a', 32)}/approve", key: "ana", headers: Seen);
        await answers.AskAsync("Not an id", "POST /payouts/7/approve", key: "ana", headers: Seen);
        answers.Check("approval-refusals.txt");
    }

    [Fact]
    public async Task Decisions_on_many_are_answered_as_they_always_were()
    {
        var none = new string('a', 32);
        var answers = new Answers(_gateway.Http, "POST /payouts/approve and /reject.");
        await answers.AskAsync("The sums differ: nothing is decided", "POST /payouts/approve", Selection((Two, 1), (OfTreasurer, 1)).Replace("\"51\"", "\"52\"", StringComparison.Ordinal), "ana");
        await answers.AskAsync("One is not there: the number differs", "POST /payouts/approve", Selection((Two, 1), (Two with { Id = none }, 1)), "ana");
        await answers.AskAsync("Each for itself", "POST /payouts/approve", Selection((Two, 1), (OfTreasurer, 1), (Held, 1), (GoldenPayouts.Bare, 1)), "ana");
        await answers.AskAsync("Once more", "POST /payouts/approve", Selection((Two, 1), (OfTreasurer, 1), (Held, 1), (GoldenPayouts.Bare, 1)), "ana");
        await answers.AskAsync("By the second, of whom one version is old", "POST /payouts/approve", Selection((Two, 2), (OfTreasurer, 7)), "ben");
        await answers.AskAsync("By who made them", "POST /payouts/reject", Selection((OfTreasurer, 1)).Replace("}]}}", "}]},\"reason\":\"r\"}", StringComparison.Ordinal), "bob");
        await answers.AskAsync("Rejected", "POST /payouts/reject", Selection((OfTreasurer, 1)).Replace("}]}}", "}]},\"reason\":\"r\"}", StringComparison.Ordinal), "ana");
        await answers.AskAsync("By a key that belongs to nobody", "POST /payouts/approve", Selection((Two, 1)), "robot");
        await answers.AskAsync("Without the scope", "POST /payouts/approve", Selection((Two, 1)), "reader");
        await answers.AskAsync("Another client's", "POST /payouts/approve", Selection((Two, 1)), "theirs");
        await answers.AskAsync("Rejected without a reason", "POST /payouts/reject", Selection((Two, 1)), "ana");
        await answers.AskAsync("Nothing is there", "POST /payouts/approve", "{}", "ana");
        await answers.AskAsync("None, and one twice", "POST /payouts/approve", """{"payouts":[],"expect":{"count":0,"totals":[]}}""", "ana");
        await answers.AskAsync("Without a count", "POST /payouts/approve", Selection((Two, 1)).Replace("\"count\":1,", "", StringComparison.Ordinal), "ana");
        await answers.AskAsync("One twice", "POST /payouts/approve", Selection((Two, 1), (Two, 1)), "ana");
        await answers.AskAsync("Much is wrong", "POST /payouts/approve", """{"payouts":[{"id":"7","version":0,"x":1}],"expect":{"count":-1,"totals":[{"asset":"!","amount":"1e3"}]},"why":"n"}""", "ana");
        answers.Check("approvals-of-many.txt");
    }

    [Fact]
    public async Task What_the_caller_may_still_decide_is_listed_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "GET /payouts?detail=awaiting_approval&decidable=true.");
        await answers.AskAsync("A page of which he made everything, and more", "GET /payouts?detail=awaiting_approval&decidable=true&limit=1", key: "bob");
        await answers.AskAsync("A page", "GET /payouts?detail=awaiting_approval&decidable=true&limit=1", key: "ana");
        await answers.AskAsync("A key that belongs to nobody decides nothing", "GET /payouts?detail=awaiting_approval&decidable=true", key: "reader");
        await answers.AskAsync("Of all details", "GET /payouts?decidable=true", key: "ana");
        answers.Check("decidable.txt");
    }

    private static Payout Waiting(char digit, PayoutApproval approval) => GoldenPayouts.Bare with
    {
        Id = new(digit, 32),
        Detail = PayoutDetail.AwaitingApproval,
        Reason = PayoutReason.ApprovalRequired,
        Policy = new(7, approval.Rule),
        Approval = approval,
        Standing = GoldenPayouts.Bare.Standing! with { Next = NextStep.WaitForPeople, NextAt = null, Actions = [PayoutAction.Cancel, PayoutAction.Approve, PayoutAction.Reject] },
    };

    /// <summary>Each is of 25.5 USDT.</summary>
    private static string Selection(params (Payout Payout, int Version)[] seen)
    {
        var payouts = seen.Select(one => $$$"""{"id":"{{{one.Payout.Id}}}","version":{{{one.Version}}}}""");
        var sum = Grains.Interfaces.Money.Text(seen.Length * 25.5m);
        return $$$"""{"payouts":[{{{string.Join(',', payouts)}}}],"expect":{"count":{{{seen.Length}}},"totals":[{"asset":"USDT","amount":"{{{sum}}}"}]}}""";
    }
}
