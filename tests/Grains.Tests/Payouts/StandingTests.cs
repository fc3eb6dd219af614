using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What follows from a payout's state: every status, detail and reason, written down a second time, by hand.</summary>
public sealed class StandingTests
{
    private const string Table = """
        place              next           money     actions
        Scheduled          WaitForTime    Ours      Cancel
        AwaitingApproval   WaitForPeople  Ours      Cancel+Approve+Reject
        Queued             Send           Ours      Cancel
        Parked             Send           Ours      Cancel
        Submitting         Send           Unknown   -
        OutcomeUnknown     LookUp         Unknown   LookUp
        Processing         Poll           Provider  LookUp
        FailedProvisional  Poll           Provider  LookUp
        Confirmed          Nothing        Gone      -
        Failed             Nothing        Back      -
        Cancelled          Nothing        Back      -
        """;

    private static readonly PayoutReason?[] Reasons = [null, .. Enum.GetValues<PayoutReason>().Select(reason => (PayoutReason?)reason)];

    public static TheoryData<string, string, string> Cells() => WrittenTable.Cells(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public void What_follows_from_a_place_is_as_written_whatever_the_reason(string place, string column, string expected)
    {
        foreach (var reason in Reasons)
        {
            var standing = Standing.Of(With(Some.At(place), reason, needsAttention: false));
            var isFinal = Some.At(place).Payout.IsFinal;

            Assert.Equal(
                (column, place, reason) switch
                {
                    ("next", "Queued" or "Parked", PayoutReason.InsufficientFunds) => "WaitForFunds",
                    ("next", "Queued" or "Parked", PayoutReason.Paused) => "WaitForPause",
                    ("next", "Queued" or "Parked", PayoutReason.LimitExceeded) => "WaitForLimit",
                    ("money", _, PayoutReason.ContradictedFinal) when isFinal => "Unknown",
                    _ => expected,
                },
                column switch
                {
                    "next" => standing.Next.ToString(),
                    "money" => standing.Money.ToString(),
                    _ => standing.Actions.IsEmpty ? "-" : string.Join('+', standing.Actions),
                });
        }
    }

    [Fact]
    public void The_table_has_every_stage() => Assert.Equal(Some.Stages.Length * 3, Cells().Count);

    [Theory]
    [InlineData("Scheduled", "Cancel")]
    [InlineData("Processing", "LookUp")]
    [InlineData("Submitting", null)]
    [InlineData("Failed", null)]
    public void What_needs_a_person_can_be_claimed_and_resolved_beside_the_rest(string place, string? first)
    {
        var actions = Standing.Of(With(Some.At(place), null, needsAttention: true)).Actions;

        Assert.Equal([.. first is null ? Array.Empty<string>() : [first], "ClaimAttention", "ResolveAttention"], actions.Select(action => action.ToString()));
    }

    [Fact]
    public void Its_times_are_those_of_the_state_and_what_waits_for_people_or_a_pause_has_none()
    {
        foreach (var state in Some.Stages.Select(Some.At))
        {
            var standing = Standing.Of(state with { Since = Some.Now.AddMinutes(-7) });

            Assert.Equal(Some.Now.AddMinutes(-7), standing.Since);
            Assert.Equal(state.Payout is { Detail: PayoutDetail.AwaitingApproval } or { Reason: PayoutReason.Paused } ? null : state.NextActionAt, standing.NextAt);
        }
    }

    [Fact]
    public void Tries_are_counted_from_one_and_nothing_is_tried_where_it_is_final()
    {
        Assert.Equal(1, Attempt(Some.At("Scheduled")));
        Assert.Equal(1, Attempt(Some.At("Submitting")));
        Assert.Equal(2, Attempt(Some.At("Queued")));
        Assert.Equal(1, Attempt(Some.At("OutcomeUnknown")));
        Assert.Equal(2, Attempt(Some.After(Some.At("OutcomeUnknown"), new LookUpFailed("502"))));
        Assert.Equal(1, Attempt(Some.At("Processing")));
        Assert.Equal(2, Attempt(Some.After(Some.At("Processing"), new LookedUp(Some.Report("process")))));
        Assert.Equal(0, Attempt(Some.At("Confirmed")));

        static int Attempt(PayoutState state) => Standing.Of(state).Attempt;
    }

    [Fact]
    public void The_machine_accepts_what_is_offered_and_refuses_what_is_not() => PayoutMachinePropertyTests.Always((_, after, _, _) =>
    {
        var offered = Standing.Of(after).Actions;
        // Once the pause after the last question is over.
        var later = after.Payout.UpdatedAt.AddDays(1);
        PayoutEvent[] acts = [new CancelRequested(Some.Ben), new LookUpRequested(Some.Ben), new AttentionClaimed("now I do", Some.Ben), new AttentionResolved("now it is", Some.Ben)];
        foreach (var (action, happened) in Enum.GetValues<PayoutAction>().Zip(acts))
        {
            Assert.Equal(offered.Contains(action), !ReferenceEquals(after, PayoutMachine.Apply(after, happened, Some.Options, later).State));
        }
    });

    [Fact]
    public void It_is_shown_and_never_stored()
    {
        var state = Some.At("Processing");

        Assert.Null(state.Payout.Standing);
        var shown = Standing.Show(state);
        Assert.Equal(NextStep.Poll, shown.Standing!.Next);
        Assert.Equal(state.Payout, shown with { Standing = null });
    }

    private static PayoutState With(PayoutState state, PayoutReason? reason, bool needsAttention) =>
        state with { Payout = state.Payout with { Reason = reason, NeedsAttention = needsAttention } };
}
