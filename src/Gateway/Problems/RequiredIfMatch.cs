using Payouts.Gateway.Http;

namespace Payouts.Gateway.Problems;

/// <summary>Reads the <c>If-Match</c> of a change that needs one (RFC 6585, 3), or says as a problem what is wrong with it.</summary>
internal static class RequiredIfMatch
{
    /// <summary>Reads the header.</summary>
    /// <param name="http">The request.</param>
    /// <param name="what">The entity tag to send, as the problem names it.</param>
    public static (IfMatch? Match, ProblemResult? Problem) Read(HttpRequest http, string what) =>
        http.Headers.IfMatch.Count == 0 ? (null, new ProblemResult(ProblemRegistry.PreconditionRequired, $"Send {what} as If-Match."))
        : EntityTags.TryReadIfMatch(http.Headers.IfMatch, out var match) ? (match, null)
        : (null, ProblemResult.BadIfMatch());
}
