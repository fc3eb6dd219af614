namespace Payouts.Gateway.Problems;

/// <summary>One kind of error: its code is the last part of the problem's <c>type</c> (RFC 9457), and its page is served there.</summary>
/// <param name="Code">Stable; what programs compare.</param>
/// <param name="Status">The HTTP status, always the same for a code.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Explanation">For the page: what happened, and what to do.</param>
internal sealed record ProblemKind(string Code, int Status, string Title, string Explanation)
{
    /// <summary>A URI path that the gateway serves.</summary>
    public string Type => $"/problems/{Code}";

    /// <summary>Of a 401: the scheme that the <c>WWW-Authenticate</c> header asks for.</summary>
    public string? Challenge { get; init; }
}
