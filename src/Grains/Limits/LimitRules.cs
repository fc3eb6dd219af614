using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Limits;

namespace Payouts.Grains.Limits;

/// <summary>
/// What a limit counts, holds and gives back. What can be in flight was counted durably before; nothing is given back but
/// what provably was never stored or will not be sent under that hold; and each only once.
/// </summary>
internal static class LimitRules
{
    /// <summary>Whether a payout fits now.</summary>
    /// <returns>An answer without a hold.</returns>
    public static LimitAnswer Check(LimitState state, LimitWindow window, LimitCap cap, decimal amount, DateTimeOffset now)
    {
        if (cap.MaxCount < 1 || (cap.MaxAmount is { } most && amount > most))
        {
            return new(LimitVerdict.NeverFits);
        }

        var buckets = LimitBuckets.Counted(state.Buckets, window, Later(state, now));
        var (count, sum) = LimitBuckets.Total(buckets);
        var (availableAt, full) = (DateTimeOffset.MinValue, false);
        foreach (var bucket in buckets)
        {
            if (count < (cap.MaxCount ?? long.MaxValue) && (cap.MaxAmount is not { } greatest || (sum + amount).Units <= ((Sum)greatest).Units))
            {
                break;
            }

            (full, availableAt) = (true, window.LeavesAt(bucket.Start));
            (count, sum) = (count - bucket.Count, LimitBuckets.Minus(sum, bucket.Sum));
        }

        return full ? new(LimitVerdict.Full, AvailableAt: WholeMilliseconds.Ceiling(availableAt)) : new(LimitVerdict.Reserved);
    }

    /// <summary>Counts a payout, if it fits or may go over the cap.</summary>
    public static LimitDecision<LimitAnswer> Reserve(LimitState state, LimitWindow window, ReserveLimit command, DateTimeOffset now)
    {
        if (state.Tentative.TryGetValue(command.Token, out var held))
        {
            return new(state, Reserved(window, command.Token, held));
        }

        var answer = Check(state, window, command.Cap, command.Amount, now);
        if (answer.Verdict != LimitVerdict.Reserved && !command.MayGoOver)
        {
            return new(state, answer);
        }

        if (state.IsFull || state.Released.ContainsKey(command.Token))
        {
            return new(state, new(LimitVerdict.Unavailable));
        }

        var at = Later(state, now);
        var taken = new TentativeHold(command.PayoutId, command.Amount, window.BucketAt(at), at, answer.Verdict == LimitVerdict.Reserved ? null : true);
        return new(
            state with
            {
                LastAt = at,
                Buckets = LimitBuckets.Add(LimitBuckets.Counted(state.Buckets, window, at), taken.Bucket, taken.Amount),
                Tentative = state.Tentative.Add(command.Token, taken),
            },
            Reserved(window, command.Token, taken));
    }

    /// <summary>Takes these tokens for stored; those that are not tentative mean nothing.</summary>
    public static LimitState Confirm(LimitState state, IEnumerable<string> tokens)
    {
        var left = state.Tentative.RemoveRange(tokens);
        return ReferenceEquals(left, state.Tentative) ? state : state with { Tentative = left };
    }

    /// <summary>
    /// Gives a hold back, unless that was done, or its bucket no longer counts. Only these two can be told from memory: a
    /// bucket that seems not to be there is a reason to write, so that an activation that knows too little is found out.
    /// Answers false if no further token can be remembered now.
    /// </summary>
    public static LimitDecision<bool> Release(LimitState state, LimitWindow window, ReleaseLimit command, DateTimeOffset now)
    {
        var (at, tentative, released) = (Later(state, now), state.Tentative.Remove(command.Token), state.Released.GetValueOrDefault(command.Token));
        if (released is { IsSwept: not true } || window.IsGone(command.Bucket, at))
        {
            return new(ReferenceEquals(tentative, state.Tentative) ? state : state with { LastAt = at, Tentative = tentative }, true);
        }

        if (state.IsFull && released is null && ReferenceEquals(tentative, state.Tentative))
        {
            return new(state, false);
        }

        return new(
            state with
            {
                LastAt = at,
                Buckets = released is null ? LimitBuckets.Without(state.Buckets, command.Bucket, command.Amount) : state.Buckets,
                Tentative = tentative,
                Released = state.Released.SetItem(command.Token, new(command.PayoutId, at)),
            },
            true);
    }

    /// <summary>
    /// Gives back what no row has nor will have. It need not be remembered: nobody else ever learned of the token, and if it
    /// is no longer tentative, the sweep was there before.
    /// </summary>
    public static LimitDecision<bool> Forget(LimitState state, string token, DateTimeOffset now) =>
        state.Tentative.TryGetValue(token, out var held)
            ? new(
                state with
                {
                    LastAt = Later(state, now),
                    Buckets = LimitBuckets.Without(state.Buckets, held.Bucket, held.Amount),
                    Tentative = state.Tentative.Remove(token),
                },
                true)
            : new(state, false);

    /// <summary>What counts now.</summary>
    public static LimitUsage Usage(LimitState state, LimitWindow window, DateTimeOffset now)
    {
        var buckets = LimitBuckets.Counted(state.Buckets, window, Later(state, now));
        var (count, sum) = LimitBuckets.Total(buckets);
        return new(count, sum, state.Tentative.Count, state.CountingSince, buckets.IsEmpty ? null : WholeMilliseconds.Ceiling(window.LeavesAt(buckets[0].Start)));
    }

    /// <summary>The time that counts: it never goes back, whatever the clock does.</summary>
    public static DateTimeOffset Later(LimitState state, DateTimeOffset now)
    {
        var at = WholeMilliseconds.Floor(now);
        return at > state.LastAt ? at : state.LastAt;
    }

    private static LimitAnswer Reserved(LimitWindow window, string token, TentativeHold held) =>
        new(LimitVerdict.Reserved, new LimitHold(window.Limit, token, held.Bucket, held.Amount, held.IsOver));
}

/// <summary>What comes of a call.</summary>
/// <typeparam name="T">For the caller.</typeparam>
/// <param name="State">To be written before the answer is given, unless it is the same object.</param>
/// <param name="Answer">For the caller.</param>
internal readonly record struct LimitDecision<T>(LimitState State, T Answer);
