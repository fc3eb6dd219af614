namespace Payouts.Chaos;

/// <summary>
/// Whether what clients saw of one payout can have happened one after another. A payout is a register with a version: every answer that shows it names
/// the version, so that the versions are the order, and the question is only whether that order agrees with the times and with the rules.
/// A 200 to the first create that anyone sees is legal: the gateway repeats calls, and the first attempt's answer may have been lost.
/// </summary>
internal static class HistoryCheck
{
    /// <summary>Statuses that went back, and finals that changed. Empty when all is well.</summary>
    public static IEnumerable<string> Regressions(IReadOnlyList<Call> calls)
    {
        var seen = calls.Where(call => call.ShowsPayout).ToList();
        foreach (var late in WentBack(seen))
        {
            yield return $"{late.Key}: version {late.Version} was shown after a later one, at {late.Began}";
        }

        Call? before = null;
        foreach (var call in seen.OrderBy(call => call.Version))
        {
            if (before is not null && (Rank(call) < Rank(before) || (before.IsFinal && call.Standing != before.Standing)))
            {
                yield return $"{call.Key}: {before.Standing} at version {before.Version} became {call.Standing} at version {call.Version}";
            }

            before = call;
        }
    }

    /// <summary>What cannot be put into any order. Empty when all is well.</summary>
    public static IEnumerable<string> Contradictions(IReadOnlyList<Call> calls)
    {
        var seen = calls.Where(call => call.ShowsPayout).ToList();
        foreach (var version in seen.GroupBy(call => call.Version).Where(group => group.Select(call => (call.Id, call.Standing, call.Detail)).Distinct().Count() > 1))
        {
            yield return $"{version.First().Key}: version {version.Key} was shown with two contents";
        }

        var made = calls.Where(call => call.Status == 201).ToList();
        if (made.Count > 1)
        {
            yield return $"{made[0].Key}: created {made.Count} times";
        }

        if (made is [var first] && seen.Any(call => call.Version < first.Version || (call.Kind != CallKind.Create && call.Ended < first.Began)))
        {
            yield return $"{first.Key}: seen before it was created";
        }

        if (made is [var late] && seen.Any(call => call.Ended < late.Began))
        {
            yield return $"{late.Key}: created after it had been accepted";
        }

        var accepted = seen.Where(call => call.Kind == CallKind.Create).Select(call => call.Ended).DefaultIfEmpty(TimeSpan.MaxValue).Min();
        foreach (var missing in calls.Where(call => call.Status == 404 && call.Began > accepted))
        {
            yield return $"{missing.Key}: not found at {missing.Began}, accepted at {accepted}";
        }

        foreach (var cancel in BadCancels(calls, seen))
        {
            yield return cancel;
        }
    }

    private static IEnumerable<string> BadCancels(IReadOnlyList<Call> calls, List<Call> seen)
    {
        var cancelled = seen.Where(call => call.Standing == "cancelled").Select(call => call.Ended).DefaultIfEmpty(TimeSpan.MaxValue).Min();
        foreach (var refused in calls.Where(call => call is { Kind: CallKind.Cancel, Status: 409 } && call.Began > cancelled))
        {
            yield return $"{refused.Key}: a cancel was refused at {refused.Began}, cancelled at {cancelled}";
        }

        foreach (var wrong in seen.Where(call => call.Kind == CallKind.Cancel && call.Standing != "cancelled"))
        {
            yield return $"{wrong.Key}: a cancel was answered with {wrong.Standing}";
        }
    }

    /// <summary>Calls that began after another had ended that showed a later version.</summary>
    private static IEnumerable<Call> WentBack(List<Call> seen)
    {
        var ended = new Queue<Call>(seen.OrderBy(call => call.Ended));
        var newest = 0L;
        foreach (var call in seen.OrderBy(call => call.Began))
        {
            while (ended.TryPeek(out var earlier) && earlier.Ended < call.Began)
            {
                newest = Math.Max(newest, ended.Dequeue().Version);
            }

            if (call.Version < newest)
            {
                yield return call;
            }
        }
    }

    private static int Rank(Call call) => call.Standing switch
    {
        "pending" => 0,
        "broadcast" => 1,
        _ => 2,
    };
}
