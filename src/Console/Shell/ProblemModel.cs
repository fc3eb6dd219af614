using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Shell;

/// <summary>A page that says only what went wrong.</summary>
/// <param name="Problem">What the API answered; <see langword="null"/> when it did not answer.</param>
/// <param name="Again">The page to load again, if that may help.</param>
public sealed record ProblemModel(Problem? Problem, string? Again)
{
    /// <summary>The status that the page is answered with.</summary>
    public int Status => Problem?.Status ?? StatusCodes.Status503ServiceUnavailable;
}
