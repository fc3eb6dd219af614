using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Pages;

/// <summary>What the document says of the problems' pages.</summary>
internal static class ProblemPageDescription
{
    public static void All(OperationDescription text) => text
        .Summary("All problems", "For people.")
        .Page("A page.")
        .Problems();

    public static void One(OperationDescription text) => text
        .Summary("A problem", "Where the type of a problem leads.")
        .Path("code", "The problem's code.", Text(), ProblemRegistry.ValidationFailed.Code)
        .Page("A page.")
        .Problems(ProblemRegistry.NotFound);
}
