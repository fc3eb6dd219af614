using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;

namespace Payouts.Grains.Limits;

/// <summary>
/// Finds out from the payouts' rows what became of holds that nobody has spoken of for long. A look and the write of what
/// follows from it are two moments: each finding is judged again in the very document that is written.
/// </summary>
internal static class LimitSweep
{
    /// <summary>
    /// How old a token must be to be looked after: whatever could still be stored or sent with it was under way for
    /// seconds only (<see cref="LimitHold.UsableFor"/>).
    /// </summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    /// <summary>The tokens to look after, the longest waiting first.</summary>
    public static ImmutableArray<LimitToken> Due(LimitState state, DateTimeOffset now)
    {
        var last = LimitRules.Later(state, now) - After;
        return
        [
            .. state.Tentative.Where(hold => hold.Value.At <= last).Select(hold => (hold.Value.At, Token: new LimitToken(hold.Key, hold.Value.Payout, IsTentative: true)))
                .Concat(state.Released.Where(hold => hold.Value.At <= last).Select(hold => (hold.Value.At, Token: new LimitToken(hold.Key, hold.Value.Payout, IsTentative: false))))
                .OrderBy(due => due.At).Select(due => due.Token),
        ];
    }

    /// <summary>Draws the conclusions. Answers with the payouts that were stored so late that their hold had been given back.</summary>
    public static LimitDecision<ImmutableArray<string>> Apply(LimitState state, LimitWindow window, IEnumerable<LimitFinding> findings, DateTimeOffset now)
    {
        var at = LimitRules.Later(state, now);
        var late = ImmutableArray.CreateBuilder<string>();
        var next = state;
        foreach (var finding in findings)
        {
            if (finding.Token.IsTentative)
            {
                next = OfTentative(next, finding, at);
            }
            else if (next.Released.TryGetValue(finding.Token.Token, out var released) && released.At <= at - After)
            {
                next = OfReleased(next, window, finding, released, at);
                if (released.IsSwept is true && finding.InRow is not null)
                {
                    late.Add(released.Payout);
                }
            }
        }

        return new(ReferenceEquals(next, state) ? state : next with { LastAt = at }, late.ToImmutable());
    }

    /// <summary>Stored: confirmed. Never stored, and still tentative: given back.</summary>
    private static LimitState OfTentative(LimitState state, LimitFinding finding, DateTimeOffset at)
    {
        var token = finding.Token.Token;
        if (!state.Tentative.TryGetValue(token, out var held))
        {
            return state;
        }

        var confirmed = state with { Tentative = state.Tentative.Remove(token) };
        return finding.InRow is not null
            ? confirmed
            : confirmed with
            {
                Buckets = LimitBuckets.Without(state.Buckets, held.Bucket, held.Amount),
                Released = state.Released.Add(token, new(held.Payout, at, IsSwept: true, IsGone: true)),
            };
    }

    /// <summary>
    /// Still in the row: owed as long as its bucket counts, or counted again if a sweep gave it back. No longer in the row: forgotten, but at the second
    /// look only. Whoever read the row just before it dropped the hold may send that it is given back for a while, however
    /// long ago it was given back.
    /// </summary>
    private static LimitState OfReleased(LimitState state, LimitWindow window, LimitFinding finding, ReleasedHold released, DateTimeOffset at)
    {
        var token = finding.Token.Token;
        return (finding.InRow, released) switch
        {
            (null, { IsGone: true }) => state with { Released = state.Released.Remove(token) },
            (null, _) => state with { Released = state.Released.SetItem(token, released with { At = at, IsGone = true }) },
            ({ } hold, { IsSwept: true }) => state with
            {
                Released = state.Released.Remove(token),
                Buckets = window.IsGone(hold.Bucket, at) ? state.Buckets : LimitBuckets.Add(state.Buckets, hold.Bucket, hold.Amount),
            },
            // Nothing can be given back of what no longer counts, and a row may keep it for good.
            ({ } hold, _) when window.IsGone(hold.Bucket, at) => state with { Released = state.Released.Remove(token) },
            _ => state with { Released = state.Released.SetItem(token, released with { At = at, IsGone = null }) },
        };
    }
}

/// <summary>A token that a sweep looks after.</summary>
/// <param name="Token">The token.</param>
/// <param name="Payout">Whose row may have it.</param>
/// <param name="IsTentative">Whether it was tentative at the look, or else given back.</param>
internal readonly record struct LimitToken(string Token, string Payout, bool IsTentative);

/// <summary>What a look at a row found.</summary>
/// <param name="Token">The token.</param>
/// <param name="InRow">The hold, if the row has it.</param>
internal readonly record struct LimitFinding(LimitToken Token, LimitHold? InRow);
