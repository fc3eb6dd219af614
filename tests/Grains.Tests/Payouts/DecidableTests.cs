using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What a person may still approve (docs/http-api.md, "List").</summary>
public sealed class DecidableTests
{
    private static readonly Decider Ben = new("ben@example.com", "oidc", ["checker"], MayApprove: true, MayOperate: false);

    [Fact]
    public void What_waits_may_be_approved_by_whoever_has_a_place_in_it_and_has_not_decided()
    {
        var waiting = Some.Awaiting(new([new(null, 2)], TimeSpan.FromHours(1))).Payout;
        var once = waiting with { Approval = waiting.Approval! with { Decisions = [new("BEN@example.com", "oidc", Some.Now, 1, ApprovalWord.Approved)] } };

        Assert.True(ApprovalRules.MayApprove(waiting, Ben));
        Assert.False(ApprovalRules.MayApprove(once, Ben));
        Assert.True(ApprovalRules.MayApprove(once, Ben with { Person = "cleo@example.com" }));
        Assert.False(ApprovalRules.MayApprove(waiting, Ben with { MayApprove = false }));
    }

    [Fact]
    public void Not_by_its_makers_nor_in_another_role_nor_when_it_no_longer_waits()
    {
        var waiting = Some.Awaiting(new([new("treasurer", 1)], TimeSpan.FromHours(1))).Payout;
        var theirs = waiting with { Approval = waiting.Approval! with { Makers = ["Ben@example.com"], Needed = [new(null, 1)] } };

        Assert.False(ApprovalRules.MayApprove(waiting, Ben));
        Assert.True(ApprovalRules.MayApprove(waiting, Ben with { Roles = ["treasurer"] }));
        Assert.False(ApprovalRules.MayApprove(theirs, Ben));
        Assert.False(ApprovalRules.MayApprove(waiting with { Detail = PayoutDetail.Queued }, Ben with { Roles = ["treasurer"] }));
        Assert.False(ApprovalRules.MayApprove(Some.At("Queued").Payout, Ben));
    }

    [Fact]
    public void A_page_leaves_out_what_the_person_may_not_approve_and_goes_on_where_it_ended()
    {
        var waiting = Some.Awaiting(new([new(null, 1)], TimeSpan.FromHours(1))).Payout;
        var theirs = waiting with { Approval = waiting.Approval! with { Makers = ["ben@example.com"] } };
        var page = new PayoutPage([theirs, waiting, theirs], HasMore: true, new(Some.Now, theirs.Id));

        var decidable = ApprovalRules.Decidable(page, Ben);

        Assert.Same(waiting, Assert.Single(decidable.Payouts));
        Assert.Equal((true, page.Next), (decidable.HasMore, decidable.Next));
        Assert.Same(page, ApprovalRules.Decidable(page, null));
    }
}
