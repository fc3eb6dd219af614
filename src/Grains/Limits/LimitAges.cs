using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;

namespace Payouts.Grains.Limits;

/// <summary>
/// How long an activation has known what its limit remembers, by the stopwatch. A wall clock that jumps, or that of another
/// silo, makes a token of this moment seem old, and what is given back then could still be stored. For one activation.
/// </summary>
/// <param name="clock">The stopwatch.</param>
internal sealed class LimitAges(TimeProvider clock)
{
    /// <summary>
    /// For how long a token has to be known before it is looked after: what began within <see cref="LimitHold.UsableFor"/>
    /// has long been done by then. Shorter than <see cref="LimitSweep.After"/>, because an activation that ends forgets it.
    /// </summary>
    public static readonly TimeSpan Known = 4 * LimitHold.UsableFor;

    private Dictionary<(string Token, bool IsTentative, DateTimeOffset At), long> _since = [];

    /// <summary>The tokens to look after, the longest waiting first. To be asked at every sweep.</summary>
    public ImmutableArray<LimitToken> Due(LimitState state, DateTimeOffset now)
    {
        var (before, at) = (_since, clock.GetTimestamp());
        _since = state.Tentative.Select(held => (held.Key, true, held.Value.At))
            .Concat(state.Released.Select(held => (held.Key, false, held.Value.At)))
            .ToDictionary(token => token, token => before.GetValueOrDefault(token, at));
        return LimitSweep.Due(state, now).RemoveAll(token => clock.GetElapsedTime(_since[(token.Token, token.IsTentative, AtOf(state, token))], at) < Known);
    }

    private static DateTimeOffset AtOf(LimitState state, LimitToken token) =>
        token.IsTentative ? state.Tentative[token.Token].At : state.Released[token.Token].At;
}
