using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Tests.Words;

/// <summary>What a payout says about its receiver.</summary>
public sealed class ReceiversTests
{
    [Theory]
    [InlineData("confirmed", null, null, false, true, false, true)]
    [InlineData("confirmed", null, null, true, false, false, false)]
    [InlineData("confirmed", null, "contradicted_final", false, false, false, false)]
    [InlineData("failed", null, "provider_failed", false, false, true, false)]
    [InlineData("failed", null, "provider_failed", true, false, false, false)]
    [InlineData("failed", null, "contradicted_final", false, false, false, false)]
    [InlineData("failed", null, "contradicted_final", true, false, false, false)]
    [InlineData("cancelled", null, "cancelled_by_client", false, false, true, false)]
    [InlineData("cancelled", null, "contradicted_final", false, false, false, false)]
    [InlineData("pending", "queued", null, false, false, false, true)]
    [InlineData("pending", "submitting", null, false, false, false, false)]
    [InlineData("pending", "outcome_unknown", null, false, false, false, false)]
    [InlineData("broadcast", "processing", null, false, false, false, true)]
    [InlineData("broadcast", "processing", "echo_mismatch", false, false, false, false)]
    [InlineData("broadcast", "failed_provisional", null, false, false, false, false)]
    public void Where_the_money_is_decides_and_no_status_alone(string status, string? detail, string? reason, bool attention, bool isPaid, bool isUnpaid, bool isTrusted)
    {
        var payout = Some.Payout(status: new(status), detail: detail is null ? null : new(detail), reason: reason is null ? null : new(reason), attention: attention);

        Assert.Equal((isPaid, isUnpaid, isTrusted), (Receivers.IsPaid(payout), Receivers.IsUnpaid(payout), Receivers.IsTrusted(payout)));
    }

    [Fact]
    public void A_service_that_does_not_say_where_the_money_is_gets_nothing_paid_again() =>
        Assert.False(Receivers.IsUnpaid(Some.Payout(status: PayoutStatus.Failed) with { Money = default }));
}
