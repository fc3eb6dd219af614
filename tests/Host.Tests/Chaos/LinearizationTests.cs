using Payouts.Chaos;
using static Payouts.Host.Tests.Chaos.Calls;

namespace Payouts.Host.Tests.Chaos;

/// <summary>
/// Histories made by hand: the checker finds an order where there is one, and none where there is none.
/// </summary>
public sealed class LinearizationTests
{
    public static TheoryData<string> Impossible => [.. Wrong.Keys];

    public static TheoryData<string> Possible => [.. Right.Keys];

    private static readonly Dictionary<string, Call[]> Wrong = new()
    {
        ["created twice"] = [Made(0, 1), Made(2, 3)],
        ["created twice at once"] = [Made(0, 3), Made(0, 3)],
        ["created after it was accepted"] = [Repeated(0, 1), Made(2, 3)],
        ["created after it was read"] = [Lost(CallKind.Create, 0, 1), Read(2, 3, 1, "pending", "submitting"), Made(4, 5)],
        ["created at a later version"] = [Made(0, 1) with { Version = 2 }],
        ["created in the middle of its life"] = [Made(0, 1) with { Standing = "broadcast", Detail = "processing" }],
        ["seen before anyone asked for it"] = [Read(0, 1, 1, "pending", "submitting"), Made(2, 3)],
        ["not found after it was created"] = [Made(0, 1), Refused(CallKind.Read, 2, 3, 404)],
        ["not found after it was read"] = [Lost(CallKind.Create, 0, 1), Read(2, 3, 1, "pending", "submitting"), Refused(CallKind.Read, 4, 5, 404)],
        ["not found by a cancel after it was created"] = [Made(0, 1), Refused(CallKind.Cancel, 2, 3, 404)],
        ["another id"] = [Made(0, 1), Repeated(2, 3) with { Id = "id-2" }],
        ["other terms"] = [Made(0, 1), Read(2, 3, 2, "broadcast", "processing") with { Terms = "other" }],
        ["two bodies of a version"] = [Made(0, 1), Read(2, 3, 1, "pending", "submitting") with { Body = "other" }],
        ["two statuses of a version"] = [Made(0, 1), Read(2, 3, 1, "broadcast", "processing")],
        ["an older version after a newer"] = [Made(0, 1), Read(2, 3, 3, "broadcast", "processing"), Read(4, 5, 2, "pending", "outcome_unknown")],
        ["pending after broadcast"] = [Made(0, 1), Read(2, 3, 2, "broadcast", "processing"), Read(4, 5, 3, "pending", "submitting")],
        ["scheduled after it was sent"] = [Made(0, 1), Read(2, 3, 2, "pending", "scheduled")],
        ["an end that changed"] = [Made(0, 1), Read(2, 3, 3, "confirmed"), Read(4, 5, 4, "failed")],
        ["going on after the end"] = [Made(0, 1), Read(2, 3, 3, "failed"), Read(4, 5, 4, "broadcast", "processing")],
        ["a cancel refused after one that succeeded"] = [Planned(0, 1), Cancelled(2, 3, 2), Refused(CallKind.Cancel, 4, 5, 409)],
        ["a cancel refused between two looks at a scheduled payout"] =
            [Planned(0, 1), Refused(CallKind.Cancel, 2, 3, 409), Read(4, 5, 1, "pending", "scheduled")],
        ["a cancel that succeeded after it was broadcast"] = [Made(0, 1), Read(2, 3, 2, "broadcast", "processing"), Cancelled(4, 5, 3)],
        ["a cancel that succeeded after it was confirmed"] = [Made(0, 1), Read(2, 3, 3, "confirmed"), Cancelled(4, 5, 4)],
        ["a cancel that succeeded while it was being sent"] = [Made(0, 1), Cancelled(2, 3, 2)],
        ["a cancel that succeeded and shows that it was sent"] = [Planned(0, 1), Cancelled(2, 3, 2) with { AtHeleket = true }],
        ["a cancel answered with a payout that is pending"] = [Planned(0, 1), Cancelled(2, 3, 1) with { Standing = "pending", Detail = "scheduled" }],
        ["confirmed after a cancel that succeeded"] = [Planned(0, 1), Cancelled(2, 3, 2), Read(4, 5, 3, "confirmed")],
        ["paid after a cancel of which nobody was told"] =
            [Planned(0, 1), Lost(CallKind.Cancel, 2, 3), Read(4, 5, 2, "cancelled"), Read(6, 7, 3, "confirmed")],
        ["cancelled by a client though none asked"] = [Planned(0, 1), Read(2, 3, 2, "cancelled")],
        ["cancelled by a client before one asked"] = [Planned(0, 1), Read(2, 3, 2, "cancelled"), Lost(CallKind.Cancel, 4, 5)],
        ["cancelled by the only cancel, which was refused"] = [Planned(0, 1), Refused(CallKind.Cancel, 2, 3, 409), Read(4, 5, 3, "cancelled")],
        ["a cancel refused beside one that succeeded with the next version"] = [Planned(0, 1), Cancelled(2, 4, 2), Refused(CallKind.Cancel, 2, 4, 409)],
        ["let go by one of two"] = [Waiting(0, 1), Approved("p1", 2, 3, 1, "+p1@1"), Waited(4, 5, 3, "queued", "+p1@1")],
        ["let go by one person twice"] = [Waiting(0, 1), Approved("p1", 2, 3, 1, "+p1@1"), Approved("p1", 4, 5, 2, "+p1@1 +p1@2", "queued")],
        ["let go by nobody"] = [Waiting(0, 1, needed: 1), Waited(2, 3, 2, "queued", "", needed: 1)],
        ["sent by nobody"] = [Waiting(0, 1, needed: 1), Read(2, 3, 3, "broadcast", "processing") with { Needed = 1, Decisions = "" }],
        ["two approvals of one version"] = [Waiting(0, 1), Approved("p1", 2, 4, 1, "+p1@1"), Approved("p2", 2, 4, 1, "+p1@1 +p2@1") with { Version = 3, Detail = "queued" }],
        ["an approval that is lost"] = [Waiting(0, 1), Approved("p1", 2, 3, 1, "+p1@1"), Waited(4, 5, 1, "awaiting_approval", "")],
        ["an approval of a version that has gone"] = [Waiting(0, 1), Approved("p1", 2, 3, 1, "+p1@1"), Approved("p2", 4, 5, 1, "+p1@1 +p2@1", "queued")],
        ["an approval that nobody gave"] = [Waiting(0, 1), Waited(2, 3, 2, "awaiting_approval", "+p1@1")],
        ["an approval refused for its version, which is right"] = [Waiting(0, 1), Undecided(CallKind.Approve, "p1", 2, 3, 412, 1)],
        ["an approval refused though it waits"] = [Waiting(0, 1), Undecided(CallKind.Approve, "p1", 2, 3, 409, 1), Waited(4, 5, 1, "awaiting_approval", "")],
        ["an approval refused to who has approved"] =
            [Waiting(0, 1, needed: 1), Approved("p1", 2, 3, 1, "+p1@1", "queued", needed: 1), Undecided(CallKind.Approve, "p1", 4, 5, 409, 1)],
        ["approved after it was rejected"] = [Waiting(0, 1, needed: 1), Rejected("p1", 2, 3, 1, "-p1@1", 1), Approved("p2", 4, 5, 2, "-p1@1 +p2@2", "queued", 1)],
        ["approved and rejected at once"] = [Waiting(0, 1, needed: 1), Approved("p1", 2, 4, 1, "+p1@1", "queued", 1), Rejected("p2", 2, 4, 1, "-p2@1", 1)],
        ["rejected though nobody did"] = [Waiting(0, 1), Read(2, 3, 2, "cancelled") with { Reason = "rejected", Needed = 2, Decisions = "-p1@1" }],
        ["a change while it waits for people"] = [Waiting(0, 1), Waited(2, 3, 2, "awaiting_approval", "")],
        ["another need"] = [Waiting(0, 1), Waited(2, 3, 1, "awaiting_approval", "", needed: 1)],
        ["a cancel refused while it waits for people"] = [Waiting(0, 1), Refused(CallKind.Cancel, 2, 3, 409)],
        ["refused by a limit after it was accepted"] = [Made(0, 1), Refused(CallKind.Create, 2, 3, 422)],
        ["an answer that the contract does not have"] = [Made(0, 1), Refused(CallKind.Read, 2, 3, 500)],
        ["a status that nobody knows"] = [Made(0, 1), Read(2, 3, 2, "lost")],
    };

    private static readonly Dictionary<string, Call[]> Right = new()
    {
        ["a whole life"] =
        [
            Made(0, 1), Repeated(2, 3), Read(4, 5, 2, "pending", "outcome_unknown"), Read(6, 7, 5, "broadcast", "processing"), Refused(CallKind.Cancel, 8, 9, 409),
            Read(10, 11, 6, "broadcast", "failed_provisional"), Read(12, 13, 7, "confirmed"), Read(14, 15, 7, "confirmed"), Repeated(16, 17) with { Version = 7, Standing = "confirmed", Detail = null, Body = null },
        ],
        ["never created"] = [Refused(CallKind.Read, 0, 1, 404), Refused(CallKind.Cancel, 2, 3, 404), Lost(CallKind.Create, 4, 5), Refused(CallKind.Read, 6, 7, 404)],
        ["two creates at once"] = [Made(0, 3), Repeated(1, 2)],
        ["not found while it is created"] = [Made(0, 3), Refused(CallKind.Read, 1, 2, 404), Read(1, 2, 1, "pending", "submitting")],
        ["created late by a call without an answer"] = [Lost(CallKind.Create, 0, 1), Refused(CallKind.Read, 2, 3, 404), Read(4, 5, 1, "pending", "submitting")],
        ["created by the second of two, the first lost for good"] = [Lost(CallKind.Create, 0, 1), Made(2, 3)],
        ["created by the first of two, whose answer was lost"] = [Lost(CallKind.Create, 0, 1), Repeated(2, 3)],
        ["created by a call that was answered with 503"] = [Refused(CallKind.Create, 0, 1, 503), Repeated(2, 3)],
        ["an older version beside a newer"] = [Made(0, 1), Read(2, 6, 3, "broadcast", "processing"), Read(3, 5, 2, "pending", "submitting")],
        ["cancelled twice at once"] = [Planned(0, 1), Cancelled(2, 4, 2), Cancelled(3, 5, 2)],
        ["cancelled again and again"] = [Planned(0, 1), Cancelled(2, 3, 2), Cancelled(4, 5, 2), Read(6, 7, 2, "cancelled"), Repeated(8, 9) with { Version = 2, Standing = "cancelled", Detail = null, Body = null }],
        ["cancelled by a call without an answer"] = [Planned(0, 1), Lost(CallKind.Cancel, 2, 3), Read(4, 5, 1, "pending", "scheduled"), Read(6, 7, 2, "cancelled")],
        ["cancelled when Heleket had refused for now"] = [Made(0, 1), Refused(CallKind.Cancel, 2, 3, 409), Read(4, 5, 2, "pending", "queued"), Cancelled(6, 7, 3)],
        ["cancelled when Heleket had refused for now, and nobody saw it"] = [Made(0, 1), Cancelled(2, 3, 3)],
        ["refused because it was just being sent"] = [Planned(0, 1), Refused(CallKind.Cancel, 2, 3, 409), Read(4, 5, 3, "broadcast", "processing")],
        ["cancelled by Heleket"] = [Made(0, 1), Read(2, 3, 3, "cancelled") with { AtHeleket = true }, Refused(CallKind.Cancel, 4, 5, 409)],
        ["refused while another succeeds, which cannot be, but then it was queued again"] = [Planned(0, 1), Refused(CallKind.Cancel, 2, 4, 409), Cancelled(2, 4, 4)],
        ["contradicted after the end"] = [Made(0, 1), Read(2, 3, 3, "failed"), Read(4, 5, 4, "failed")],
        ["approved by two, and sent"] =
        [
            Waiting(0, 1), Approved("p1", 2, 3, 1, "+p1@1"), Undecided(CallKind.Approve, "p2", 2, 5, 412, 1), Approved("p2", 6, 7, 2, "+p1@1 +p2@2", "queued"),
            Undecided(CallKind.Approve, "p3", 8, 9, 409, 2), Approved("p1", 10, 11, 1, "+p1@1 +p2@2", "submitting") with { Version = 4 }, Undecided(CallKind.Reject, "p3", 12, 13, 409, 1),
        ],
        ["approved by a call without an answer"] = [Waiting(0, 1, 1), Undecided(CallKind.Approve, "p1", 2, 3, 0, 1), Waited(4, 5, 1, "awaiting_approval", "", 1), Waited(6, 7, 2, "scheduled", "+p1@1", 1)],
        ["approved by one that was answered with 503, and asked again"] =
            [Waiting(0, 1, 1), Undecided(CallKind.Approve, "p1", 2, 3, 503, 1), Approved("p1", 4, 5, 1, "+p1@1", "queued", 1), Undecided(CallKind.Approve, "p2", 6, 7, 409, 1)],
        ["an approval and a rejection at once, of which one is late"] = [Waiting(0, 1), Approved("p1", 2, 5, 1, "+p1@1"), Undecided(CallKind.Reject, "p2", 2, 5, 412, 1), Rejected("p2", 6, 7, 2, "+p1@1 -p2@2")],
        ["rejected, again, and cancelled after it"] =
            [Waiting(0, 1), Rejected("p1", 2, 3, 1, "-p1@1"), Rejected("p1", 4, 5, 1, "-p1@1"), Cancelled(6, 7, 2) with { Reason = "rejected", Needed = 2, Decisions = "-p1@1" }],
        ["cancelled while people decide"] = [Waiting(0, 1, 1), Cancelled(2, 4, 2) with { Needed = 1, Decisions = "" }, Undecided(CallKind.Approve, "p1", 2, 4, 409, 1), Undecided(CallKind.Reject, "p2", 2, 4, 409, 1)],
        ["refused by a limit, and then accepted"] = [Refused(CallKind.Create, 0, 1, 422), Lost(CallKind.Create, 2, 3), Refused(CallKind.Create, 4, 5, 422), Repeated(6, 7)],
        ["reads without an answer say nothing"] = [Made(0, 1), Lost(CallKind.Read, 2, 3), Refused(CallKind.Read, 2, 3, 503)],
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_cannot_have_happened_one_after_another_is_found(string name)
    {
        var verdict = Linearization.Of(Wrong[name]);

        Assert.Equal(Linearizable.No, verdict.Linearizable);
        Assert.Contains(Key, verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Possible))]
    public void What_can_have_happened_one_after_another_passes(string name) =>
        Assert.Equal(Linearizable.Yes, Linearization.Of(Right[name]).Linearizable);

    [Fact]
    public void A_create_whose_own_first_attempt_made_the_payout_passes_and_is_told_apart()
    {
        Assert.Equal(Linearizable.ByOwnRepeat, Linearization.Of([Repeated(0, 3)]).Linearizable);
        Assert.Equal(Linearizable.ByOwnRepeat, Linearization.Of([Repeated(0, 5), Read(1, 2, 1, "pending", "submitting")]).Linearizable);
        Assert.Equal(Linearizable.No, Linearization.Of([Repeated(2, 5), Read(0, 1, 1, "pending", "submitting")]).Linearizable);
        Assert.Equal(Linearizable.No, Linearization.Of([Repeated(0, 1), Refused(CallKind.Read, 2, 3, 404)]).Linearizable);
        Assert.Equal(Linearizable.No, Linearization.Of([Repeated(0, 1), Made(2, 3)]).Linearizable);
    }

    [Fact]
    public void A_cancel_whose_own_first_attempt_cancelled_passes_and_is_told_apart() =>
        Assert.Equal(
            Linearizable.ByOwnRepeat,
            Linearization.Of([Planned(0, 1), Cancelled(2, 9, 3), Read(3, 4, 2, "cancelled"), Read(5, 6, 3, "cancelled")]).Linearizable);

    [Fact]
    public void An_approval_whose_own_first_attempt_counted_passes_and_is_told_apart() =>
        Assert.Equal(
            Linearizable.ByOwnRepeat,
            Linearization.Of([Waiting(0, 1, 1), Approved("p1", 2, 9, 1, "+p1@1", "queued", 1) with { Version = 3 }, Waited(3, 4, 2, "queued", "+p1@1", 1), Waited(5, 6, 3, "queued", "+p1@1", 1)]).Linearizable);

    [Fact]
    public void A_search_that_is_given_up_is_no_pass()
    {
        var verdict = Linearization.Of(Right["a whole life"], mostStates: 3);

        Assert.Equal(Linearizable.Undecided, verdict.Linearizable);
        Assert.False(verdict.IsGood);
        Assert.NotNull(verdict.Reason);
    }

    [Fact]
    public void Many_calls_at_once_are_decided_within_the_bound()
    {
        Call[] calls =
        [
            Planned(0, 1), .. Enumerable.Range(0, 12).Select(_ => Refused(CallKind.Cancel, 2, 90, 409)), .. Enumerable.Range(0, 12).Select(_ => Lost(CallKind.Cancel, 2, 3)),
            .. Enumerable.Range(2, 40).Select(version => Read(2, 90, version, "broadcast", "processing")),
        ];

        Assert.Equal(Linearizable.Yes, Linearization.Of(calls).Linearizable);
        Assert.Equal(Linearizable.No, Linearization.Of([.. calls, Cancelled(2, 90, 60)]).Linearizable);
    }

    [Fact]
    public async Task A_written_history_is_read_as_it_was()
    {
        Call[] calls = [.. Right["a whole life"], Lost(CallKind.Cancel, 20, 21) with { Problem = "HttpRequestException: (127.0.0.1:8080)" }];
        await using var file = new StringWriter();

        await HistoryFile.WriteAsync(file, calls);

        Assert.DoesNotContain("127.0.0.1", file.ToString(), StringComparison.Ordinal);
        Assert.Equal(calls.Select(call => call with { Problem = null }), await HistoryFile.ReadAsync(new StringReader(file.ToString())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"kind\":\"create\"}")]
    [InlineData("{\"kind\":\"delete\",\"key\":\"k\",\"gateway\":0,\"began\":\"00:00:01\",\"ended\":\"00:00:02\",\"status\":404}")]
    [InlineData("{\"kind\":\"read\",\"key\":\"k\",\"gateway\":0,\"began\":\"00:00:02\",\"ended\":\"00:00:01\",\"status\":404}")]
    [InlineData("{\"kind\":\"read\",\"key\":\"k\",\"gateway\":0,\"began\":\"00:00:01\",\"ended\":\"00:00:02\",\"status\":200}")]
    public Task A_file_that_is_no_history_is_refused(string line) => Assert.ThrowsAsync<FormatException>(() => HistoryFile.ReadAsync(new StringReader(line)));

    [Fact]
    public void The_report_counts_keys_by_verdict()
    {
        Call[] calls = [Made(0, 1), Repeated(0, 3) with { Key = "k2" }, .. Wrong["created twice"].Select(call => call with { Key = "k3" }), Lost(CallKind.Create, 0, 1)];

        var report = HistoryReport.Of(calls);

        Assert.Equal((3, 5, 1, 2, 1, 1, 0, 2), (report.Keys, report.Calls, report.Unanswered, report.Linearizable, report.ByOwnRepeat, report.NotLinearizable, report.Undecided, report.LongestHistory));
        Assert.False(report.IsGood);
        Assert.Single(report.Findings);
        Assert.Contains("\"not_linearizable\":1", report.ToJson(), StringComparison.Ordinal);
    }
}
