using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Tests.Words;

/// <summary>Ours beside Heleket's.</summary>
public sealed class ReportedTests
{
    [Fact]
    public void A_status_that_was_contradicted_stands_beside_the_last_report()
    {
        var payout = Payout(PayoutReason.ContradictedFinal, Line(null, "fail", true) with { Reason = PayoutReason.ProviderFailed }, Line("Contradicts the final status.", "paid", true), Line("Attention resolved: paid", null, false));

        var reported = Reported.Of(payout)!;

        Assert.Equal(("We hold", ("Status", "Failed", "paid, final")), (reported.Ours, Assert.Single(reported.Rows)));
    }

    [Fact]
    public void Of_a_mismatch_only_the_fields_stand_there_that_differ()
    {
        var reported = Reported.Of(Payout(PayoutReason.EchoMismatch, Line("Heleket shows another amount, address under this order id.", null, false), Line("Attention resolved: network", null, false)))!;

        Assert.Equal([("Amount", "25.5"), ("Address", Some.Address)], reported.Rows.Select(row => (row.Name, row.Our)));
        Assert.Equal("Asked", reported.Ours);
    }

    [Fact]
    public void Without_a_report_that_differs_there_is_nothing_to_compare()
    {
        Assert.Null(Reported.Of(Payout(PayoutReason.ProviderFailed, Line(null, "fail", true))));
        Assert.Null(Reported.Of(Payout(PayoutReason.EchoMismatch, Line("Something else.", "process", false))));
    }

    private static Payout Payout(PayoutReason reason, params ResponseLog[] lines) =>
        Some.Payout(status: PayoutStatus.Failed, reason: reason) with { ResponseLogs = [.. lines.Select(line => line.Reason is null ? line with { Reason = reason } : line)] };

    private static ResponseLog Line(string? message, string? heleket, bool isFinal) =>
        new() { At = Some.Now, Source = LogSource.Poll, Status = PayoutStatus.Failed, Message = message, HeleketStatus = heleket, IsFinal = isFinal };
}
