using System.Globalization;
using Orleans.Storage;
using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Tests;

/// <summary>That the simulation finds what it should, tells a seed the same way every time, and that what it once found stays mended.</summary>
public sealed class SimulationTests
{
    /// <summary>Seeds that once broke a rule, and what was wrong then.</summary>
    public static TheoryData<long, string> Found => new()
    {
        { 4, "an activation remembered that a payout did not exist, and called its webhook unknown" },
        { 12, "the same" },
        { 13, "a wall clock that jumped ended the grace before a lost payout is sent again" },
        { 49, "an answer that took long counted as one that was asked for late" },
        { 62, "a payout whose old holds were given back was paused and due" },
        { 1000, "a due time between two milliseconds made a payout wake without end" },
        { 3200, "a create that found its own write there gave back the hold that it had stored" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void A_seed_that_once_broke_a_rule_holds(long seed, string what)
    {
        var run = ScenarioRun.Of(new Scenario(seed, 100));
        Assert.True(run.Rule is null, $"{what}, again: {run.What}");
    }

    [Fact]
    public void One_seed_is_one_story()
    {
        var (first, second, other) = (ScenarioRun.Of(new Scenario(21, 50)), ScenarioRun.Of(new Scenario(21, 50)), ScenarioRun.Of(new Scenario(22, 50)));
        Assert.Equal((first.Fingerprint, first.Steps), (second.Fingerprint, second.Steps));
        Assert.Equal(first.Tally.Counts, second.Tally.Counts);
        Assert.NotEqual(first.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void A_service_that_does_not_wait_before_it_sends_again_is_caught_and_the_story_told_in_a_few_lines()
    {
        var hasty = new PayoutsOptions
        {
            FirstPollAfter = TimeSpan.FromSeconds(1),
            MaxPollInterval = TimeSpan.FromSeconds(1),
            ResubmitGrace = TimeSpan.Zero,
        };
        var caught = Enumerable.Range(0, 20).Select(n => ScenarioRun.Of(new Scenario((2 * n) + 1, 50) { Options = hasty })).Where(run => run.Rule is not null).Take(5);

        var shortest = caught.Select(Shrinker.Shrink).ToList();

        Assert.Equal(Enumerable.Repeat("sent twice", 5), shortest.Select(run => run.Rule));
        // Payouts share silos, sweeps and groups of writes: now and then some are needed to bring another to where it breaks.
        var brief = shortest.Where(run => run.Scenario.Only.Count <= 2).ToList();
        Assert.InRange(brief.Count, 4, 5);
        Assert.All(brief, run => Assert.InRange(ScenarioRun.Of(run.Scenario, isTraced: true).Trace.Count, 2, 60));
    }

    [Fact]
    public void A_service_that_does_not_ask_before_the_first_byte_whether_it_is_paused_is_caught() =>
        Assert.Equal("paused", First(seed => new Scenario(seed, 100) { Provider = provider => new Deaf(provider) }, "paused").Rule);

    [Fact]
    public void A_service_that_believes_an_old_snapshot_is_caught() =>
        Assert.Equal("lease", First(seed => new Scenario(seed, 100) { Controls = new ControlsOptions { Lease = TimeSpan.FromHours(1) } }, "lease").Rule);

    [Fact]
    public void A_service_that_does_not_wait_until_a_reservation_is_written_is_caught() =>
        Assert.Equal("cap", First(seed => new Scenario(seed, 100) { LimitStorage = storage => new Hasty(storage) }, "cap", LimitSeeds).Rule);

    [Fact]
    public void A_service_that_makes_payouts_without_the_people_who_have_to_approve_them_is_caught() =>
        Assert.Equal("approval", First(seed => new Scenario(seed, 100) { Gate = controls => new Lax(controls, forgetsPeople: true) }, "approval", RuleSeeds).Rule);

    [Fact]
    public void A_service_that_does_not_ask_again_at_the_gate_for_an_address_that_was_revoked_is_caught() =>
        Assert.Equal("address", First(seed => new Scenario(seed, 100) { Gate = controls => new Lax(controls, asksAgain: false) }, "address", BookSeeds).Rule);

    [Fact]
    public void A_service_that_does_not_take_holds_at_the_gate_is_caught() =>
        Assert.Equal("cap", First(seed => new Scenario(seed, 100) { Gate = controls => new Lax(controls, asksAgain: false) }, "cap", LimitSeeds).Rule);

    [Fact]
    public void A_service_that_never_gives_holds_back_is_caught() =>
        Assert.Equal("usage", First(seed => new Scenario(seed, 60) { Gate = controls => new Lax(controls, givesBack: false) }, "usage", LimitSeeds).Rule);

    [Fact]
    public void A_payout_that_is_not_finished_in_time_is_caught() =>
        Assert.Equal("stuck", ScenarioRun.Of(new Scenario(2, 50) { Latest = TimeSpan.FromMinutes(11), Storm = TimeSpan.FromMinutes(10) }).Rule);

    [Fact]
    public void Every_trouble_happens_in_a_few_dozen_seeds()
    {
        var report = Campaign.Run(new SimulationOptions { Seed = 500, Seeds = 40, Payouts = 60 }, _ => { });
        Assert.Empty(report.Findings.Select(finding => finding.What));
        string[] wanted =
        [
            "activations collected", "addresses activated by who added it: SelfApproval", "addresses activated: Done", "addresses added: Added", "addresses revoked: Done",
            "batches of several writes", "cancels that succeeded", "client calls that failed", "clocks that jumped",
            "create: Answered", "create: AnsweredLate", "create: BadGateway", "create: CarriedOutLater", "create: CutAfter", "create: DroppedAfter",
            "create: ErrorAfter", "create: HangUnread", "create: OtherShown", "create: Refused", "create: RefusedForGood", "create: ResetUnread",
            "creates refused without the controls", "creates sent of what people approved", "creates sent to an address that has to be known",
            "creates sent under a limit", "creates sent within the lease of a pause", "decisions: Done", "decisions: SelfApproval", "decisions: VersionMismatch", "documents: calls that failed", "documents: down for all silos",
            "documents: out of reach", "documents: silos cut off", "documents: writes DoneLate", "documents: writes NoWord", "documents: writes NotDone",
            "end: Cancelled", "end: Confirmed", "end: Failed", "lifts: Done", "lifts: NotFound", "limits that count what is held", "look-ups that failed", "look-ups that found nothing", "parked payouts that became Cancelled", "parked payouts that became Submitting",
            "payouts held", "payouts that need approval", "payouts that need approval for a limit", "policies in force",
            "refused: Address", "refused: Limit", "refused: Policy", "silos frozen", "silos killed",
            "silos that went on after they were given up", "splits", "waiting for people: Rejected", "waiting for people: Queued", "webhooks: Accepted", "webhooks: BadSignature", "wire: connection refused",
            "wire: waited for a connection",
            "writes that lost a race", "writes: DoneLate", "writes: DoneTwice", "writes: NoWord", "writes: NotDone", "writes: Torn",
        ];
        Assert.All(wanted, what => Assert.True(report.Tally.Counts.ContainsKey(what), $"never: {what}"));
    }

    // Stories with limits alone, with rules alone, with address books alone.
    private static IEnumerable<int> LimitSeeds => Enumerable.Range(0, 30).Select(number => (11 * number) + 6 + (number % 2));

    private static IEnumerable<int> RuleSeeds => Enumerable.Range(0, 30).Select(number => (11 * number) + 8);

    private static IEnumerable<int> BookSeeds => Enumerable.Range(0, 30).Select(number => (11 * number) + 9);

    private static ScenarioRun First(Func<long, Scenario> scenario, string rule, IEnumerable<int>? seeds = null) =>
        (seeds ?? Enumerable.Range(1, 60)).Select(seed => ScenarioRun.Of(scenario(seed))).First(run => run.Rule == rule);

    /// <summary>Sends whatever the controls say when the first byte leaves.</summary>
    private sealed class Deaf(IPayoutProvider provider) : IPayoutProvider
    {
        public bool IsBusy => provider.IsBusy;

        public Task<PayoutEvent> SubmitAsync(Payout payout, Func<bool> maySend, bool mayBeThere) => provider.SubmitAsync(payout, () => true, mayBeThere);

        public Task<PayoutEvent> LookUpAsync(Payout payout, LogSource source, CancellationToken cancellationToken) => provider.LookUpAsync(payout, source, cancellationToken);

        public ProviderReport Interpret(ProviderReport report) => provider.Interpret(report);
    }

    /// <summary>Says of each write that it is done, and does it afterwards.</summary>
    private sealed class Hasty(IGrainStorage storage) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var written = new GrainState<T>(grainState.State, grainState.ETag) { RecordExists = grainState.RecordExists };
            _ = storage.WriteStateAsync(stateName, grainId, written);
            grainState.ETag = (int.Parse(grainState.ETag ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, grainId, grainState);
    }

    /// <summary>Leaves out some of what the policy asks for.</summary>
    private sealed class Lax(ISendControls controls, bool forgetsPeople = false, bool asksAgain = true, bool givesBack = true) : ISendControls
    {
        public TimeSpan Lease => controls.Lease;

        public int? PausesVersion => controls.PausesVersion;

        public SendGate GateOf(PayoutRequest request) => controls.GateOf(request);

        public async ValueTask<Admission?> JudgeAsync(string id, CreatePayout command, SendGate gate, DateTimeOffset now)
        {
            var admission = await controls.JudgeAsync(id, command, gate, now);
            return forgetsPeople && admission is not null ? admission with { Plan = null } : admission;
        }

        public bool MustAdmit(PayoutState state) => asksAgain && controls.MustAdmit(state);

        public Task<PayoutEvent> AdmitAsync(PayoutState state, long seenAt) => controls.AdmitAsync(state, seenAt);

        public bool IsUsable(long timestamp) => controls.IsUsable(timestamp);

        public bool IsUsable(Admission admission) => controls.IsUsable(admission);

        public Task ForgetAsync(string id, IEnumerable<LimitHold> holds) => givesBack ? controls.ForgetAsync(id, holds) : Task.CompletedTask;

        public Task ConfirmAsync(IEnumerable<LimitHold> holds) => controls.ConfirmAsync(holds);

        public Task<bool> ReleaseAsync(string id, IEnumerable<LimitHold> holds, long seenAt) => givesBack ? controls.ReleaseAsync(id, holds, seenAt) : Task.FromResult(true);
    }
}
