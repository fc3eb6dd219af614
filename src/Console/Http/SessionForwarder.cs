namespace Payouts.Console.Http;

/// <summary>
/// Sends the session of the person who asked along with each call, and the header without which the API takes no cookie.
/// </summary>
internal sealed class SessionForwarder(HttpMessageHandler inner, CurrentRequest current) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (current.Session.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", current.Session);
        }

        request.Headers.TryAddWithoutValidation(SessionNames.ConsoleHeader, "1");
        if (current.IsLive)
        {
            request.Headers.TryAddWithoutValidation(SessionNames.LiveHeader, "1");
        }

        return base.SendAsync(request, cancellationToken);
    }
}
