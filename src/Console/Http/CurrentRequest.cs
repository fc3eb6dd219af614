using Microsoft.AspNetCore.Http;

namespace Payouts.Console.Http;

/// <summary>
/// Whose request to the console it is for which the API is called. Scoped, and set by the <see cref="Guard"/>: the accessor
/// of ASP.NET Core would be kept up to date for every request to the host, and creates would pay for it. A copy: ASP.NET
/// Core uses a request's context again for the next one, maybe another person's, while a call of the first still runs.
/// </summary>
internal sealed class CurrentRequest
{
    /// <summary>The cookies of the session, as a header; empty when there are none.</summary>
    public string Session
    {
        get => field ?? throw new InvalidOperationException("The console calls the API only for a request of its own.");
        private set;
    }

    /// <summary>Whether it is no activity.</summary>
    public bool IsLive { get; private set; }

    /// <summary>To be called before any handler calls the API.</summary>
    public void Begin(HttpRequest request)
    {
        // A cookie of the size that ASP.NET Core splits comes as several: __Host-payoutsC1, C2.
        Session = string.Join("; ", request.Cookies
            .Where(cookie => cookie.Key == SessionNames.Cookie || cookie.Key.StartsWith($"{SessionNames.Cookie}C", StringComparison.Ordinal)).Select(cookie => $"{cookie.Key}={cookie.Value}"));
        IsLive = request.Headers.ContainsKey(SessionNames.LiveHeader);
    }
}
