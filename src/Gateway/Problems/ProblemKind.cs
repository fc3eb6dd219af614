namespace Payouts.Gateway.Problems;

/// <summary>
/// One kind of error: its code is the last part of the problem's <c>type</c> (RFC 9457), and its page is served there.
/// </summary>
/// <param name="Code">Stable, for programs to compare.</param>
/// <param name="Status">The HTTP status, always the same for a code.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Explanation">For the page: what happened, and what to do.</param>
internal sealed record ProblemKind(string Code, int Status, string Title, string Explanation)
{
    /// <summary>A URI path that the gateway serves.</summary>
    public string Type => $"/problems/{Code}";

    /// <summary>For a 401: the scheme in the <c>WWW-Authenticate</c> header.</summary>
    public string? Challenge { get; init; }
}
