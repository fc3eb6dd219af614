using System.Collections.Immutable;
using Payouts.Grains.Limits;

namespace Payouts.Grains.Tests.Limits;

/// <summary>The sweep as it is, and as it was in a draft that did not hold.</summary>
internal static class Drafts
{
    /// <param name="model">Whose draft it is.</param>
    /// <param name="state">At the write.</param>
    /// <param name="seen">At the look.</param>
    /// <param name="findings">What was found.</param>
    public static LimitDecision<ImmutableArray<string>> Apply(LimitModel model, LimitState state, LimitState seen, IReadOnlyList<LimitFinding> findings)
    {
        var decision = LimitSweep.Apply(state, model.Window, findings, model.Now);
        return model.Draft == Draft.SweepsUnchecked
            ? decision with { State = findings.Aggregate(decision.State, (next, finding) => GiveBack(next, state, seen, finding)) }
            : decision;
    }

    /// <summary>What the real one left alone, because it was not tentative any more.</summary>
    private static LimitState GiveBack(LimitState next, LimitState state, LimitState seen, LimitFinding finding)
    {
        var token = finding.Token.Token;
        if (!finding.Token.IsTentative || finding.InRow is not null || state.Tentative.ContainsKey(token))
        {
            return next;
        }

        var held = seen.Tentative[token];
        return next with { Buckets = LimitBuckets.Without(next.Buckets, held.Bucket, held.Amount) };
    }
}
