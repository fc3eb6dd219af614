namespace Payouts.Console.Http;

/// <summary>
/// Sends the session of the person who asked along with each call, and the header without which the API takes no cookie.
/// </summary>
internal sealed class SessionForwarder(HttpMessageHandler inner, CurrentRequest current) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var incoming = current.Context.Request;

        // A cookie of the size that ASP.NET Core splits comes as several: __Host-payoutsC1, C2.
        var session = string.Join("; ", incoming.Cookies
            .Where(cookie => cookie.Key == SessionNames.Cookie || cookie.Key.StartsWith($"{SessionNames.Cookie}C", StringComparison.Ordinal)).Select(cookie => $"{cookie.Key}={cookie.Value}"));
        if (session.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", session);
        }

        request.Headers.TryAddWithoutValidation(SessionNames.ConsoleHeader, "1");
        if (incoming.Headers.ContainsKey(SessionNames.LiveHeader))
        {
            request.Headers.TryAddWithoutValidation(SessionNames.LiveHeader, "1");
        }

        return base.SendAsync(request, cancellationToken);
    }
}
