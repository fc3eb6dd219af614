using System.Collections.Concurrent;
using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Walking;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>
/// The twelve answers to a create, each at every stage to which a webhook's look-up can have moved the payout while the answer was on its way,
/// to a first attempt and to one after "not found" (docs/failure-modes.md, "Twelve answers to a create").
/// </summary>
public sealed class CreateAnswerStageTests(CreateAnswerStageTests.Everything everything) : IClassFixture<CreateAnswerStageTests.Everything>
{
    /// <summary>Nothing came in between.</summary>
    private const string Alone = "Submitting";

    /// <summary>A webhook came, and nothing could confirm it.</summary>
    private const string Heard = "Submitting, heard of";

    // What Heleket has when the answer arrives, and then at the end.
    private static readonly Dictionary<string, (string Word, string End)> Stages = new()
    {
        [Alone] = ("process", "paid!"),
        [Heard] = ("process", "cancel!"),
        ["OutcomeUnknown"] = ("process", "paid!"),
        ["Processing"] = ("check", "fail!"),
        ["FailedProvisional"] = ("fail?", "paid!"),
        ["Confirmed"] = ("paid!", "paid!"),
        ["Failed"] = ("fail!", "fail!"),
        ["Cancelled"] = ("cancel!", "cancel!"),
    };

    private static readonly string[] SentAgainAfter = ["1", "2", "3", "7now", "8lost", "12"];

    public static TheoryData<bool, string, string> Cells()
    {
        var cells = new TheoryData<bool, string, string>();
        foreach (var again in new[] { false, true })
        {
            foreach (var stage in Stages.Keys)
            {
                foreach (var answer in CreateAnswer.All.Keys)
                {
                    cells.Add(again, stage, answer);
                }
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void An_answer_at_any_stage_leaves_one_payout_that_ends_where_the_ledger_says(bool again, string stage, string answer)
    {
        var world = everything.World;
        var id = IdOf(again, stage, answer);
        var payout = world.Store.Written(id)[^1].Payout;
        var ledger = world.Simulator.Find(id);
        var given = CreateAnswer.All[answer];
        var isSpoilt = given.WrongField is not null;

        Assert.Equal(stage, everything.Arrived[id]);
        Assert.True(world.Line.IsDone(id));
        Assert.Equal(CallsOf(stage, given), world.Simulator.CreateCalls(id));
        Assert.Equal((stage, answer) == (Alone, "7good") ? null : 1, ledger?.Stored);
        var isWithPerson = stage == "OutcomeUnknown" || (stage == Alone && isSpoilt);
        Assert.Equal(isWithPerson ? PayoutStatus.Pending : Ledgers.StatusOf(ledger), payout.Status);
        // A wrong echo is for a person to see until a look-up shows what was asked for.
        Assert.Equal(isWithPerson, payout.NeedsAttention);
        Assert.Equal(isWithPerson || (isSpoilt && !Stages[stage].Word.EndsWith('!')), world.Store.Written(id).Any(state => state.Payout.NeedsAttention));
        Ledgers.NeverWentBack(world.Store.Written(id));
    }

    /// <summary>Creates that Heleket sees: whoever had it there before, the one that is answered, and one more where that is right.</summary>
    private static int CallsOf(string stage, CreateAnswer given) => stage == Alone
        ? given.Calls + (given.IsDuplicate || SentAgainAfter.Contains(given.Name) ? 1 : 0)
        : 1 + given.Calls;

    private static string IdOf(bool again, string stage, string answer) => Any.Id($"{nameof(CreateAnswerStageTests)} {again} {stage} {answer}");

    /// <summary>All cells, in one cluster on one clock.</summary>
    public sealed class Everything : IAsyncLifetime
    {
        private readonly ConcurrentBag<(string Id, string End, Gate Answer)> _waiting = [];

        internal World World { get; private set; } = null!;

        /// <summary>The stage of each when the answer was let in.</summary>
        internal ConcurrentDictionary<string, string> Arrived { get; } = [];

        public async ValueTask InitializeAsync()
        {
            World = await Ledgers.StartAsync();
            var cells = Cells().Select(row => row.Data).ToList();
            // Those for which the clock must move come first: it must not move while others wait for an answer.
            var sentAgain = await HoldIntentsAsync(cells.Where(cell => cell.Item1));
            var sentFirst = await HoldIntentsAsync(cells.Where(cell => !cell.Item1));
            foreach (var some in sentAgain.Concat(sentFirst).Chunk(40))
            {
                await Task.WhenAll(some.Select(held => BringAsync(held.Id, held.Cell.Item2, CreateAnswer.All[held.Cell.Item3], held.Intent)));
            }

            foreach (var (id, end, answer) in _waiting)
            {
                answer.Open();
                World.Simulator.ForceStatus(id, end);
                World.Simulator.Script(id, "process", end);
            }

            await Ledgers.SettleAsync(World, [.. cells.Select(cell => IdOf(cell.Item1, cell.Item2, cell.Item3))]);
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();

        /// <summary>Each of them about to be sent: the intent is durable, and the grain does not know it yet.</summary>
        private async Task<List<((bool, string, string) Cell, string Id, Gate Intent)>> HoldIntentsAsync(IEnumerable<(bool Again, string Stage, string Answer)> cells)
        {
            var held = new List<((bool, string, string) Cell, string Id, Gate Intent)>();
            foreach (var cell in cells)
            {
                var id = IdOf(cell.Again, cell.Stage, cell.Answer);
                World.Simulator.Script(id, "process");
                await World.Store.PutAsync(Left(id, cell.Again));
                held.Add((cell, id, World.Writes.HoldNext(id, state => state.Payout.Detail == PayoutDetail.Submitting)));
            }

            foreach (var (_, id, _) in held)
            {
                await World.Grains.GetGrain<IPayoutGrain>(id).GetPayout();
            }

            // What was not found is sent again when it is still not found after the grace, which this activation counts by the clock.
            await World.MoveUntilAsync(
                () => held.TrueForAll(one => one.Intent.Reached.IsCompleted), Ledgers.Step, () => $"{held.Count(one => !one.Intent.Reached.IsCompleted)} were not to be sent.");
            return held;
        }

        /// <summary>Has the create sent and its answer wait, and moves the payout meanwhile.</summary>
        private async Task BringAsync(string id, string stage, CreateAnswer given, Gate intent)
        {
            var (word, end) = Stages[stage];
            await World.Line.PlanAsync(id, null, given);
            var answer = World.Line.HoldCreate(id);
            var grain = World.Grains.GetGrain<IPayoutGrain>(id);

            if (stage == Alone)
            {
                intent.Open();
            }
            else
            {
                await HaveItAtHeleketAsync(id, stage, word);
                var notified = World.Grains.GetGrain<IPayoutSignals>(id).Notify(Report(id, word));
                await World.Calls.Of(id, nameof(IPayoutSignals.Notify));
                // It comes after the webhook: the webhook is in, before anything was sent.
                await grain.GetPayout();
                intent.Open();
                Assert.True(await notified);
            }

            await (given.Stalls ? ReachesHeleketAsync(id, stage) : answer.Reached);
            var state = World.Store.Written(id)[^1];
            Arrived[id] = state is { Payout: { Detail: PayoutDetail.Submitting, HeleketTransactionId: not null } } ? Heard : state.Place();
            _waiting.Add((id, end, answer));
        }

        /// <summary>Left by a process that died: due, and never sent, or sent and nobody knows.</summary>
        private PayoutState Left(string id, bool again)
        {
            var then = World.Now - TimeSpan.FromMinutes(40);
            return again
                ? Any.Created(id, then).After(then, World.Timing, new PayoutEvent.AnswerLost("The process died."))
                : Any.Created(id, then, then + TimeSpan.FromMinutes(1));
        }

        private async Task HaveItAtHeleketAsync(string id, string stage, string word)
        {
            await (stage == "OutcomeUnknown" ? World.MakeAnotherAtHeleketAsync(id) : World.MakeAtHeleketAsync(id));
            World.Simulator.ForceStatus(id, word);
            if (stage == Heard)
            {
                World.Simulator.Inject(new Fault(FaultKind.Refuse) { Operation = SimulatorOperation.Info, OrderId = id, Times = 1, Message = "You are forbidden" });
            }
        }

        private Task ReachesHeleketAsync(string id, string stage) => Eventually.IsTrueAsync(
            () => Task.FromResult(World.Simulator.CreateCalls(id) == (stage == Alone ? 1 : 2)), () => "It was not sent.");

        private static ProviderReport Report(string id, string word) => Some.Report(
            word.TrimEnd('!', '?'), word.EndsWith('!'), LogSource.Webhook, Walker.UuidOf(new SimulatorOptions().Seed, id));
    }
}
