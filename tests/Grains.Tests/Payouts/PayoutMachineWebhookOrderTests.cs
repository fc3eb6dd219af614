using System.Numerics;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>
/// Every order of up to seven webhooks with any of them repeated, from every stage, with every look-up that the machine asks for answered
/// in every way: with the truth, with any older truth, or not at all (docs/failure-modes.md, "Webhooks that mislead"). Not a sample: all of
/// them. Orders that lead to the same state go on as one, which is what makes it quick.
/// </summary>
public sealed class PayoutMachineWebhookOrderTests
{
    private const int MostDeliveries = 7;

    /// <summary>The words that Heleket may send before the end, one of them unknown to us.</summary>
    private static readonly string[] OnTheWay = ["process", "check", "fail?", "system_fail?", "cancel?", "teleported"];

    /// <summary>What Heleket may ever say of one payout. A life passes through the words in any order, again and again, and ends with a final one.</summary>
    private static readonly Dictionary<string, string[]> Lives = new()
    {
        ["ends paid"] = [.. OnTheWay, "paid!"],
        ["ends failed"] = [.. OnTheWay, "fail!"],
        ["ends failed by the system"] = [.. OnTheWay, "system_fail!"],
        ["ends cancelled"] = [.. OnTheWay, "cancel!"],
        ["contradicts itself"] = ["process", "check", "fail?", "paid!", "fail!", "cancel!", "system_fail!"],
    };

    /// <summary>The bit of each report that was ever logged: fewer than 64.</summary>
    private readonly Dictionary<(string? Status, bool IsFinal), int> _reports = [];

    public static TheoryData<string, string> Cells()
    {
        var cells = new TheoryData<string, string>();
        foreach (var stage in Some.Stages)
        {
            foreach (var life in Lives.Keys)
            {
                cells.Add(stage, life);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void However_the_webhooks_come_the_end_is_what_heleket_says(string stage, string life)
    {
        var words = Lives[life];
        var layer = new Dictionary<Mark, (PayoutState State, BigInteger Ways)> { [default] = (Some.At(stage), 1) };
        for (var deliveries = 0; ; deliveries++)
        {
            foreach (var (state, _) in layer.Values)
            {
                TheEndIsRight(state, words);
            }

            if (deliveries == MostDeliveries)
            {
                break;
            }

            layer = Deliver(layer.Values, words);
        }

        var ways = layer.Values.Aggregate(BigInteger.Zero, (sum, node) => sum + node.Ways);
        Assert.True(ways >= BigInteger.Pow(words.Length, MostDeliveries), $"Only {ways} ways were gone.");
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("lost")]
    public void Wherever_the_answer_to_the_create_comes_in_between_the_end_is_what_heleket_says(string answer)
    {
        PayoutEvent answered = answer == "lost" ? new AnswerLost("timeout") : new Accepted(Some.Report("process", source: LogSource.Submit));
        foreach (var words in Lives.Values)
        {
            var open = new Dictionary<Mark, (PayoutState State, BigInteger Ways)> { [default] = (Some.At("Submitting"), 1) };
            var closed = new Dictionary<Mark, (PayoutState State, BigInteger Ways)>();
            for (var deliveries = 0; deliveries <= MostDeliveries; deliveries++)
            {
                closed = Deliver(closed.Values, words);
                foreach (var (state, ways) in open.Values)
                {
                    foreach (var after in Happen(state, answered, words, () => new LookUpFailed("502"), LogSource.Poll))
                    {
                        Add(closed, after, ways);
                    }
                }

                open = Deliver(open.Values, words);
                Assert.All(closed.Values, node => TheEndIsRight(node.State, words));
            }
        }
    }

    private Dictionary<Mark, (PayoutState State, BigInteger Ways)> Deliver(IEnumerable<(PayoutState State, BigInteger Ways)> layer, string[] words)
    {
        var next = new Dictionary<Mark, (PayoutState State, BigInteger Ways)>();
        foreach (var (state, ways) in layer)
        {
            foreach (var word in words)
            {
                var report = Report(word, LogSource.Webhook);
                foreach (var after in Happen(state, new Notified(report), words, () => new Unconfirmed(report), LogSource.Webhook))
                {
                    Add(next, after, ways);
                }
            }
        }

        return next;
    }

    /// <summary>What the event makes of the payout; when it asks, once for every answer there is.</summary>
    private static IEnumerable<PayoutState> Happen(
        PayoutState before, PayoutEvent happened, string[] words, Func<PayoutEvent> unanswered, LogSource source)
    {
        var (after, effect) = Step(before, happened);
        if (effect == PayoutEffect.None)
        {
            return [after];
        }

        return words.Select(PayoutEvent (word) => new LookedUp(Report(word, source))).Append(unanswered()).Select(answer => Step(after, answer).State);
    }

    /// <summary>One decision, and what must hold of any.</summary>
    private static Decision Step(PayoutState before, PayoutEvent happened)
    {
        var decision = PayoutMachine.Apply(before, happened, Some.Options, Some.Now);
        var (was, now) = (before.Payout, decision.State.Payout);
        Holds(decision.Effect != PayoutEffect.Submit, "a webhook sent something");
        Holds(Rank(now.Status) >= Rank(was.Status), "the status went back");
        Holds(!was.IsFinal || now.Status == was.Status, "a final status changed");
        Holds(was.IsFinal || !now.IsFinal || happened is LookedUp, "final without a look-up");
        Holds(now.IsFinal == decision.State.NextActionAt is null, "due after the end, or never before it");
        Holds(now.Version == was.Version + (ReferenceEquals(before, decision.State) ? 0 : 1), "the version does not count the writes");
        Holds(was.NeedsAttention || !now.NeedsAttention || IsWorthAPerson(was, happened), "a person is called for nothing");
        return decision;

        // The story is told only when there is one: this runs many million times.
        void Holds(bool condition, string otherwise)
        {
            if (!condition)
            {
                Assert.Fail($"{before.Place()} and {happened} make {decision.State.Place()}: {otherwise}.");
            }
        }
    }

    /// <summary>Contradicted, or spoken of by Heleket though nothing was ever sent.</summary>
    private static bool IsWorthAPerson(Payout was, PayoutEvent happened) => happened switch
    {
        Notified e => was.Detail is PayoutDetail.Scheduled or PayoutDetail.AwaitingApproval || Contradicts(was, e.Report),
        LookedUp e => Contradicts(was, e.Report),
        Accepted e => Contradicts(was, e.Report),
        _ => false,
    };

    /// <summary>Money that we hold as gone is back, the other way round, or Heleket has what we hold as never sent.</summary>
    private static bool Contradicts(Payout held, ProviderReport report) => held.IsFinal
        && (held.HeleketTransactionId is null || (report.IsFinal && held.Status == PayoutStatus.Confirmed != (report.RawStatus == "paid")));

    private static void TheEndIsRight(PayoutState state, string[] words)
    {
        if (state.Payout.Detail is PayoutDetail.Scheduled or PayoutDetail.AwaitingApproval)
        {
            // Never sent, so nobody asks: it stays what it is.
            Assert.True(state.Payout.Cancellable);
            return;
        }

        foreach (var report in words.Where(word => word.EndsWith('!')).Select(word => Report(word, LogSource.Poll)))
        {
            var end = Step(state, new LookedUp(report)).State.Payout;
            Assert.Equal(state.Payout.IsFinal ? state.Payout.Status : Meaning(report.RawStatus), end.Status);
            Assert.Equal(state.Payout.NeedsAttention || Contradicts(state.Payout, report), end.NeedsAttention);
        }
    }

    private void Add(Dictionary<Mark, (PayoutState State, BigInteger Ways)> layer, PayoutState state, BigInteger ways)
    {
        var key = Key(state);
        layer[key] = layer.TryGetValue(key, out var same) ? (same.State, same.Ways + ways) : (state, ways);
    }

    /// <summary>All that the machine can tell two states apart by while the clock stands still.</summary>
    private Mark Key(PayoutState state)
    {
        var payout = state.Payout;
        var said = 0L;
        foreach (var log in payout.ResponseLogs)
        {
            var report = (log.HeleketStatus, log.IsFinal);
            if (!_reports.TryGetValue(report, out var bit))
            {
                _reports.Add(report, bit = _reports.Count);
                Assert.InRange(bit, 0, 63);
            }

            said |= 1L << bit;
        }

        return new(payout.Status, payout.Detail, payout.Reason, payout.NeedsAttention, payout.HeleketTransactionId, payout.HeleketStatus, said,
            payout.ResponseLogs[^1].Message, state.NextActionAt <= Some.Now, state.QueuedSince, state.NotFoundSince, state.UnknownSince);
    }

    private static ProviderReport Report(string word, LogSource source) => Some.Report(word.TrimEnd('!', '?'), word.EndsWith('!'), source);

    private static PayoutStatus Meaning(string word) => word switch
    {
        "paid" => PayoutStatus.Confirmed,
        "cancel" => PayoutStatus.Cancelled,
        _ => PayoutStatus.Failed,
    };

    private static int Rank(PayoutStatus status) => status switch
    {
        PayoutStatus.Pending => 0,
        PayoutStatus.Broadcast => 1,
        _ => 2,
    };

    private readonly record struct Mark(
        PayoutStatus Status, PayoutDetail? Detail, PayoutReason? Reason, bool NeedsAttention, string? TransactionId, string? HeleketStatus, long Said,
        string? Message, bool IsDue, DateTimeOffset? QueuedSince, DateTimeOffset? NotFoundSince, DateTimeOffset? UnknownSince);
}
