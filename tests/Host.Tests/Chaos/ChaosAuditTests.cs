using Payouts.Chaos;
using Payouts.Harness;

namespace Payouts.Host.Tests.Chaos;

/// <summary>The chaos tool's audit finds what it is meant to find.</summary>
public sealed class ChaosAuditTests
{
    private const string Id = Calls.Id;

    private static readonly Order Asked = new(Calls.Key, "c-1", 5m, 0);
    private static readonly DateTimeOffset Sent = new(2026, 11, 23, 10, 0, 5, TimeSpan.Zero);
    private static readonly LedgerPayout Paid = new(Id, 5m, "paid", "paid", 1, 1, 5.5m, Sent);
    private static readonly LedgerWallet Wallet = new("USDT", 5.5m);

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
        Assert.Single(Of([Stored("failed")], []).ChangedEnds([Calls.Read(0, 1, 4, "confirmed")]));

    [Fact]
    public void An_answer_that_no_client_may_see_is_found()
    {
        Call[] calls =
        [
            Calls.Refused(CallKind.Create, 0, 1, 500), Calls.Refused(CallKind.Create, 0, 1, 409), Calls.Refused(CallKind.Create, 0, 1, 0), Calls.Refused(CallKind.Read, 0, 1, 404),
            Calls.Refused(CallKind.Cancel, 0, 1, 404),
        ];

        Assert.Equal(calls.Length, Responses.Wrong(calls, [Idle()]).Count());
    }

    [Fact]
    public void Unavailable_without_the_word_for_it_is_found()
    {
        Assert.Single(Responses.Wrong([Calls.Refused(CallKind.Create, 0, 1, 503)], [Idle()]));
        Assert.Empty(Responses.Wrong([Calls.Refused(CallKind.Create, 0, 1, 503) with { Problem = "unavailable" }], [Idle()]));
    }

    [Fact]
    public void Events_that_are_not_each_change_once_and_in_order_are_found()
    {
        SeenEvent[] right = [Seen(1, "created", "pending", null), Seen(2, "broadcast", "broadcast", "pending"), Seen(3, "confirmed", "confirmed", "broadcast")];
        StoredPayout[] stored = [Stored("confirmed")];

        Assert.Empty(EventFollower.Wrong(right, stored));
        Assert.Single(EventFollower.Wrong([], stored));
        Assert.Single(EventFollower.Wrong(right[1..], stored));
        Assert.Single(EventFollower.Wrong(right[..2], stored));
        Assert.Single(EventFollower.Wrong([right[0], right[2]], stored));
        Assert.Single(EventFollower.Wrong([right[0], right[2], right[1]], stored));
        Assert.Single(EventFollower.Wrong([.. right, right[2] with { Previous = "confirmed" }], stored));
        Assert.Single(EventFollower.Wrong(right, []));
    }

    private static SeenEvent Seen(long version, string type, string status, string? previous) => new($"evt_{Id}_{version}", Id, version, $"payout.{type}", status, previous);

    [Theory]
    [InlineData("all", -1, 1, true)]
    [InlineData("asset:USDT", -1, 1, true)]
    [InlineData("network:TRON", -1, 1, true)]
    [InlineData("client:c-1", -1, 1, true)]
    [InlineData("client:c-2", -1, 1, false)]
    [InlineData("all", 0, 1, false)]
    [InlineData("all", -1, 0, false)]
    public void What_arrived_while_a_pause_held_is_found(string scope, int from, int to, bool isFound) =>
        Assert.Equal(isFound ? 1 : 0, Of([Stored("confirmed")], [Paid]).SentWhilePaused([new HeldScope(scope, Sent.AddSeconds(from), Sent.AddSeconds(to))]).Count());

    [Fact]
    public void The_same_seed_makes_the_same_orders_and_faults()
    {
        var options = new ChaosOptions { Seed = 7, PostgresKills = 1 };

        Assert.Equal(Orders.Of(options), Orders.Of(options));
        Assert.Equal(FaultPlan.Of(options).Faults, FaultPlan.Of(options).Faults);
        Assert.Equal(9, FaultPlan.Of(options).Faults.Length);
        Assert.Equal(Pauser.Plan(options, TimeSpan.FromMinutes(1)), Pauser.Plan(options, TimeSpan.FromMinutes(1)));
        Assert.NotEqual(FaultPlan.Of(options).Faults, FaultPlan.Of(options with { Seed = 8 }).Faults);
    }

    private static Audit Of(StoredPayout[] stored, LedgerPayout[] ledger) => new(new Dictionary<string, Order> { [Id] = Asked }, stored, ledger);

    private static StoredPayout Stored(string status) => new(new CountedPayout(Id, "c-1", "USDT", status, 5m, "2026-11-23T10:00:00.000Z"), 4);

    private static Member Idle() => new("gateway-0", new History(), () => throw new InvalidOperationException("It is not started here."), _ => Task.CompletedTask);
}
