using Payouts.Console.Http;

namespace Payouts.Gateway.Sessions;

/// <summary>How a session is presented, and how long it lives (docs/adr/0031-people-and-sessions.md).</summary>
internal static class SessionScheme
{
    /// <inheritdoc cref="SessionNames.Scheme"/>
    public const string Name = SessionNames.Scheme;

    /// <inheritdoc cref="SessionNames.Cookie"/>
    public const string Cookie = SessionNames.Cookie;

    /// <summary>The cookie that belongs to the forms.</summary>
    public const string FormCookie = "__Host-payouts-form";

    /// <inheritdoc cref="SessionNames.ConsoleHeader"/>
    public const string ConsoleHeader = SessionNames.ConsoleHeader;

    /// <inheritdoc cref="SessionNames.LiveHeader"/>
    public const string LiveHeader = SessionNames.LiveHeader;

    /// <inheritdoc cref="SessionNames.SignInPage"/>
    public const string Page = SessionNames.SignInPage;

    /// <summary>A session is over after so long without activity.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A session is over after so long in any case.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromHours(12);

    /// <summary>A cookie is not written anew for activity within so long of the last time.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    /// <summary>Whether a request shows that somebody is there. The console puts the header on its streams, which a browser cannot.</summary>
    public static bool IsActivity(HttpRequest request) => !request.Headers.ContainsKey(LiveHeader);
}
