using System.Security.Claims;
using System.Security.Cryptography;
using Payouts.Grains.Interfaces.Audit;

namespace Payouts.Gateway.Authentication;

/// <summary>Tells the control log who asks for a change.</summary>
internal static class Actors
{
    /// <summary>Who calls, and from where.</summary>
    public static AuditActor Actor(this HttpContext http) => new(
        http.User.FindFirstValue(CallerClaims.Person), http.User.FindFirstValue(CallerClaims.Key), http.User.FindFirstValue(CallerClaims.Via), http.Connection.RemoteIpAddress?.ToString());

    /// <summary>Has it said with every call to a grain that these routes make.</summary>
    public static T SayWhoAsks<T>(this T routes)
        where T : IEndpointConventionBuilder => routes.WithMetadata(new SaysWhoAsks()).AddEndpointFilter(async (context, next) =>
    {
        AuditOrigin.Set(context.HttpContext.Actor());
        return await next(context);
    });
}

/// <summary>Marks a route whose changes are logged with who asks and from where.</summary>
internal sealed record SaysWhoAsks;

/// <summary>Names for what is made once.</summary>
internal static class Nonces
{
    /// <summary>One that nobody else has: 32 hex digits.</summary>
    public static string Next() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
