using Payouts.Chaos;

namespace Payouts.Host.Tests.Chaos;

/// <summary>
/// Tries every order of a few calls by the checker's model, with the service's own changes and each call's effect as
/// moves of their own: it takes none of the search's short cuts.
/// </summary>
internal sealed class EveryOrder(IReadOnlyList<Call> calls, bool withOwnRepeats)
{
    private static readonly Phase[] Phases = Enum.GetValues<Phase>();

    private readonly long _lastVersion = calls.Max(call => call.Version) + 1;
    private readonly HashSet<(int Done, int Acted, ModelState State)> _seen = [];

    public static bool Allows(IReadOnlyList<Call> calls, bool withOwnRepeats) => new EveryOrder(calls, withOwnRepeats).Allows(0, 0, PayoutModel.Absent);

    private bool Allows(int done, int acted, ModelState state)
    {
        if (Enumerable.Range(0, calls.Count).All(number => !calls[number].IsAnswered || Has(done, number)))
        {
            return true;
        }

        return _seen.Add((done, acted, state))
            && (Phases.Where(phase => state.Version < _lastVersion && PayoutModel.Leads(state.Phase, phase)).Any(phase => Allows(done, acted, state.Unseen(phase, 1)))
                || Enumerable.Range(0, calls.Count).Where(number => MayBeNext(done, number)).Any(number => AllowsNext(done, acted, state, number)));
    }

    private bool AllowsNext(int done, int acted, ModelState state, int number)
    {
        var call = calls[number];
        var mayAct = !Has(done, number) && !Has(acted, number) && (!call.IsAnswered || (withOwnRepeats && call.Status == 200));
        return (mayAct && Effects(state, call).Any(after => Allows(done, acted | (1 << number), after)))
            || (call.IsAnswered && !Has(done, number) && PayoutModel.After(state, call).Any(after => Allows(done | (1 << number), acted, after)));
    }

    private static IEnumerable<ModelState> Effects(ModelState state, Call call) => call.Kind switch
    {
        CallKind.Create => PayoutModel.Created(state),
        CallKind.Cancel => PayoutModel.Cancelled(state),
        CallKind.Approve or CallKind.Reject => PayoutModel.Decided(state, call),
        _ => [],
    };

    private bool MayBeNext(int done, int number) => Enumerable.Range(0, calls.Count)
        .All(other => other == number || !calls[other].IsAnswered || Has(done, other) || calls[other].Ended >= calls[number].Began);

    private static bool Has(int set, int number) => (set & (1 << number)) != 0;
}
