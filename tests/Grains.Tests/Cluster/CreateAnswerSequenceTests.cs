using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>
/// The twelve answers to a create, each to a first attempt and each to a second one, over the wire
/// (docs/failure-modes.md, "Twelve answers to a create"): Heleket has at most one payout, and ours ends where Heleket's ledger says.
/// </summary>
public sealed class CreateAnswerSequenceTests(CreateAnswerSequenceTests.Everything everything) : IClassFixture<CreateAnswerSequenceTests.Everything>
{
    // Rows: the first answer. Columns: the answer to the second attempt, if there is one. A cell: where it ends, and after how many attempts.
    // L: where the ledger's payout ends. F: failed, and the ledger has nothing. P: with a person, because the ledger has another payout.
    private const string Table = """
        first      1   2   3   4   5   6   7now 7good 8lost 8kept 9   10  11address 12
        1          L3  L3  L3  L2  L2  L2  L3   F2    L3    L2    L2  L2  P2        L3
        2          L3  L3  L3  L2  L2  L2  L3   F2    L3    L2    L2  L2  P2        L3
        3          L3  L3  L3  L2  L2  L2  L3   F2    L3    L2    L2  L2  P2        L3
        4          L1  L1  L1  L1  L1  L1  L1   L1    L1    L1    L1  L1  L1        L1
        5          L1  L1  L1  L1  L1  L1  L1   L1    L1    L1    L1  L1  L1        L1
        6          L1  L1  L1  L1  L1  L1  L1   L1    L1    L1    L1  L1  L1        L1
        7now       L3  L3  L3  L2  L2  L2  L3   F2    L3    L2    L2  L2  P2        L3
        7good      F1  F1  F1  F1  F1  F1  F1   F1    F1    F1    F1  F1  F1        F1
        8lost      L3  L3  L3  L2  L2  L2  L3   F2    L3    L2    L2  L2  P2        L3
        8kept      L1  L1  L1  L1  L1  L1  L1   L1    L1    L1    L1  L1  L1        L1
        9          L1  L1  L1  L1  L1  L1  L1   L1    L1    L1    L1  L1  L1        L1
        10         L1  L1  L1  L1  L1  L1  L1   L1    L1    L1    L1  L1  L1        L1
        11address  P1  P1  P1  P1  P1  P1  P1   P1    P1    P1    P1  P1  P1        P1
        12         L3  L3  L3  L2  L2  L2  L3   F2    L3    L2    L2  L2  P2        L3
        """;

    private static readonly string[] Ends = ["paid!", "fail!", "cancel!", "system_fail!"];

    public static TheoryData<string, string, string> Cells() => WrittenTable.Cells(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Two_answers_in_a_row_pay_at_most_once_and_end_where_the_ledger_says(string first, string second, string expected)
    {
        var world = everything.World;
        var id = IdOf(first, second);
        var payout = world.Store.Written(id)[^1].Payout;
        var ledger = world.Simulator.Find(id);
        var attempts = expected[1] - '0';
        CreateAnswer[] given = [.. new[] { first, second }.Take(attempts).Select(name => CreateAnswer.All[name])];

        Assert.Equal(attempts < 2, !world.Line.IsDone(id));
        Assert.Equal(
            given.Sum(answer => answer.Calls + (answer.IsDuplicate ? 1 : 0)) + (attempts > 2 ? 1 : 0),
            world.Simulator.CreateCalls(id));
        var isOther = payout.Reason == PayoutReason.EchoMismatch;
        Assert.Equal((expected[0] != 'F', expected[0] == 'P', expected[0] == 'P'), (ledger is not null, isOther, payout.NeedsAttention));
        Assert.InRange(ledger?.Stored ?? 0, 0, 1);
        Assert.Equal(isOther ? PayoutStatus.Pending : Ledgers.StatusOf(ledger), payout.Status);
        Ledgers.NeverWentBack(world.Store.Written(id));
    }

    [Fact]
    public void Every_answer_meets_every_other()
    {
        var cells = Cells().Select(row => (First: row.Data.Item1, Second: row.Data.Item2)).ToList();
        // Of the eleventh one kind will do here: the others are told apart before the payout hears of it.
        var names = CreateAnswer.All.Keys.Where(name => !name.StartsWith("11", StringComparison.Ordinal) || name == "11address").ToList();

        Assert.Equal(names.SelectMany(_ => names, (first, second) => (first, second)).Order(), cells.Order());
        Assert.Equal(Enumerable.Range(1, 12), names.Select(name => int.Parse(string.Concat(name.TakeWhile(char.IsAsciiDigit)))).Distinct().Order());
    }

    private static string IdOf(string first, string second) => Any.Id($"{nameof(CreateAnswerSequenceTests)} {first} {second}");

    /// <summary>All cells, side by side in one cluster.</summary>
    public sealed class Everything : IAsyncLifetime
    {
        internal World World { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            World = await Ledgers.StartAsync();
            var cells = Cells().Select(row => (First: row.Data.Item1, Second: row.Data.Item2)).ToList();
            foreach (var (number, (first, second)) in cells.Index())
            {
                var id = IdOf(first, second);
                World.Simulator.Script(id, "process", "check", Ends[number % Ends.Length]);
                await World.Line.PlanAsync(id, null, CreateAnswer.All[first], CreateAnswer.All[second]);
            }

            await Task.WhenAll(cells.Select(cell => World.CreateAsync(IdOf(cell.First, cell.Second))));
            await Ledgers.SettleAsync(World, [.. cells.Select(cell => IdOf(cell.First, cell.Second))]);
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
