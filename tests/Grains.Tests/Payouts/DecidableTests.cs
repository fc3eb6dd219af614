using System.Reflection;
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
    public async Task A_page_leaves_out_what_the_person_may_not_approve_and_goes_on_where_it_ended()
    {
        var waiting = Some.Awaiting(new([new(null, 1)], TimeSpan.FromHours(1))).Payout;
        var theirs = waiting with { Approval = waiting.Approval! with { Makers = ["ben@example.com"] } };
        var next = new PagePosition(Some.Now, theirs.Id);
        var directory = new PayoutDirectoryGrain(OnePage.Of(new([theirs, waiting, theirs], HasMore: true, next)));

        var page = await directory.Find(new() { Detail = PayoutDetail.AwaitingApproval, DecidableBy = Ben });

        Assert.Equal((waiting, true, next), (Assert.Single(page.Payouts), page.HasMore, page.Next));
        Assert.Equal(3, (await directory.Find(new())).Payouts.Length);
    }

    /// <summary>A store that has one page.</summary>
    public class OnePage : DispatchProxy
    {
        private PayoutPage? _page;

        internal static IPayoutStore Of(PayoutPage page)
        {
            var store = Create<IPayoutStore, OnePage>();
            ((OnePage)(object)store)._page = page;
            return store;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IPayoutStore.QueryAsync) ? Task.FromResult(_page!) : throw new NotSupportedException(targetMethod.Name);
    }
}
