using System.Numerics;

namespace Payouts.Chaos;

/// <summary>What the search came to.</summary>
internal enum Linearizable
{
    /// <summary>There is an order of the calls as they were sent.</summary>
    Yes,

    /// <summary>There is one if a create or cancel that was answered with 200 may have taken effect in an attempt of the gateway's before the one that was answered.</summary>
    ByOwnRepeat,

    /// <summary>There is none.</summary>
    No,

    /// <summary>The search was given up at its bound. Not a pass.</summary>
    Undecided,
}

/// <summary>The verdict on the calls of one key.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="Linearizable">What the search came to.</param>
/// <param name="States">How many pairs of placed calls and a state it looked at.</param>
/// <param name="Reason">How far it came, when it found no order.</param>
internal sealed record LinearizationResult(string Key, Linearizable Linearizable, int States, string? Reason)
{
    public bool IsGood => Linearizable is Linearizable.Yes or Linearizable.ByOwnRepeat;
}

/// <summary>
/// Looks for an order of one key's calls that <see cref="PayoutModel"/> can go through and that keeps every call before all that began
/// after it had ended: Wing and Gong's search, with Lowe's memory of the pairs of placed calls and state that were looked at. A call
/// without an answer, or with 503, may have taken effect at any time after it began, or never. The gateway repeats calls inside the cluster
/// (docs/reliability/crash-runs.md, "Results"), so that a create's first attempt may take effect and its second be answered with 200; that
/// is tried only when there is no order without it.
/// </summary>
internal sealed class Linearization
{
    /// <summary>The bound of one search: pairs of placed calls and a state.</summary>
    public const int MostStates = 100_000;

    private const int CallsNamed = 3;

    private readonly Call[] _calls;
    private readonly TimeSpan _createsFrom;
    private readonly TimeSpan _cancelsFrom;
    private readonly Call[] _decisions;
    private readonly int _mostStates;
    private readonly HashSet<(BigInteger Placed, ModelState State)> _known = [];
    private (BigInteger Placed, int Count, ModelState State) _furthest = (BigInteger.Zero, 0, PayoutModel.Absent);

    private Linearization(IReadOnlyCollection<Call> calls, bool withOwnRepeats, int mostStates)
    {
        _calls = [.. calls.Where(call => call.IsAnswered).OrderBy(call => call.Began)];
        _createsFrom = EffectsFrom(CallKind.Create);
        _cancelsFrom = EffectsFrom(CallKind.Cancel);
        _decisions = [.. calls.Where(call => call.IsDecision && MayActUnseen(call)).OrderBy(call => call.Began).DistinctBy(call => (call.Kind, call.Person, call.Match))];
        _mostStates = mostStates;

        bool MayActUnseen(Call call) => !call.IsAnswered || (withOwnRepeats && call.Status == 200);

        // Each effect happens once by the model, so that it is enough to know from when on any call can have it; of decisions,
        // any of one person on one version.
        TimeSpan EffectsFrom(CallKind kind) => calls
            .Where(call => call.Kind == kind && MayActUnseen(call))
            .Select(call => call.Began)
            .DefaultIfEmpty(TimeSpan.MaxValue)
            .Min();
    }

    /// <summary>The verdict on calls of one key, at least one.</summary>
    public static LinearizationResult Of(IReadOnlyCollection<Call> calls, int mostStates = MostStates)
    {
        var key = calls.First().Key;
        var strict = new Linearization(calls, withOwnRepeats: false, mostStates);
        if (strict.Search() == Linearizable.Yes)
        {
            return new LinearizationResult(key, Linearizable.Yes, strict._known.Count, null);
        }

        var repeated = new Linearization(calls, withOwnRepeats: true, mostStates);
        return repeated.Search() switch
        {
            Linearizable.Yes => new LinearizationResult(key, Linearizable.ByOwnRepeat, repeated._known.Count, null),
            var other => new LinearizationResult(key, other, repeated._known.Count, repeated.Reason(key, other)),
        };
    }

    private Linearizable Search()
    {
        var open = new Stack<(BigInteger Placed, int Count, ModelState State)>([_furthest]);
        while (open.TryPop(out var node))
        {
            node = PlaceWhatChangesNothing(node);
            if (node.Count == _calls.Length)
            {
                return Linearizable.Yes;
            }

            if (!_known.Add((node.Placed, node.State)))
            {
                continue;
            }

            if (_known.Count >= _mostStates)
            {
                return Linearizable.Undecided;
            }

            _furthest = node.Count > _furthest.Count ? node : _furthest;
            foreach (var next in Next(node.Placed, node.Count, node.State))
            {
                open.Push(next);
            }
        }

        return Linearizable.No;
    }

    /// <summary>
    /// Places every call that can come next and leaves the state as it is. Nothing is lost: in any order that goes on from here such a call can be moved to the
    /// front, because it says nothing there that is not so here, and forces nothing on those that follow.
    /// </summary>
    private (BigInteger Placed, int Count, ModelState State) PlaceWhatChangesNothing((BigInteger Placed, int Count, ModelState State) node)
    {
        while (true)
        {
            var still = Candidates(node.Placed).Where(number => PayoutModel.After(node.State, _calls[number]).Contains(node.State)).ToList();
            if (still.Count == 0)
            {
                return node;
            }

            node = (still.Aggregate(node.Placed, With), node.Count + still.Count, node.State);
        }
    }

    private IEnumerable<(BigInteger Placed, int Count, ModelState State)> Next(BigInteger placed, int count, ModelState state)
    {
        // Versions only grow: what shows the least of those left must come before all that show more.
        var least = Left(placed).Select(number => _calls[number]).Where(call => call.ShowsPayout).Select(call => call.Version).DefaultIfEmpty(long.MaxValue).Min();
        foreach (var number in Candidates(placed).Where(number => !_calls[number].ShowsPayout || _calls[number].Version == least))
        {
            foreach (var after in PayoutModel.After(state, _calls[number]))
            {
                yield return (With(placed, number), count + 1, after);
            }
        }

        var horizon = Horizon(placed);
        var effects = (_createsFrom <= horizon ? PayoutModel.Created(state) : [])
            .Concat(_cancelsFrom <= horizon ? PayoutModel.Cancelled(state) : [])
            .Concat(_decisions.TakeWhile(call => call.Began <= horizon).SelectMany(call => PayoutModel.Decided(state, call)));
        foreach (var after in effects)
        {
            yield return (placed, count, after);
        }
    }

    /// <summary>Calls that are left and began before any other of them had ended.</summary>
    private IEnumerable<int> Candidates(BigInteger placed)
    {
        var horizon = Horizon(placed);
        return Left(placed).TakeWhile(number => _calls[number].Began <= horizon);
    }

    private TimeSpan Horizon(BigInteger placed) => Left(placed).Select(number => _calls[number].Ended).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    private IEnumerable<int> Left(BigInteger placed) => Enumerable.Range(0, _calls.Length).Where(number => (placed >> number).IsEven);

    private static BigInteger With(BigInteger placed, int number) => placed | (BigInteger.One << number);

    private string Reason(string key, Linearizable outcome)
    {
        var stuck = Candidates(_furthest.Placed).Take(CallsNamed).Select(number => Words(_calls[number]));
        return outcome == Linearizable.Undecided
            ? $"{key}: not decided within {_mostStates} states, {_calls.Length} calls"
            : $"{key}: {_furthest.Count} of {_calls.Length} answered calls can be put into an order, which leaves {_furthest.State.Phase} at version "
                + $"{_furthest.State.Version} or later; next would be {string.Join(" or ", stuck)}";
    }

    private static string Words(Call call)
    {
        var who = call.IsDecision ? $" by {call.Person} of version {call.Match}" : "";
        var decided = call.Decisions is { } decisions ? $" [{decisions}]" : "";
        var shown = call.ShowsPayout ? $" {call.Standing} ({call.Detail}) at version {call.Version}{decided}" : "";
        return $"{call.Kind}{who} from {call.Began} to {call.Ended}, {call.Status}{shown}";
    }
}
