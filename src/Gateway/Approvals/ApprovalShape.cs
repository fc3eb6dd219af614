using System.Collections.Immutable;
using Payouts.Gateway.OpenApi;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Approvals;

/// <summary>What became of one of many.</summary>
/// <param name="Id">The payout.</param>
/// <param name="Result"><c>approved</c>, <c>waiting</c>, <c>rejected</c>, or the code of the problem.</param>
/// <param name="Version">The payout's version by then; <see langword="null"/> if it is hidden.</param>
internal sealed record DecidedPayout(string Id, string Result, long? Version);

/// <summary>What became of decisions on many payouts, as the contract shows it (docs/http-api.md, "Approvals").</summary>
internal static class ApprovalShape
{
    private static readonly Shape<DecidedPayout> Result = new Shape<DecidedPayout>(nameof(DecidedPayout), "What became of one payout.")
        .Text("id", Text("The payout."), decided => decided.Id)
        .Text("result", Text("approved, waiting or rejected; or the code of the problem."), decided => decided.Result)
        .Count("version", Count("The payout's version by then; null if it is not visible.", minimum: 1).OrNull(), decided => decided.Version);

    public static readonly Shape<ImmutableArray<DecidedPayout>> Results = new Shape<ImmutableArray<DecidedPayout>>("DecidedPayouts", "What became of each.")
        .List("results", "In the order of the request.", Result, results => results, BulkReader.MostPayouts);
}
