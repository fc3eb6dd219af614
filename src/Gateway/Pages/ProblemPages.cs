using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Pages;

/// <summary>The pages that a problem's <c>type</c> links to.</summary>
internal static class ProblemPages
{
    public static void MapProblemPages(this IEndpointRouteBuilder routes)
    {
        Describe(routes.MapGet("/problems", () => HtmlPage.Of("Problems", Index())), "ListProblems", ProblemPageDescription.All);
        Describe(routes.MapGet("/problems/{code}", Results<ContentHttpResult, ProblemResult> (string code) =>
            ProblemRegistry.Find(code) is { } kind
                ? HtmlPage.Of(kind.Title, Describe(kind))
                : new ProblemResult(ProblemRegistry.NotFound, "There is no problem with this code.")), "ReadProblem", ProblemPageDescription.One);
    }

    private static void Describe(RouteHandlerBuilder route, string name, Action<OperationDescription> describe) =>
        route.WithTag("Problems", "Pages for people that explain every error.").WithName(name).Describe(describe);

    private static string Index() =>
        $"<ul>{string.Concat(ProblemRegistry.All.Select(kind => $"<li>{kind.Status} <a href=\"{kind.Type}\"><code>{kind.Code}</code></a> {HtmlPage.Encode(kind.Title)}</li>"))}</ul>";

    private static string Describe(ProblemKind kind) =>
        $"<p>HTTP {kind.Status}, <code>{kind.Code}</code></p><p>{HtmlPage.Encode(kind.Explanation)}</p><p><a href=\"/problems\">All problems</a></p>";
}
