using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Pages;

/// <summary>The OpenAPI description of the problems' pages.</summary>
internal static class ProblemPageDescription
{
    public static void All(OperationDescription text) => text
        .Summary("List all problems", "An HTML page for people.")
        .Page("The page.")
        .Problems();

    public static void One(OperationDescription text) => text
        .Summary("Read about a problem", "The HTML page that a problem's type links to.")
        .Path("code", "The problem's code.", Text(), ProblemRegistry.ValidationFailed.Code)
        .Page("The page.")
        .Problems(ProblemRegistry.NotFound);
}
