using Payouts.Fuzz.Mutation;

namespace Payouts.Fuzz;

/// <summary>Something that inputs are fed to. Each worker has its own, so that it needs no locks.</summary>
internal abstract class Target : IAsyncDisposable
{
    /// <summary>Makes one input from chance alone, feeds it, and judges what came of it. What it throws is a finding.</summary>
    public abstract ValueTask<CaseResult> RunAsync(Chance chance);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>What came of one input.</summary>
/// <param name="Class">Of the answer, to be counted.</param>
/// <param name="Mutated">False for the controls, which are as they should be.</param>
/// <param name="Violation">Which rule was broken; <see langword="null"/>: none.</param>
/// <param name="Input">For a finding's report.</param>
internal readonly record struct CaseResult(string Class, bool Mutated, string? Violation, object Input);
