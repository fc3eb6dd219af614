using System.Collections.Immutable;
using Payouts.Chaos;
using Payouts.Harness;

namespace Payouts.Host.Tests.Chaos;

/// <summary>The chaos tool's audit of approvals and limits finds what it is meant to find.</summary>
public sealed class ChaosControlsTests
{
    private const string Id = Calls.Id;

    private static readonly ChaosOptions Options = new() { Seed = 7, Payouts = 200 };
    private static readonly ControlPlan Plan = new(Options, Orders.Of(Options));
    private static readonly Order InPairs = new(Calls.Key, "chaos-0", 5m, 0);
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly LimitCount Count = new("waiting", "client_id=c-1", ["c-1"], 10m);
    private static readonly Call[] Both = [Calls.Waiting(0, 1), Calls.Approved("p1", 2, 3, 1, "+p1@1"), Calls.Approved("p2", 4, 5, 2, "+p1@1 +p2@2", "queued")];

    [Fact]
    public void What_two_have_approved_may_be_sent_also_if_an_answer_was_lost()
    {
        Assert.Empty(Wrong(Both));
        Assert.Empty(Wrong([Both[0], Calls.Undecided(CallKind.Approve, "p1", 2, 3, 0, 1), Both[2]]));
    }

    [Fact]
    public void What_was_sent_with_an_approval_too_few_is_found()
    {
        Assert.Single(Wrong(Both[..2]));
        Assert.Single(Wrong([Both[0], Both[1], Both[2] with { Person = "p1" }]));
        Assert.Single(Wrong([Both[0], Both[1], Both[2] with { Status = 412, Decisions = null }]));
        Assert.Single(Wrong([Both[0], Both[1], Both[2] with { Decisions = "+p1@1 +p1@2" }]));
    }

    [Fact]
    public void What_was_shown_with_another_need_is_found() => Assert.Single(Wrong([.. Both, Calls.Made(6, 7)]));

    [Theory]
    [InlineData(0, 59, 0)]
    [InlineData(0, 60, 0)]
    [InlineData(5, 59, 1)]
    [InlineData(5, 60, 0)]
    public void More_than_the_cap_within_an_hour_is_found(int more, int minutes, int found) =>
        Assert.Equal(found, new LimitAudit(Accepted(), [Arrived("a", 5m, 0), Arrived("b", 5m + more, minutes)]).OverCap(Count).Count());

    [Theory]
    [InlineData(2, 8, 0, true)]
    [InlineData(1, 8, 0, false)]
    [InlineData(2, 7, 0, false)]
    [InlineData(2, 9, 0, false)]
    [InlineData(3, 9, 0, false)]
    [InlineData(3, 9, 1, true)]
    [InlineData(4, 9, 1, false)]
    [InlineData(3, 11, 1, false)]
    public void Usage_is_what_came_to_Heleket_and_what_there_is_no_word_of_yet(int used, int sum, int tentative, bool isRight) =>
        Assert.Equal(isRight, new LimitAudit(Accepted(), [Arrived("a", 5m, 0), Arrived("b", 3m, 1)]).WrongUsage(Count, new(used, sum, tentative, 0), Noon.AddMinutes(2)) is null);

    [Fact]
    public void Usage_may_be_a_sixtieth_and_the_slack_late()
    {
        var audit = new LimitAudit(Accepted(), [Arrived("a", 5m, 0)]);
        LimitStanding full = new(1, 5m, 0, 0), empty = new(0, 0m, 0, 0);

        Assert.NotNull(audit.WrongUsage(Count, empty, Noon.AddMinutes(59)));
        Assert.Null(audit.WrongUsage(Count, empty, Noon.AddMinutes(61)));
        Assert.Null(audit.WrongUsage(Count, full, Noon.AddMinutes(61)));
        Assert.NotNull(audit.WrongUsage(Count, full, Noon.AddMinutes(62)));
    }

    [Fact]
    public void The_key_of_a_count_is_the_one_of_its_document() => Assert.Equal("waiting/01:00:00/client=c-1", Count.Key);

    [Fact]
    public void What_no_limit_refuses_and_was_refused_is_found()
    {
        Assert.Single(Plan.WronglyRefused([InPairs]));
        Assert.Empty(Plan.WronglyRefused([InPairs with { ClientId = "chaos-8" }]));
    }

    [Fact]
    public void The_persons_of_a_seed_decide_the_same_and_enough_of_them_do()
    {
        foreach (var order in Orders.Of(Options))
        {
            var (needed, plan) = (Plan.Needed(order), Approver.Plan(7, order, Plan.Needed(order)));
            Assert.Equal(plan, Approver.Plan(7, order, needed));
            Assert.Equal(needed > 0, plan.Count(decision => decision.Kind == CallKind.Approve) >= Math.Max(1, needed) || plan.Any(decision => decision.Kind == CallKind.Reject));
            Assert.Distinct(plan.Select(decision => decision.Person));
        }
    }

    private static ImmutableArray<string> Wrong(IReadOnlyCollection<Call> calls) =>
        [.. ApprovalAudit.Wrong(Plan, new Dictionary<string, Order> { [Id] = InPairs }, [Arrived(Id, 5m, 0)], calls)];

    private static Dictionary<string, Order> Accepted() => new[] { "a", "b" }.ToDictionary(id => id, id => new Order(id, "c-1", 5m, 0));

    private static LedgerPayout Arrived(string id, decimal amount, int minute) => new(id, amount, "paid", "paid", 1, 1, amount, Noon.AddMinutes(minute));
}
