using System.Security.Claims;
using Payouts.Console.Shell;
using Payouts.Grains.Interfaces;

namespace Payouts.Gateway.Authentication;

/// <summary>What every principal says of its caller, whether it came with a key or with a session.</summary>
internal static class CallerClaims
{
    /// <summary>The person; absent for a key that belongs to nobody.</summary>
    public const string Person = SessionClaims.Person;

    /// <summary>The key's id or name; absent for a person who signed in without one.</summary>
    public const string Key = "key";

    /// <summary><c>key</c> or <c>session</c>.</summary>
    public const string Via = "via";

    /// <summary>Who this is, for the history of what he changes.</summary>
    public static Caller Caller(this ClaimsPrincipal caller) => new(caller.FindFirstValue(Person), caller.FindFirstValue(Key));
}
