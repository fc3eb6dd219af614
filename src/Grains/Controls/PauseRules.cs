using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>What a change of pauses comes to.</summary>
/// <param name="Verdict">For the caller.</param>
/// <param name="Pause">The pause that it is about, if there is one.</param>
/// <param name="Next">What is to be written; <see langword="null"/> if nothing is.</param>
internal sealed record PauseDecision(PauseVerdict Verdict, Pause? Pause = null, PausesState? Next = null);

/// <summary>Which changes of pauses are allowed, and what comes of them.</summary>
internal static class PauseRules
{
    /// <summary>Sets a pause; one that is there keeps its time.</summary>
    /// <param name="state">All pauses.</param>
    /// <param name="version">Of the document that would be written.</param>
    /// <param name="wanted">The pause, at any version.</param>
    public static PauseDecision Pause(PausesState state, int version, Pause wanted)
    {
        if (Find(state, wanted.Scope) is { } there)
        {
            var changed = there with { Reason = wanted.Reason, By = wanted.By, Version = version };
            return there.Reason == wanted.Reason
                ? new(PauseVerdict.Done, there)
                : new(PauseVerdict.Done, changed, new(state.Pauses.Replace(there, changed)));
        }

        var made = wanted with { Version = version };
        return state.Pauses.Length < IPausesGrain.MostPauses
            ? new(PauseVerdict.Done, made, new(state.Pauses.Add(made)))
            : new(PauseVerdict.Full);
    }

    /// <summary>Lifts a pause.</summary>
    /// <param name="state">All pauses.</param>
    /// <param name="version">Of the document as it is.</param>
    /// <param name="scope">What it holds back.</param>
    /// <param name="seen">What the caller has seen: the pause's version or the document's; default: any.</param>
    public static PauseDecision Lift(PausesState state, int version, string scope, ImmutableArray<long> seen) => Find(state, scope) switch
    {
        null => new(PauseVerdict.NotFound),
        var pause when !seen.IsDefault && !seen.Contains(pause.Version) && !seen.Contains(version) => new(PauseVerdict.VersionMismatch, pause),
        var pause => new(PauseVerdict.Done, pause, new(state.Pauses.Remove(pause))),
    };

    private static Pause? Find(PausesState state, string scope) => state.Pauses.FirstOrDefault(pause => pause.Scope == scope);
}
