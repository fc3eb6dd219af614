using System.Security.Claims;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Tests.Answers;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class PayoutViewTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("payouts:read payouts:approve", "Approve Reject")]
    [InlineData("payouts:create", "Cancel")]
    [InlineData("payouts:operate", "LookUp ClaimAttention ResolveAttention")]
    [InlineData("payouts:create payouts:operate", "Cancel LookUp ClaimAttention ResolveAttention")]
    public void The_actions_are_those_that_the_scopes_allow(string scopes, string actions) =>
        Assert.Equal(actions, string.Join(' ', GoldenPayouts.Full.For(Caller(scopes)).Standing!.Actions));

    [Theory]
    [InlineData("payouts:approve", "")]
    [InlineData("payouts:operate", "LookUp ClaimAttention ResolveAttention Approve Reject")]
    public void What_a_rule_holds_is_let_go_by_whoever_operates(string scopes, string actions)
    {
        var held = GoldenPayouts.Full with { Approval = GoldenPayouts.Full.Approval! with { IsHeld = true } };

        Assert.Equal(actions, string.Join(' ', held.For(Caller(scopes)).Standing!.Actions));
    }

    [Fact]
    public void A_caller_who_may_do_and_see_everything_is_shown_the_payout_itself() =>
        Assert.Same(GoldenPayouts.Full, GoldenPayouts.Full.For(Caller("payouts:create payouts:operate payouts:approve")));

    [Fact]
    public void A_key_that_is_bound_to_a_client_sees_what_was_done_and_not_by_whom()
    {
        var shown = GoldenPayouts.Full.For(Caller("payouts:create payouts:operate payouts:approve", new Claim(ApiKey.ClientClaim, "bound-1")));

        Assert.Null(shown.ClaimedBy);
        Assert.All(shown.ResponseLogs, line => Assert.Null(line.By));
        Assert.Equal(GoldenPayouts.Full.ResponseLogs.Select(line => line with { By = null }), shown.ResponseLogs);
        Assert.Equal(GoldenPayouts.Full.Standing, shown.Standing);
        Assert.Null(shown.CreatedBy);
        Assert.Empty(shown.Approval!.Makers);
        Assert.Equal(
            GoldenPayouts.Full.Approval!.Decisions.Select(decision => (decision.Role, decision.At, decision.Decision)), shown.Approval.Decisions.Select(decision => (decision.Role, decision.At, decision.Decision)));
        Assert.All(shown.Approval.Decisions, decision => Assert.Equal(("", null), (decision.By, decision.Reason)));
    }

    [Theory]
    [InlineData("Approved: Ben knows her", "Approved.")]
    [InlineData("Rejected: Ben knows better", "Rejected.")]
    [InlineData("Approved.", "Approved.")]
    [InlineData("Nothing: at all", "Nothing: at all")]
    public void What_people_wrote_when_they_decided_is_not_for_a_key_that_is_bound_to_a_client(string message, string shown)
    {
        var line = GoldenPayouts.Full.ResponseLogs[0] with { Source = LogSource.Operator, Message = message, By = new("ben@example.com") };
        var payout = GoldenPayouts.Full with { ResponseLogs = [line] };

        Assert.Equal(shown, payout.For(Caller("payouts:read", new Claim(ApiKey.ClientClaim, "bound-1"))).ResponseLogs[0].Message);
        Assert.Equal(message, payout.For(Caller("payouts:read")).ResponseLogs[0].Message);
    }

    private static ClaimsPrincipal Caller(string scopes, params Claim[] claims) =>
        new(new ClaimsIdentity([.. scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => new Claim(ApiKey.ScopeClaim, scope)), .. claims], "test"));
}
