namespace Payouts.Gateway.Sessions;

/// <summary>How a session is presented, and how long it lives (docs/adr/0031-people-and-sessions.md).</summary>
internal static class SessionScheme
{
    /// <summary>The authentication scheme.</summary>
    public const string Name = "session";

    /// <summary>The cookie. Its prefix makes a browser insist on Secure, on the path / and on no domain.</summary>
    public const string Cookie = "__Host-payouts";

    /// <summary>The cookie that belongs to the forms.</summary>
    public const string FormCookie = "__Host-payouts-form";

    /// <summary>The API takes the cookie only with this header, which no form and no other origin can send.</summary>
    public const string ConsoleHeader = "X-Payouts-Console";

    /// <summary>With this header a call does not count as activity: a page that refreshes itself keeps no session alive.</summary>
    public const string LiveHeader = "X-Payouts-Live";

    /// <summary>The page to sign in at.</summary>
    public const string Page = "/console/sign-in";

    /// <summary>A session is over after so long without activity.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A session is over after so long in any case.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromHours(12);

    /// <summary>A cookie is not written anew for activity within so long of the last time.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    // The browser opens that stream with its own headers alone.
    private static readonly PathString LiveStream = "/console/live";

    /// <summary>Whether a request shows that somebody is there.</summary>
    public static bool IsActivity(HttpRequest request) =>
        !request.Headers.ContainsKey(LiveHeader) && !request.Path.StartsWithSegments(LiveStream, StringComparison.OrdinalIgnoreCase);
}
