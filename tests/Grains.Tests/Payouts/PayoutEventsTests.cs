using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>Which changes of a payout are events, and what they are called (docs/http-api.md, "Events").</summary>
public sealed class PayoutEventsTests
{
    [Fact]
    public void The_first_version_is_the_event_of_its_creation()
    {
        var payout = Some.At("Scheduled").Payout with { CreatedAt = Some.Now, UpdatedAt = Some.Now.AddHours(1) };

        var row = Assert.Single(PayoutEvents.Of(null, payout));

        Assert.Equal(
            new EventRow
            {
                PayoutId = Some.Id,
                Version = 1,
                Type = "payout.created",
                ClientId = "c-1042",
                Asset = "USDT",
                Amount = 25.5m,
                Was = null,
                Status = PayoutStatus.Pending,
                Detail = PayoutDetail.Scheduled,
                Reason = null,
                NeedsAttention = false,
                At = Some.Now,
            },
            row);
    }

    [Theory]
    [InlineData("Submitting", "Processing", "payout.broadcast")]
    [InlineData("Processing", "Confirmed", "payout.confirmed")]
    [InlineData("Processing", "Failed", "payout.failed")]
    [InlineData("Scheduled", "Cancelled", "payout.cancelled")]
    [InlineData("Submitting", "Queued", "payout.updated")]
    [InlineData("Submitting", "OutcomeUnknown", "payout.updated")]
    [InlineData("Processing", "FailedProvisional", "payout.updated")]
    public void A_change_of_stage_is_named_by_the_status_it_leads_to_or_is_an_update(string from, string to, string type)
    {
        var (before, after) = (Some.At(from).Payout, Some.At(to).Payout);

        var row = Assert.Single(PayoutEvents.Of(before, after));

        Assert.Equal((type, before.Status, after.Status, after.Detail, after.Reason), (row.Type, row.Was, row.Status, row.Detail, row.Reason));
    }

    [Fact]
    public void A_hash_alone_is_an_update_and_a_word_for_the_same_stage_is_none()
    {
        var before = Some.At("Processing");

        Assert.Empty(PayoutEvents.Of(before.Payout, Some.After(before, new LookedUp(Some.Report("check"))).Payout));
        var row = Assert.Single(PayoutEvents.Of(before.Payout, Some.After(before, new LookedUp(Some.Report("process") with { Txid = "0xab" })).Payout));
        Assert.Equal(("payout.updated", PayoutStatus.Broadcast, PayoutStatus.Broadcast), (row.Type, row.Was, row.Status));
    }

    [Fact]
    public void An_approval_that_is_not_the_last_is_an_update()
    {
        var before = Some.At("AwaitingApproval").Payout;
        var given = new ApprovalDecision("ben", "key", before.CreatedAt, before.Version, ApprovalWord.Approved);
        var after = before with { Approval = before.Approval! with { Decisions = [given] } };

        Assert.Equal("payout.updated", Assert.Single(PayoutEvents.Of(before, after)).Type);
        Assert.Empty(PayoutEvents.Of(after, after with { Version = after.Version + 1 }));
    }

    [Fact]
    public void A_fee_alone_is_no_event()
    {
        var before = Some.At("Processing");

        Assert.Empty(PayoutEvents.Of(before.Payout, Some.After(before, new LookedUp(Some.Report("process") with { Fee = 1m })).Payout));
    }

    [Fact]
    public void Attention_is_an_event_of_its_own_beside_the_other()
    {
        var calm = Some.At("Processing").Payout;
        var disputed = calm with { NeedsAttention = true, Reason = PayoutReason.EchoMismatch };

        Assert.Equal(["payout.updated", "payout.attention_needed"], PayoutEvents.Of(calm, disputed).Select(row => row.Type));
        Assert.Equal(["payout.attention_needed"], PayoutEvents.Of(calm, calm with { NeedsAttention = true }).Select(row => row.Type));
        Assert.Equal(["payout.attention_cleared"], PayoutEvents.Of(calm with { NeedsAttention = true }, calm).Select(row => row.Type));
        Assert.All(PayoutEvents.Of(calm, disputed), row => Assert.Equal((PayoutStatus.Broadcast, PayoutStatus.Broadcast, true), (row.Was, row.Status, row.NeedsAttention)));
    }

    [Fact]
    public void The_types_are_those_of_the_contract() => Assert.Equal(
        [
            "payout.attention_cleared", "payout.attention_needed", "payout.broadcast", "payout.cancelled", "payout.confirmed", "payout.created",
            "payout.failed", "payout.updated",
        ],
        EventTypes.OfPayouts.Order(StringComparer.Ordinal));
}
