using Payouts.Gateway.Http;

namespace Payouts.Gateway.Problems;

/// <summary>Reads the <c>If-Match</c> of a change that needs one (RFC 6585, 3), or says as a problem what is wrong with it.</summary>
internal static class RequiredIfMatch
{
    /// <summary>
    /// The one version that the caller decides on: who decides on any, or on one of several, has not seen what they decide.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="what">What to send, for a person.</param>
    public static (IfMatch? Match, ProblemResult? Problem) ReadOne(HttpRequest http, string what) => Read(http, what) switch
    {
        ({ Any: true } or { Versions.Length: > 1 }, null) => (null, new ProblemResult(ProblemRegistry.PreconditionRequired, $"Send {what} as If-Match: one tag, and not \"*\".")),
        var read => read,
    };

    /// <summary>Reads the header.</summary>
    /// <param name="http">The request.</param>
    /// <param name="what">The entity tag to send, as the problem names it.</param>
    public static (IfMatch? Match, ProblemResult? Problem) Read(HttpRequest http, string what) =>
        http.Headers.IfMatch.Count == 0 ? (null, new ProblemResult(ProblemRegistry.PreconditionRequired, $"Send {what} as If-Match."))
        : EntityTags.TryReadIfMatch(http.Headers.IfMatch, out var match) ? (match, null)
        : (null, ProblemResult.BadIfMatch());
}
