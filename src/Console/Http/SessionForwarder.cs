using Microsoft.AspNetCore.Http;

namespace Payouts.Console.Http;

/// <summary>
/// Sends the session of the person who asked along with each call, and the header without which the API takes no cookie.
/// </summary>
internal sealed class SessionForwarder(HttpMessageHandler inner, HttpContext context) : DelegatingHandler(inner)
{
    /// <summary>The session's cookie.</summary>
    public const string Cookie = "__Host-payouts";

    /// <summary>Says that the cookie comes from the console, not from a form of another site.</summary>
    public const string ConsoleHeader = "X-Payouts-Console";

    /// <summary>Says that nobody did anything: a page that is looked at asks by itself.</summary>
    public const string LiveHeader = "X-Payouts-Live";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A cookie of the size that ASP.NET Core splits comes as several: __Host-payoutsC1, C2.
        var session = string.Join("; ", context.Request.Cookies
            .Where(cookie => cookie.Key == Cookie || cookie.Key.StartsWith($"{Cookie}C", StringComparison.Ordinal)).Select(cookie => $"{cookie.Key}={cookie.Value}"));
        if (session.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", session);
        }

        request.Headers.TryAddWithoutValidation(ConsoleHeader, "1");
        if (context.Request.Headers.ContainsKey(LiveHeader))
        {
            request.Headers.TryAddWithoutValidation(LiveHeader, "1");
        }

        return base.SendAsync(request, cancellationToken);
    }
}
