using System.Security.Claims;

namespace Payouts.Console.Shell;

/// <summary>What the principal of a session says of it.</summary>
public static class SessionClaims
{
    /// <summary>Who it is.</summary>
    public const string Person = "person";

    /// <summary>When it began.</summary>
    public const string Beginning = "since";

    /// <summary>Tells sessions apart, also those of one person, by values that only the host sets.</summary>
    /// <param name="caller">The principal.</param>
    public static string SessionKey(this ClaimsPrincipal caller) => $"{caller.FindFirst(Beginning)?.Value} {caller.FindFirst(Person)?.Value}";
}
