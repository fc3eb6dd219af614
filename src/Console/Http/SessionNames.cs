namespace Payouts.Console.Http;

/// <summary>What a session is called on the wire and in the host: the host makes it, the console forwards it.</summary>
public static class SessionNames
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "session";

    /// <summary>The cookie. Its prefix makes a browser insist on Secure, on the path / and on no domain.</summary>
    public const string Cookie = "__Host-payouts";

    /// <summary>The API takes the cookie only with this header, which no form and no other origin can send.</summary>
    public const string ConsoleHeader = "X-Payouts-Console";

    /// <summary>With this header a call does not count as activity: a page that refreshes itself keeps no session alive.</summary>
    public const string LiveHeader = "X-Payouts-Live";

    /// <summary>The page to sign in at.</summary>
    public const string SignInPage = "/console/sign-in";
}
