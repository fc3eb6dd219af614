using Payouts.Chaos;
using Payouts.TestServers;

namespace Payouts.Host.Tests.Chaos;

/// <summary>The crash tool's audit finds what it is there to find.</summary>
public sealed class ChaosAuditTests
{
    private const string Key = "k1";
    private const string Id = "id-1";

    private static readonly Order Asked = new(Key, "c-1", 5m, 0);
    private static readonly LedgerPayout Paid = new(Id, 5m, "paid", "paid", 1, 1, 5.5m);
    private static readonly LedgerWallet Wallet = new("USDT", 5.5m);

    [Fact]
    public void A_payout_that_was_created_read_and_confirmed_is_fine()
    {
        Call[] calls =
        [
            Shown(CallKind.Create, 0, 10, 1, "pending", 201), Shown(CallKind.Create, 0, 12, 2, "pending"), Shown(CallKind.Read, 11, 13, 1, "pending"),
            Shown(CallKind.Read, 14, 15, 3, "broadcast"), Shown(CallKind.Read, 16, 17, 4, "confirmed"),
        ];

        Assert.Empty(HistoryCheck.Regressions(calls).Concat(HistoryCheck.Contradictions(calls)));
    }

    [Fact]
    public void An_older_version_after_a_newer_one_is_a_regression() =>
        Assert.Single(HistoryCheck.Regressions([Shown(CallKind.Read, 0, 1, 3, "broadcast"), Shown(CallKind.Read, 2, 3, 2, "broadcast")]));

    [Fact]
    public void An_older_version_beside_a_newer_one_is_none() =>
        Assert.Empty(HistoryCheck.Regressions([Shown(CallKind.Read, 0, 3, 3, "broadcast"), Shown(CallKind.Read, 2, 4, 2, "broadcast")]));

    [Theory]
    [InlineData("broadcast", "pending")]
    [InlineData("confirmed", "failed")]
    [InlineData("cancelled", "broadcast")]
    public void A_status_that_goes_back_and_an_end_that_changes_are_regressions(string before, string after) =>
        Assert.Single(HistoryCheck.Regressions([Shown(CallKind.Read, 0, 1, 2, before), Shown(CallKind.Read, 2, 3, 3, after)]));

    [Fact]
    public void What_cannot_have_happened_one_after_another_is_found()
    {
        Call[][] histories =
        [
            [Shown(CallKind.Create, 0, 1, 1, "pending", 201), Shown(CallKind.Create, 2, 3, 2, "pending", 201)],
            [Shown(CallKind.Create, 0, 1, 1, "pending"), Shown(CallKind.Create, 2, 3, 2, "pending", 201)],
            [Shown(CallKind.Create, 0, 1, 1, "pending", 201), Refused(CallKind.Read, 2, 3, 404)],
            [Shown(CallKind.Cancel, 0, 1, 2, "cancelled"), Refused(CallKind.Cancel, 2, 3, 409)],
            [Shown(CallKind.Cancel, 0, 1, 2, "pending")],
            [Shown(CallKind.Read, 0, 1, 2, "pending"), Shown(CallKind.Read, 2, 3, 2, "broadcast")],
        ];

        Assert.All(histories, history => Assert.NotEmpty(HistoryCheck.Contradictions(history)));
    }

    [Fact]
    public void A_cancel_refused_while_another_succeeds_is_no_contradiction() =>
        Assert.Empty(HistoryCheck.Contradictions([Shown(CallKind.Cancel, 0, 3, 2, "cancelled"), Refused(CallKind.Cancel, 2, 4, 409)]));

    [Fact]
    public void What_is_paid_once_and_stored_so_is_neither_lost_nor_doubled()
    {
        var audit = Of([Stored("confirmed")], [Paid]);

        Assert.Empty(audit.Lost(new HashSet<string>()).Concat(audit.Doubled([Wallet])));
        Assert.Equal(1, audit.Confirmed);
    }

    [Fact]
    public void What_is_missing_somewhere_or_differs_from_what_was_told_is_lost()
    {
        Assert.Single(Of([], [Paid]).Lost(new HashSet<string>()));
        Assert.Single(Of([Stored("confirmed")], []).Lost(new HashSet<string>()));
        Assert.Single(Of([Stored("failed")], []).Lost(new HashSet<string>()));
        Assert.Single(Of([Stored("confirmed")], [Paid]).Lost(new HashSet<string> { Id }));
        Assert.Single(Of([Stored("cancelled")], []).Lost(new HashSet<string>()));
    }

    [Fact]
    public void Money_that_nobody_asked_for_is_doubled()
    {
        Assert.NotEmpty(Of([Stored("confirmed")], [Paid with { Stored = 2 }]).Doubled([Wallet]));
        Assert.NotEmpty(Of([Stored("confirmed")], [Paid with { Amount = 6m }]).Doubled([Wallet]));
        Assert.NotEmpty(Of([Stored("cancelled")], [Paid]).Doubled([Wallet]));
        Assert.NotEmpty(Of([Stored("confirmed")], [Paid]).Doubled([Wallet with { Paid = 11m }]));
        Assert.NotEmpty(Of([], [Paid]).Doubled([Wallet]));
    }

    [Fact]
    public void An_end_that_was_shown_and_is_stored_otherwise_is_found() =>
        Assert.Single(Of([Stored("failed")], []).ChangedEnds([Shown(CallKind.Read, 0, 1, 4, "confirmed")]));

    [Fact]
    public void An_answer_that_no_client_may_see_is_found()
    {
        Call[] calls =
        [
            Refused(CallKind.Create, 0, 1, 500), Refused(CallKind.Create, 0, 1, 409), Refused(CallKind.Create, 0, 1, 0), Refused(CallKind.Read, 0, 1, 404),
            Refused(CallKind.Cancel, 0, 1, 404),
        ];

        Assert.Equal(calls.Length, Answers.Wrong(calls, [Idle()]).Count());
    }

    [Fact]
    public void Unavailable_without_the_word_for_it_is_found()
    {
        Assert.Single(Answers.Wrong([Refused(CallKind.Create, 0, 1, 503)], [Idle()]));
        Assert.Empty(Answers.Wrong([Refused(CallKind.Create, 0, 1, 503) with { Problem = "unavailable" }], [Idle()]));
    }

    [Fact]
    public void The_same_seed_makes_the_same_orders_and_faults()
    {
        var options = new ChaosOptions { Seed = 7, PostgresKills = 1 };

        Assert.Equal(Orders.Of(options), Orders.Of(options));
        Assert.Equal(FaultPlan.Of(options).Faults, FaultPlan.Of(options).Faults);
        Assert.Equal(9, FaultPlan.Of(options).Faults.Length);
        Assert.NotEqual(FaultPlan.Of(options).Faults, FaultPlan.Of(options with { Seed = 8 }).Faults);
    }

    private static Audit Of(StoredPayout[] stored, LedgerPayout[] ledger) => new(new Dictionary<string, Order> { [Id] = Asked }, stored, ledger);

    private static StoredPayout Stored(string status) => new(new CountedPayout(Id, "c-1", "USDT", status, 5m, "2026-11-23T10:00:00.000Z"), 4);

    private static Call Shown(CallKind kind, int began, int ended, long version, string standing, int status = 200) =>
        Refused(kind, began, ended, status) with { Id = Id, Version = version, Standing = standing };

    private static Call Refused(CallKind kind, int began, int ended, int status) =>
        new(kind, Key, 0, TimeSpan.FromSeconds(began)) { Ended = TimeSpan.FromSeconds(ended), Status = status };

    private static Member Idle() => new("gateway-0", new History(), () => throw new InvalidOperationException("It is not started here."), _ => Task.CompletedTask);
}
