using System.Collections.Concurrent;
using Orleans.Storage;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>
/// Every two commands at once, at every stage: the second comes while the first one's write is under way, in the same activation and in another
/// one that shares the store (docs/failure-modes.md, "Two at once").
/// </summary>
public sealed class CommandPairTests(CommandPairTests.Everything everything) : IClassFixture<CommandPairTests.Everything>
{
    // The commands that can come at a stage. A webhook or an answer only where Heleket can know of the payout.
    private const string Table = """
        None               create cancel webhook wake
        Scheduled          create cancel wake
        Queued             create cancel wake
        Submitting         create cancel webhook wake answer
        OutcomeUnknown     create cancel webhook wake answer
        Processing         create cancel webhook wake answer
        FailedProvisional  create cancel webhook wake answer
        Confirmed          create cancel webhook wake
        """;

    public static TheoryData<string, string, string, bool> Cells()
    {
        var cells = new TheoryData<string, string, string, bool>();
        foreach (var row in Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            foreach (var (first, second) in row.Skip(1).SelectMany(_ => row.Skip(1), (first, second) => (first, second)))
            {
                foreach (var elsewhere in new[] { false, true })
                {
                    // An activation has one call to Heleket of its own under way, and of two only one can have sent the create.
                    if ((first, second) != ("answer", "answer") || (elsewhere && row[0] != "Submitting"))
                    {
                        cells.Add(row[0], first, second, elsewhere);
                    }
                }
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Two_commands_at_once_pay_or_cancel_once_and_answer_what_is_stored(string stage, string first, string second, bool elsewhere)
    {
        var world = everything.World;
        var id = IdOf(stage, first, second, elsewhere);
        var answers = everything.Answers[id];
        Assert.All(answers, answer => Assert.True(answer is not Exception || (elsewhere && answer is InconsistentStateException), $"{answer}"));
        var written = world.Store.Written(id);
        if (written.Count == 0)
        {
            Assert.True(stage == "None" && first != "create" && second != "create");
            Assert.All(answers, answer => Assert.True(answer is null or false or CancelPayoutResult { Verdict: CancelVerdict.NotFound }));
            return;
        }

        var (end, ledger) = (written[^1].Payout, world.Simulator.Find(id));
        var isCancelled = end.Reason == PayoutReason.CancelledByClient;
        Assert.Equal(isCancelled ? 0 : 1, ledger?.Stored ?? 0);
        Assert.Equal(isCancelled ? PayoutStatus.Cancelled : Ledgers.StatusOf(ledger), end.Status);
        Assert.Equal(isCancelled ? 0 : 1, world.Simulator.CreateCalls(id));
        Assert.False(end.NeedsAttention);
        Ledgers.NeverWentBack(written);

        Assert.InRange(answers.Count(answer => answer is CreatePayoutResult { Created: true }), 0, stage == "None" ? 1 : 0);
        Assert.All(answers.OfType<bool>(), isKnown => Assert.True(isKnown || stage == "None"));
        Assert.All(answers.OfType<CreatePayoutResult>(), made => Assert.Empty(made.Differs));
        Assert.All(answers.OfType<CancelPayoutResult>(), told => Assert.Equal(isCancelled && told.Verdict != CancelVerdict.NotFound, told.Verdict == CancelVerdict.Cancelled));
        foreach (var told in answers.Select(Shown).OfType<Payout>())
        {
            Assert.Contains(written, state => (state.Payout.Version, state.Payout.Status, state.Payout.Detail) == (told.Version, told.Status, told.Detail));
        }
    }

    private static Payout? Shown(object? answer) => answer switch
    {
        CreatePayoutResult made => made.Payout,
        CancelPayoutResult told => told.Payout,
        _ => null,
    };

    private static string IdOf(string stage, string first, string second, bool elsewhere) =>
        Any.Id($"{nameof(CommandPairTests)} {stage} {first} {second} {elsewhere}");

    /// <summary>All cells, in two clusters on one store and one clock.</summary>
    public sealed class Everything : IAsyncLifetime
    {
        internal World World { get; private set; } = null!;

        /// <summary>What the two commands were answered, if anything; an exception if they failed.</summary>
        internal ConcurrentDictionary<string, object?[]> Answers { get; } = [];

        public async ValueTask InitializeAsync()
        {
            World = await Ledgers.StartAsync(clusters: 2, sweepInterval: TimeSpan.FromMinutes(40));
            List<CommandPair> pairs = [.. Cells().Select(row => row.Data).Select(cell =>
                new CommandPair(World, IdOf(cell.Item1, cell.Item2, cell.Item3, cell.Item4), cell.Item1, cell.Item2, cell.Item3, cell.Item4))];
            foreach (var some in pairs.Chunk(40))
            {
                await Task.WhenAll(some.Select(pair => pair.PrepareAsync()));
            }

            World.Advance(CommandPair.DueIn);
            foreach (var some in pairs.Chunk(30))
            {
                await Task.WhenAll(some.Select(async pair => Answers[pair.Id] = await pair.RunAsync()));
            }

            await Ledgers.SettleAsync(World, [.. pairs.Select(pair => pair.Id).Where(id => World.Store.Written(id).Count > 0)]);
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
